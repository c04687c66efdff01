import type { Source } from "../sources/source.ts";
import type { Edit, Span } from "../text/span.ts";

/** A program that keeps its tables in SQLite: files that it runs once each, and perhaps a schema that it runs before them. */
export interface SqliteHistory {
  readonly migrations: readonly SqliteFile[];
  readonly baseline?: Baseline;
  /** What the program's own texts make, by name: an index that it builds itself is not missing. */
  readonly made: ReadonlySet<string>;
}

export interface SqliteFile {
  readonly path: string;
  /** With blanks for what is not run upwards. */
  readonly text: string;
}

/** The schema that a program holds as a text and runs at its start. */
export interface Baseline {
  /** As the program calls it: SCHEMA_SQL. */
  readonly name: string;
  readonly source: Source;
  /** `conn.executescript(SCHEMA_SQL)`, where it is written. */
  readonly call: { readonly path: string; readonly at: Span };
  /** It is run on databases that are there already, before what is pending. */
  readonly always: boolean;
  /** On a database that it has just made, the migrations are written down as applied and never run. */
  readonly marksApplied: boolean;
  /** The call only where the database has no such table yet; undefined where it cannot be written. */
  readonly guard?: (table: string) => Edit;
  /** Statements after the migrations have run, in the program's language; undefined where it is not seen how. */
  readonly after?: (sql: readonly string[]) => {
    readonly path: string;
    readonly at: number;
    readonly text: string;
  };
}
