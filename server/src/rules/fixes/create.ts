import { type CreateClause, createClause } from "../../effects/clauses/create-clause.ts";
import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import type { ObjectWords } from "../../effects/clauses/object-words.ts";
import { insertAt } from "../../text/edits.ts";
import type { Scene } from "../rule.ts";
import type { Cause } from "./causes.ts";
import { ownLookUp } from "./create-look-up.ts";
import { isMissing, isTaken } from "./failure-kinds.ts";
import { onlyWhileThere } from "./presence.ts";
import { type Remedy, writing } from "./remedy.ts";

/** Kinds that CREATE … IF NOT EXISTS knows. */
const ifNotExists = new Set<ObjectWords>([
  "table",
  "index",
  "schema",
  "sequence",
  "extension",
  "materialized view",
  "foreign table",
  "server",
  "user mapping",
  "collation",
  "statistics",
]);

/** Kinds that CREATE OR REPLACE knows (trigger: since 14; not a constraint trigger). */
const orReplace = new Set<ObjectWords>([
  "function",
  "procedure",
  "view",
  "aggregate",
  "trigger",
  "rule",
  "language",
  "transform",
]);

export type CreateForm = "if not exists" | "or replace" | "guard";

/** How PostgreSQL lets this kind be created a second time. */
export const formOf = (clause: CreateClause): CreateForm =>
  ifNotExists.has(clause.object)
    ? "if not exists"
    : orReplace.has(clause.object) && !clause.constraint
      ? "or replace"
      : "guard";

export function createRemedy(scene: Scene, cause: Cause): Remedy | undefined {
  const clause = createClause(scene.surface);
  if (!clause) return undefined;
  // A few kinds are not asked for: CREATE TEXT SEARCH … runs into the unique index of its catalog.
  if (isTaken(cause.failure) || cause.failure.sqlstate === "23505") {
    const written = clause.guard === undefined ? createForm(scene, clause) : undefined;
    if (written) return written;
    if (formOf(clause) === "guard") return ownLookUp(scene, clause);
  }
  return isMissing(cause.failure) ? onlyWhileThere(scene, cause.failure) : undefined;
}

/** IF NOT EXISTS or OR REPLACE, where the kind has it. */
export function createForm(scene: Scene, clause: CreateClause): Remedy | undefined {
  const keyword = keywordsLike(scene.surface);
  switch (formOf(clause)) {
    case "if not exists":
      return writing(
        ifNotExistsTitle(clause),
        insertAt(clause.wordsEnd, keyword(" IF NOT EXISTS")),
      );
    case "or replace":
      return writing(
        `write CREATE OR REPLACE ${clause.object.toUpperCase()}`,
        insertAt(clause.createEnd, keyword(" OR REPLACE")),
      );
    case "guard":
      return undefined;
  }
}

const ifNotExistsTitle = (clause: CreateClause): string =>
  clause.concurrently
    ? "insert IF NOT EXISTS (an invalid index that a failed build left is kept: drop it by hand)"
    : "insert IF NOT EXISTS";
