import type { Span } from "../text/span.ts";

/**
 * One token of PostgreSQL's lexical structure, found without a grammar and never failing.
 * `word` is an unquoted keyword or identifier; `quoted` a "quoted identifier" (also U&"…");
 * `string` any literal ('…', E'…', B'…', U&'…', $tag$…$tag$); `open` marks one that the text ends inside of.
 */
export interface Token {
  readonly kind:
    | "word"
    | "quoted"
    | "string"
    | "number"
    | "parameter"
    | "operator"
    | "punctuation"
    | "comment"
    | "psql";
  readonly span: Span;
  readonly open?: true;
}
