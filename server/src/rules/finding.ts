import type { Edit, Span } from "../text/span.ts";

/** One thing a user is told. Offsets are UTF-16, 0-based, into the file's text. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What happens, to whom, in PostgreSQL's words. */
  readonly message: string;
  /** Why, and the way out: one or two sentences; may be empty. */
  readonly detail: string;
  readonly run: "fresh" | "second" | "replay" | "down" | null;
  readonly sqlstate: string | null;
  readonly path: string;
  readonly span: Span;
  readonly statement: Span | null;
  readonly related: readonly Related[];
}

export type Severity = "error" | "warning" | "information";

export interface Related {
  readonly path: string;
  readonly span: Span;
  readonly message: string;
}

/** A rewrite that was tried: the second run is clean, the first run builds the same schema. */
export interface Fix {
  readonly title: string;
  /** safe: nothing but the second run changes; review: same schema, with a cost the title names; sketch: no claim. */
  readonly grade: Grade;
  /** Of the finding's file. */
  readonly edits: readonly Edit[];
  readonly others?: readonly FileEdits[];
  /** What it mends is not the second run alone: the first one then builds another schema than before. */
  readonly mends?: Mends;
}

/** Edits of one more file. */
export interface FileEdits {
  readonly path: string;
  readonly edits: readonly Edit[];
  /** The new path of a file that is renamed, after its edits. */
  readonly renamed?: string;
  /** The text that the edits are of, for a file that lies neither in the history nor around it. */
  readonly before?: string;
  /** There is no such file yet. */
  readonly created?: true;
}

/** first run: less fails in it · what is skipped: it makes more, and takes nothing away. */
export type Mends = "first run" | "what is skipped";

export type Grade = "safe" | "review" | "sketch";

/** The most careful first. */
export const grades: readonly Grade[] = ["safe", "review", "sketch"];
