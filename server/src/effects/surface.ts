import type { Token } from "../sql/token.ts";

/**
 * The written form of one statement, for edits: its text and tokens. All offsets are UTF-16, relative to the
 * statement's start. Rules ask clauses (effects/clauses/) for places; they never read tokens themselves.
 */
export interface Surface {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The file's line ending, and the blanks before the statement on its line. */
  readonly lineEnding: string;
  readonly indent: string;
}
