import type { Edit, Span } from "../text/span.ts";
import type { WrittenReverse } from "./alembic/downgrade.ts";
import type { HostString } from "./host-string.ts";

/** A file whose SQL was read out of it. */
export interface HostFile {
  readonly path: string;
  readonly text: string;
}

/** The SQL that a program runs, as one text in the order in which it is run. */
export interface Source {
  readonly hosts: readonly HostFile[];
  /** What `sql` is put together from. */
  readonly pieces: HostString;
  readonly sql: string;
  readonly sends: readonly Send[];
  readonly up: Span;
  /** What is run downwards; absent where there is no such part. */
  readonly down?: Span;
  /** The function that undoes it. */
  readonly reverse?: WrittenReverse;
  /** Something in it may do anything to the schema: what is not in view may be there all the same. */
  readonly opaque?: true;
  /** The same of what is run downwards. */
  readonly opaqueDown?: true;
  /** What else it does may undo what its SQL made: nothing is known of a second run. */
  readonly opaqueAgain?: true;
  /** It is not run in one transaction. */
  readonly outsideTransaction?: true;
  /** Constants that make something and are never sent. */
  readonly idle?: readonly Idle[];
  /** A call is made before another one instead; undefined where it is more than a statement of its own. */
  readonly earlier?: (call: Span, before: Span, host: number) => readonly Edit[] | undefined;
  /** The call sends its text as it is, which may be several statements, and does not prepare it. */
  readonly unprepared?: (call: Span, host: number) => Edit | undefined;
  /** Reads it again from changed host files. */
  readonly reread: (hosts: readonly HostFile[]) => Source;
}

export interface Idle {
  /** As the program would name it. */
  readonly name: string;
  readonly string: HostString;
  readonly host: number;
  readonly at: Span;
  /** A call that sends it, before another call. */
  readonly before: (call: Span, host: number) => Edit | undefined;
}

/** What one call sends to the database: one statement or several. */
export interface Send {
  /** In `sql`. */
  readonly span: Span;
  /** The call in its host file. */
  readonly host: number;
  readonly call: Span;
  /** No statement of the program: here it raises an error, and so does PostgreSQL. */
  readonly raises?: true;
  /** Sent as a prepared statement: PostgreSQL takes one statement only. */
  readonly prepared?: true;
  /**
   * How a word that the statement lacks is asked for in the host's own terms, by the word in SQL; by `WITHOUT` and the
   * word that it begins with, how a part is left out. Absent where the program writes the statement itself.
   */
  readonly options?: Readonly<Record<string, Edit>>;
  /** A statement of its own before this call; undefined when it cannot be written there. */
  readonly before?: (sql: string) => Edit | undefined;
}

/** A call that is not yet at its place in the whole. */
export interface Step extends Omit<Send, "span"> {
  readonly pieces: HostString;
}
