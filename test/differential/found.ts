import type { World } from "./run-case.ts";

/** A case that once made a difference, with what PostgreSQL 18 answers: "" or a SQLSTATE for each statement. */
export interface FoundOnce {
  /** What was wrong. */
  readonly name: string;
  readonly before?: readonly string[];
  readonly file: readonly string[];
  readonly first: readonly string[];
  readonly second: readonly string[];
  readonly world?: World;
}

export const found: readonly FoundOnce[] = [];
