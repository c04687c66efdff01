import { type Deed, deedOf } from "./read.ts";
import { type SqliteStatement, splitSqlite } from "./split.ts";

/** A script, statement by statement. */
export interface Script {
  /** Undefined for the program's baseline. */
  readonly path: string | undefined;
  readonly text: string;
  readonly steps: readonly ScriptStep[];
}

export interface ScriptStep {
  readonly statement: SqliteStatement;
  readonly sql: string;
  readonly deed: Deed;
}

export const readScript = (path: string | undefined, text: string): Script => ({
  path,
  text,
  steps: splitSqlite(text).map((statement) => ({
    statement,
    sql: text.slice(statement.span.start, statement.span.end),
    deed: deedOf(statement),
  })),
});
