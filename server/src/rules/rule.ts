import type { Catalog } from "../catalog/catalog.ts";
import type { Difference } from "../catalog/difference.ts";
import type { Failure, Outcome } from "../catalog/outcome.ts";
import type { Effect } from "../effects/effect.ts";
import type { Surface } from "../effects/surface.ts";
import type { NameRef } from "../effects/type-ref.ts";
import type { Change } from "../history/changes.ts";
import type { Missing } from "../history/missing.ts";
import type { Replayed } from "../history/replay.ts";
import type { Edit, Span } from "../text/span.ts";
import type { Grade, Mends, Related, Severity } from "./finding.ts";

/** One rule, one object, one file named like the id. Its examples are its test, its documentation page and its hover. */
export interface Rule {
  /** `family/name`; the file is rules/family/name.ts. */
  readonly id: string;
  readonly title: string;
  /** Two or three sentences: what goes wrong, for whom, and why. */
  readonly why: string;
  /** "rerun": error, warning or information by what the runner does with a file that failed half-way. */
  readonly severity: Severity | "rerun";
  /** The run that it speaks of, where that is not the second. */
  readonly run?: "fresh" | "replay" | "down";
  /** Names that other linters give to (part of) this; `-- squawk-ignore x` works through them. */
  readonly aliases: readonly string[];
  /** unread: of statements that PostgreSQL cannot read, of which nothing else is known. Others see none of them. */
  readonly speaksOf?: "unread";
  readonly check: (scene: Scene) => Iterable<Report>;
  readonly examples: {
    readonly flags: readonly [Example, ...Example[]];
    readonly allows: readonly [Example, ...Example[]];
  };
}

/** One statement on the stage: what it does, what PostgreSQL answers, the first time and the second. */
export interface Scene {
  /** Of the file that the statement is in. */
  readonly path: string;
  readonly effects: readonly Effect[];
  readonly surface: Surface;
  readonly first: Outcome;
  readonly second: Outcome;
  /** Before the statement in the first run, and after it. */
  readonly before: Catalog;
  readonly after: Catalog;
  /** Before the statement in the second run. */
  readonly again: Catalog;
  /** What differs after the second run because of this statement, though nothing failed. */
  readonly changes: readonly Difference[];
  /** Rows that it changes too, of a table whose rows a later statement changes. */
  readonly echoes: readonly Difference[];
  /** What nobody made and the first run of the statement needs. */
  readonly missing: readonly Missing[];
  readonly transaction: {
    /** What PostgreSQL calls this statement where it refuses it in the transaction that the tool runs it in. */
    readonly name?: string;
    readonly optOut?: OptOut;
    /** The same, where the file does not ask so yet, whatever the statement is. */
    readonly wayOut?: OptOut;
  };
  /** When the whole history runs again; only under a tool that keeps no record. */
  readonly replayed: Replayed | undefined;
  /** Why PostgreSQL's parser does not take the statement. */
  readonly unread?: Unread;
  /** It travels in a prepared statement, behind another one. */
  readonly prepared: boolean;
  /** What the history says of a name, in the order in which it is run. */
  readonly told: (of: Change["class"], name: NameRef, on?: NameRef) => readonly Told[];
}

/** A statement that cannot be read; offsets relative to its start. */
export interface Unread {
  readonly kind: "error" | "too-complex";
  /** In the parser's words. */
  readonly message: string;
  readonly offset: number;
  /** What could have come there, when known. */
  readonly expected: readonly string[];
}

/** How a file asks its tool for no transaction; the edit is relative to the statement's start. */
export interface OptOut {
  readonly says: string;
  readonly edit: Edit;
}

/** A change of a name somewhere in the history, seen from the statement on the stage. */
export interface Told {
  readonly change: Change;
  readonly when: "earlier" | "here" | "later";
  readonly path: string;
  /** The name where it is written, else the statement's first line; in its file. */
  readonly span: Span;
}

export interface Report {
  readonly message: string;
  readonly detail?: string;
  /** Relative to the statement's start. */
  readonly at: Span;
  readonly failure?: Failure;
  /** Other than the rule's: what is said holds for some servers only. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** Part of what a later statement is reported for: shown, mended, not counted as another failure. */
  readonly echo?: true;
  /** Best first; each is tried before it is shown. */
  readonly fixes?: readonly Proposal[];
  /** What the team can say is there before the first migration: then there is nothing to tell. */
  readonly declares?: Declares;
}

export interface Declares {
  readonly kind: "roles" | "schemas" | "extensions" | "tables";
  readonly name: string;
}

/** A fix that has not been tried yet; edits are relative to the statement's start. */
export interface Proposal {
  readonly title: string;
  readonly grade: Grade;
  readonly edits: readonly Edit[];
  /** The rewritten statement holds semicolons between dollar quotes: some runners need a mark around it. */
  readonly block?: true;
  readonly mends?: Mends;
}

export interface Example {
  /** Statements that ran in an earlier migration. */
  readonly given?: string;
  readonly sql: string;
  /** Statements of a later migration. */
  readonly later?: string;
  /** Under a tool that keeps no record and runs every file on every boot. */
  readonly everyBoot?: true;
  /** A program sends all of it as one prepared statement. */
  readonly prepared?: true;
  /** The text after the first fix; absent where there is none. */
  readonly fixed?: string;
  /** The fix makes what was skipped: more comes out than before. */
  readonly makesMore?: true;
  /** Ids of other rules that speak up in it. */
  readonly also?: readonly string[];
  /** For `allows`: why nothing is said. */
  readonly because?: string;
}

export const rule = (written: Rule): Rule => written;
