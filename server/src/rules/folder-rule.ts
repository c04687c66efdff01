import type { Difference } from "../catalog/difference.ts";
import type { Failure } from "../catalog/outcome.ts";
import type { DownRun } from "../history/down-run.ts";
import type { Compared } from "../history/released.ts";
import type { Journal } from "../runners/journal.ts";
import type { Package } from "../runners/package.ts";
import type { LostPart } from "../runners/runner.ts";
import type { RevisionGraph } from "../sources/alembic/graph.ts";
import type { MigratorCall } from "../sources/javascript/migrator-calls.ts";
import type { PGliteClient } from "../sources/javascript/pglite.ts";
import type { SqliteHistory } from "../sqlite/history.ts";
import type { SqliteJudgement } from "../sqlite/judge.ts";
import type { Edit, Span } from "../text/span.ts";
import type { FileEdits, Grade, Related, Severity } from "./finding.ts";
import type { Step } from "./fixes/reverse.ts";

/**
 * A rule about the set of files: their names, their order, how they name and undo each other. One object, one file
 * named like the id.
 */
export interface FolderRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly run?: "down";
  readonly aliases: readonly string[];
  readonly check: (view: FolderView) => Iterable<FolderReport>;
  readonly examples: {
    readonly flags: readonly [FolderExample, ...FolderExample[]];
    readonly allows: readonly [FolderExample, ...FolderExample[]];
  };
}

/** A history as its runner takes it. */
export interface FolderView {
  /** In the order in which they run; programs, which name each other in their text, are in `revisions`. */
  readonly files: readonly ViewedFile[];
  /** Programs of which all is in view, each with its reverse: places are those of their SQL. */
  readonly programs: readonly ViewedFile[];
  readonly revisions: RevisionGraph | undefined;
  /** Of revisions in programs: how each is undone. */
  readonly downgrades: readonly Downgrade[];
  /** The workflow that runs the revisions on a new database. */
  readonly gate: GateView | undefined;
  /** The journal that lists them. */
  readonly listing: Listing | undefined;
  /** The package around them; undefined for programs. */
  readonly project: Project | undefined;
  /** Where the tables are SQLite's, and SQLite was asked. */
  readonly sqlite: SqliteScene | undefined;
  /** What looks like a migration and is not run. */
  readonly ignored: readonly { readonly path: string; readonly because: string }[];
  readonly order: "text" | "number" | "journal" | "plan";
  readonly duplicates: "refused" | "both" | "second fails" | "impossible";
  readonly gaps: "refused" | "allowed";
  /** A migration that is numbered below one that was applied. */
  readonly late: "skipped" | "applied" | "refused" | "impossible";
  /** A migration that was applied and then edited. */
  readonly edited: "refused" | "unnoticed" | "again";
  /** The branch or commit that holds what databases may have run. */
  readonly released: string | undefined;
}

/** What there is to say of a workflow that runs revisions. */
export interface GateView {
  readonly path: string;
  /** The folder of the revisions from the top of the repository. */
  readonly folder: string;
  /** SQL that is run after the head, and without which a revision stops. */
  readonly late: readonly {
    readonly path: string;
    readonly span: Span;
    readonly revision: string;
    readonly needs: { readonly path: string; readonly span: Span };
    /** Run between the revision before that one and the head. */
    readonly moved: readonly Edit[] | undefined;
  }[];
  /** Filters of paths that let no change of the revisions through. */
  readonly missed: readonly {
    readonly at: Span;
    readonly pattern: string;
    readonly add: Edit | undefined;
  }[];
}

/** The function of a program that undoes its revision. */
export interface Downgrade {
  readonly path: string;
  /** Its name, in the program; the upgrade's where there is none. */
  readonly at: Span;
  readonly kind: "missing" | "empty" | "raises" | "there";
  /** Right after the upgrade; undefined where the program does what is not in view. */
  readonly run: () => DowngradeRun | undefined;
  /** A stretch of its SQL where the program writes it. */
  readonly placeOf: (span: Span) => Span;
  /** The reverse of the upgrade in its place. */
  readonly fixes: () => readonly FolderProposal[];
  /** Without one of its calls. */
  readonly lighter: () => readonly FolderProposal[];
}

export interface DowngradeRun extends DownRun {
  /** What the upgrade meets when it is run again after it. */
  readonly again: Failure | undefined;
}

/** A history of SQLite with SQLite's answers. */
export interface SqliteScene {
  readonly history: SqliteHistory;
  readonly judged: SqliteJudgement;
}

/** A journal, and the SQL files of the folder that it is about. */
export interface Listing {
  readonly path: string;
  readonly text: string;
  readonly journal: Journal;
  /** The folder that its tags are names in. */
  readonly folder: string;
  /** Every file of the folder by its name, listed or not. */
  readonly names: readonly string[];
  /** Files that look like migrations and that it leaves out. */
  readonly leftOut: readonly string[];
}

/** What the package of a history holds besides migrations. */
export interface Project {
  readonly package: Package | undefined;
  /** Where its code names the folder that it reads. */
  readonly readers: readonly Named[];
  /** Its build may copy the folder. */
  readonly copies: boolean;
  /** Calls of a library's migrator for this folder. */
  readonly calls: readonly MigratorCall[];
  /** Exported functions around such calls that nothing in the workspace calls. */
  readonly neverCalled: readonly NeverCalled[];
  /** Images that start what reads the folder, and lack it. */
  readonly imageGaps: readonly ImageGap[];
  /** Embedded databases that these migrations are run on. */
  readonly clients: readonly PGliteClient[];
  /** Statements that follow another one without the mark that the tool cuts at, with that mark as the name. */
  readonly crowded: readonly Named[];
  /** What CREATE EXTENSION asks for. */
  readonly extensions: readonly Named[];
}

export interface Named {
  readonly name: string;
  readonly path: string;
  readonly at: Span;
}

/** An image without its migrations. */
export interface ImageGap extends Named {
  /** A .dockerignore leaves it out, else no COPY brings it. */
  readonly isIgnored: boolean;
  readonly start: {
    readonly reader: string;
    readonly related: { readonly path: string; readonly at: Span } | undefined;
    readonly isDirect: boolean;
  };
  readonly fixes: readonly FolderProposal[];
}

export interface NeverCalled extends Named {
  /** Its call where the program has what it needs, else why nobody can say where that is. */
  readonly first: { readonly fixes: readonly FolderProposal[] } | { readonly declined: string };
}

export interface ViewedFile {
  readonly path: string;
  /** The file's own name, with the folder of its own that some tools want. */
  readonly name: string;
  /** As written; undefined for one without. */
  readonly version: string | undefined;
  /** The first line. */
  readonly top: Span;
  readonly hasDown: boolean;
  /** Parts that the tool does not leave applied. */
  readonly lost: readonly LostPart[];
  /** Beside what was released, where somebody said what that is. */
  readonly compared: Compared | undefined;
  readonly downPath: string | undefined;
  readonly down: () =>
    | (DownRun & { readonly path: string; readonly top: Span; readonly text: string })
    | undefined;
  /** Its statements, as they were run. */
  readonly steps: () => readonly Step[];
  /** What would not be as it was before if this were its reverse; undefined where that is not certain. */
  readonly leftAfter: (reverse: string) => readonly Difference[] | undefined;
  /** The edits that make this its reverse, in the tool's form; undefined where the tool has none. */
  readonly withReverse: (reverse: string) => FileEdits | undefined;
}

export interface FolderReport {
  readonly path: string;
  /** In that file. */
  readonly span: Span;
  readonly message: string;
  readonly detail?: string;
  /** Other than the rule's: what follows depends on the tool. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly failure?: Failure;
  readonly statement?: Span;
  /** Best first; each is tried before it is shown. */
  readonly fixes?: readonly FolderProposal[];
}

/** A fix that has not been tried yet. */
export interface FolderProposal {
  readonly title: string;
  readonly grade: Grade;
  readonly files: readonly FileEdits[];
}

export interface FolderExample {
  /** By name, in a folder of migrations. */
  readonly files: Readonly<Record<string, string>>;
  /** The runner that is declared. */
  readonly runner?: string;
  /** What the main branch has of them; the files are those of a branch. */
  readonly released?: Readonly<Record<string, string>>;
  /** Ids of other rules that speak up in it. */
  readonly also?: readonly string[];
  /** After the first fix, where there is one. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** For `allows`: why nothing is said. */
  readonly because?: string;
}

export const folderRule = (written: FolderRule): FolderRule => written;
