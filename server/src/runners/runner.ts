import type { Edit, Part, Span } from "../text/span.ts";
import type { Folder } from "./folder.ts";

/**
 * The tool that applies the files. One object per tool, in a file named like it; facts from its code or from a run.
 * All that differs between tools stands here as data, so that rules never ask for a tool's name.
 */
export interface Runner {
  readonly id: string;
  /** Why this folder is this tool's; undefined when it is not. */
  readonly recognises: (folder: Folder) => Recognition | undefined;
  /** Is this file a migration that the tool runs upwards? `name` is relative to the folder. */
  readonly isMigration: (name: string, folder: Folder) => boolean;
  /** Is this program a migration that the tool runs among the SQL files? What it does is not known. */
  readonly isProgram?: (name: string) => boolean;
  /** A file of the tool that it rightly leaves out here: another database's, say. */
  readonly leavesOut?: (name: string) => boolean;
  readonly order: Order;
  /** The name of its journal, in the form of journal.ts. */
  readonly journal?: string;
  /** The part of the text that is run upwards. */
  readonly up: (text: string) => Part;
  readonly down: Down;
  /** Parts that look as if they were run upwards too, by the lines that open them, and do not stay. */
  readonly lost?: (text: string) => readonly LostPart[];
  /** Comment lines and marks that the tool reads, as they are written. */
  readonly directives: readonly string[];
  readonly transaction: Transactions;
  /**
   * Can the tool run a file again that it has run already?
   * always: it keeps no record · crash: statements and record are committed apart · never: in one transaction.
   */
  readonly repeats: "always" | "crash" | "never";
  readonly splitter: Splitter;
  /** A migration that is numbered below one that has been applied. impossible: its number would be taken. */
  readonly late: "skipped" | "applied" | "refused" | "impossible";
  /** Two migrations of one version. both: names count, not versions · second fails: after its statements, rolled back. */
  readonly duplicates: "refused" | "both" | "second fails" | "impossible";
  /** A migration that was applied and then edited. again: it is run once more. */
  readonly edited: "refused" | "unnoticed" | "again";
  readonly gaps: "refused" | "allowed";
  /** Relations that the tool makes for its record before it runs the first migration. */
  readonly record: readonly string[];
  /** Where rows of a fresh database come from, besides migrations. */
  readonly seeds?: string;
  /** How the tool's own `new` numbers a first migration. */
  readonly numbering: Numbering;
  /** Version and words of a migration's name, as written. */
  readonly nameParts: (name: string) => NameParts | undefined;
  /** May it run migrations that are not in this folder too: a library's, those of another location? */
  readonly runsOthers?: (folder: Folder) => boolean;
  /** What the workspace's configuration of the tool changes of all this. */
  readonly adjusts?: (folder: Folder) => Partial<Runner>;
  /** The files of a new migration, names relative to the folder; absent where migrations are programs. */
  readonly newFiles?: (parts: NewMigration) => readonly NamedText[];
  /** Other files that must name the new migration (journal, plan), with their whole new text. */
  readonly registers?: (folder: Folder, parts: NewMigration) => readonly NamedText[];
}

/**
 * configured: the tool's configuration names this folder · marked: by marks that only this tool reads · used: the
 * workspace uses the tool, and the files are as it wants them · named: by the names of the files.
 */
export interface Recognition {
  readonly sign: "configured" | "marked" | "used" | "named";
  /** In words: `db/migrations/0001.sql: -- +goose Up`. */
  readonly because: string;
  /** Folders between this folder and what says so; of two that are used the nearer one counts. */
  readonly away?: number;
}

export interface Order {
  /** number: 2 before 10 · text: 10 before 2 · journal, plan: a file lists them. */
  readonly key: "text" | "number" | "journal" | "plan";
  readonly compare: (one: string, other: string) => number;
  /** The names in the order of the journal or plan; a file that it leaves out is not run. */
  readonly listed?: (folder: Folder) => readonly string[] | undefined;
}

/** What reverses a migration: nothing, a part of the same file, or a file of its own (name relative to the folder). */
export type Down =
  | { readonly kind: "none" }
  | {
      readonly kind: "part";
      readonly part: (text: string) => Part | undefined;
      /** The line that the part begins with. */
      readonly opens: string;
    }
  | {
      readonly kind: "file";
      readonly file: (name: string, folder: Folder) => string | undefined;
    };

export interface LostPart {
  readonly opens: Span;
  /** A whole sentence. */
  readonly because: string;
}

/**
 * How statements share transactions. one query: the whole file travels as one query, which PostgreSQL wraps unless
 * it holds BEGIN or COMMIT · per file: BEGIN, file, COMMIT · per statement: none · all pending: one for all files ·
 * per changeset: one for each part of a file.
 */
export type Grouping = "one query" | "per file" | "per statement" | "all pending" | "per changeset";

export interface Transactions {
  readonly grouping: Grouping;
  /** Does this file ask to run outside a transaction (or does the tool see that it must)? */
  readonly isOutside: (file: LookedAt) => boolean;
  /** How a file runs that asks so. one query: PostgreSQL still wraps it, so only a single statement gets out. */
  readonly outside: Grouping;
  /** How a file asks so; undefined where SQL files cannot. */
  readonly optOut?: OptOut;
}

/** A migration and what lies in its folder. */
export interface LookedAt {
  readonly name: string;
  readonly text: string;
  /** The text of a file in the same folder. */
  readonly beside: (name: string) => string | undefined;
}

/** A directive in the file, or a file beside it. */
export type OptOut =
  | {
      readonly kind: "directive";
      readonly text: string;
      readonly place:
        | "first bytes"
        | "on the line that opens the up part"
        | "a line of its own"
        | "first line of the body"
        | "a line of its own at the top, then a blank one";
      /** The edit that asks for it. */
      readonly edit: (text: string) => Edit;
    }
  | { readonly kind: "file"; readonly file: (name: string) => NamedText };

/** How the tool cuts a file into statements, and what an inserted text must heed. */
export interface Splitter {
  /** none: it sends the file · dollar-aware: at semicolons, as psql · semicolon: at every one · mark: at marks. */
  readonly cuts: "none" | "dollar-aware" | "semicolon" | "mark";
  /** What must stand around a statement with semicolons inside. */
  readonly around?: { readonly before: string; readonly after: string };
  /** What must stand between two statements. */
  readonly between?: string;
  /** The edit that keeps what stands at `at` whole, semicolons and all; undefined where it is whole already. */
  readonly keepWhole?: (text: string, at: number) => Edit | undefined;
  /** Text that the tool reads as something of its own. */
  readonly forbidden?: readonly { readonly text: RegExp; readonly because: string }[];
}

export type Numbering = "sequence" | "timestamp" | "milliseconds" | "dashed timestamp";

export interface NameParts {
  readonly version: string;
  readonly words: string;
  /** What stands before the version and after it, where the tool leaves that to its users. */
  readonly prefix?: string;
  readonly separator?: string;
}

export interface NamedText {
  readonly name: string;
  readonly text: string;
}

/** What goes into a new migration; bodies end without a line break. */
export interface NewMigration {
  readonly version: string;
  readonly words: string;
  readonly prefix: string;
  readonly separator: string;
  readonly up: string;
  readonly down: string;
  /** The statements cannot run in a transaction. */
  readonly outsideTransaction: boolean;
  /** A body holds semicolons between dollar quotes. */
  readonly block: boolean;
  /** The folder has down files. */
  readonly pairs: boolean;
  /** The migrations that are there, by name, in the order in which they run. */
  readonly before: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}
