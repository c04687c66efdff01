import type { Journal } from "../runners/journal.ts";
import type { RevisionGraph } from "../sources/alembic/graph.ts";
import type { Span } from "../text/span.ts";
import type { FileEdits, Grade, Related, Severity } from "./finding.ts";

/** A rule on the set of files: their names, their order, how they name each other. One object, one file, as Rule. */
export interface HistoryRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly severity: Severity;
  readonly check: (scene: HistoryScene) => Iterable<HistoryReport>;
  readonly examples: {
    readonly flags: readonly [HistoryExample, ...HistoryExample[]];
    readonly allows: readonly [HistoryExample, ...HistoryExample[]];
  };
}

export interface HistoryScene {
  /** As they are written: of a program its own text. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly revisions?: RevisionGraph;
  /** The journal that lists them. */
  readonly listing?: Listing;
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

export interface HistoryReport {
  readonly path: string;
  /** In the file as it is written. */
  readonly at: Span;
  readonly message: string;
  readonly detail?: string;
  /** Other than the rule's: what follows depends on what is found. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  /** Best first; each is tried before it is shown. */
  readonly fixes?: readonly HistoryProposal[];
}

export interface HistoryProposal {
  readonly title: string;
  readonly grade: Grade;
  readonly files: readonly FileEdits[];
}

export interface HistoryExample {
  /** Paths relative to the folder, with texts. */
  readonly files: Readonly<Record<string, string>>;
  /** After the first fix, where there is one. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** For `allows`: why nothing is said. */
  readonly because?: string;
}

export const historyRule = (written: HistoryRule): HistoryRule => written;
