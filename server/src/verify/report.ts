import type { Span } from "../text/span.ts";

/** What one verify run of one history showed. Plain data. */
export interface Report {
  readonly folder: string;
  readonly runner: string;
  /** What it was verified on: `PostgreSQL 18.6 (built in)`. */
  readonly engine: string;
  readonly files: readonly FileReport[];
  /** Checks of the history as a whole. */
  readonly checks: readonly CheckResult[];
  /** What the reader must know of the run itself: extensions that were left out, the engine that was lost. */
  readonly notes: readonly string[];
  readonly milliseconds: number;
  /** The run was cancelled before its end; what is here was shown before. */
  readonly cancelled: boolean;
  /** Everything that was wanted was run; else the notes say why not. */
  readonly isWhole: boolean;
}

export interface FileReport {
  readonly path: string;
  /** The first run, statement by statement. */
  readonly statements: readonly StatementRun[];
  /** The run right after it, where one was wanted. */
  readonly again?: readonly StatementRun[];
  readonly checks: readonly CheckResult[];
  /** Behind what failed, the first run's statements were run each by itself, not in the tool's transaction. */
  readonly apart?: true;
}

/** What a check does with a migration, or with all of them. */
export type Check =
  | "fresh"
  | "again"
  | "half-way"
  | "down and up"
  | "all in one transaction"
  | "history again"
  | "upgrade";

export interface CheckResult {
  readonly check: Check;
  /** unverified: the engine cannot show it; the problems say why. */
  readonly outcome: "passed" | "failed" | "unverified";
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
}

/** error: PostgreSQL refuses · difference: objects or rows differ · stopped: no answer in time · unverified: not shown. */
export interface Problem {
  readonly kind: "error" | "difference" | "stopped" | "unverified";
  readonly message: string;
  readonly sqlstate?: string;
  readonly detail?: string;
  readonly path: string;
  /** UTF-16 offsets in the text of `path`. */
  readonly span?: Span;
  /** Index of the statement in its part of the file. */
  readonly statement?: number;
  readonly differences?: readonly ObjectDifference[];
}

/** A part of the schema, or the rows of a table, that is not as it was. */
export interface ObjectDifference {
  readonly class: string;
  readonly name: string;
  readonly change: "added" | "missing" | "changed";
  readonly before?: string;
  readonly after?: string;
}

export interface StatementRun {
  readonly span: Span;
  readonly outcome: "applied" | "failed" | "stopped" | "unverified" | "not run";
  readonly sqlstate?: string;
  readonly message?: string;
  readonly milliseconds: number;
  /** Relations that it locked more strongly than reading does; unknown outside a transaction. */
  readonly locks?: readonly LockTaken[];
}

export interface LockTaken {
  readonly relation: string;
  /** As PostgreSQL's documentation writes it: `ACCESS EXCLUSIVE`. */
  readonly mode: string;
  /** The relation existed before the transaction of this file. */
  readonly existed: boolean;
  readonly rewritten: boolean;
  readonly scanned: boolean;
  readonly isIndex?: true;
}

export type Progress =
  | {
      readonly kind: "file";
      readonly path: string;
      readonly check: Check;
      readonly done: number;
      readonly of: number;
    }
  | { readonly kind: "checked"; readonly path: string; readonly result: CheckResult };
