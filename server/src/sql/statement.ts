import type { Span } from "../text/span.ts";

/**
 * One statement of a file.
 * `span` runs from its first token to its last one, without leading comments, trailing blanks or the semicolon.
 */
export interface Statement {
  readonly kind: "sql" | "psql";
  readonly span: Span;
  /** The semicolon that ends it; absent at the end of an unfinished file and for psql meta-commands. */
  readonly terminator?: Span;
  /** The text of `span`. */
  readonly text: string;
  /** Rows that follow `COPY … FROM STDIN;` up to and with the `\.` line. */
  readonly data?: Span;
}
