import { lex } from "../../sql/lex.ts";
import { type Span, shift, spanText } from "../../text/span.ts";
import type { Surface } from "../surface.ts";
import { once } from "./once.ts";
import { type Written, wordAt, written } from "./written.ts";

/** The body of a DO statement; its tokens stand where they stand in the statement. */
export interface DoClause {
  readonly body: Span;
  readonly on: Written;
  /** The token BEGIN of the outermost block. */
  readonly begin: number;
}

/** Bodies in dollar quotes only: inside '…' every quote would have to be doubled. */
export const doClause = once(readDoClause);

function readDoClause(surface: Surface): DoClause | undefined {
  const statement = written(surface);
  if (wordAt(statement, 0) !== "do") return undefined;
  const quoted = statement.tokens.find(
    (token) => token.kind === "string" && surface.text[token.span.start] === "$",
  );
  const tag = quoted && /^\$[^$]*\$/.exec(spanText(surface.text, quoted.span))?.[0];
  if (!quoted || !tag || quoted.open) return undefined;
  const body = { start: quoted.span.start + tag.length, end: quoted.span.end - tag.length };
  const tokens = lex(spanText(surface.text, body)).map((token) => ({
    ...token,
    span: shift(token.span, body.start),
  }));
  const on = written({ ...surface, tokens });
  const begin = on.tokens.findIndex((_, index) => wordAt(on, index) === "begin");
  return begin < 0 ? undefined : { body, on, begin };
}
