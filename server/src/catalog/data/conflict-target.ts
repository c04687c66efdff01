import type { InsertEffect, OnConflict } from "../../effects/data/write.ts";
import type { Catalog, Constraint, Relation } from "../catalog.ts";
import { doubt, refuse } from "../draft.ts";
import { isThere } from "../names.ts";
import { assumeKey } from "../relations/foreign-key.ts";
import { indexesOf } from "../relations/links.ts";
import { findNamed } from "../relations/not-null-name.ts";
import { isTable } from "../relations/require.ts";
import type { Conflict } from "./keys.ts";
import { sameColumns, tableKeys } from "./table-keys.ts";
import { type UniqueKey, uniqueKeys } from "./unique-keys.ts";
import { tableOf, type Writing } from "./writing.ts";

/** The unique keys that ON CONFLICT looks at. */
export type Arbiter = "any" | readonly UniqueKey[];

/** infer_arbiter_indexes: 42P10 where no unique index fits the target. */
export function requireArbiter(writing: Writing, { target, action }: OnConflict): Arbiter {
  const { draft, key, table, keys } = writing;
  if (!target) return "any";
  if (target.kind === "constraint") return namedArbiter(writing, target.name, action);
  const fitting = keys.filter(
    (one) =>
      sameColumns(one, target.columns) &&
      one.exclusion === undefined &&
      (one.predicate === undefined || target.where !== undefined),
  );
  if (fitting.length > 0) return fitting;
  if (table.constraints.complete && !hasOpenKeys(writing)) refuseUnmatched(table);
  const columns = target.columns.filter((column) => column !== undefined);
  if (columns.length < target.columns.length || target.where) {
    doubt(draft, "the unique index of the ON CONFLICT target was not created in view");
    return "any";
  }
  assumeKey(draft, key, table, columns);
  writing.table = tableOf(draft, key) ?? table;
  writing.keys = tableKeys(draft.catalog, key, writing.table);
  return writing.keys.filter((one) => sameColumns(one, columns));
}

const refuseUnmatched = ({ schema, name }: Relation): never =>
  refuse(
    "42P10",
    "there is no unique or exclusion constraint matching the ON CONFLICT specification",
    { class: "table", schema, name },
  );

/** The same is asked, while the statement is planned, of what has no rows that it could change. */
export function forbidUnmatched(
  catalog: Catalog,
  key: string,
  relation: Relation,
  { onConflict }: InsertEffect,
): void {
  const target = onConflict?.target;
  if (target?.kind !== "columns" || relation.origin === "assumed") return;
  const matches = uniqueKeys(catalog, key).some((one) => sameColumns(one, target.columns));
  if (relation.kind === "sequence" || (relation.kind === "materialized view" && !matches))
    refuseUnmatched(relation);
}

/** ON CONSTRAINT: one of those that an index stands behind. */
function namedArbiter(
  { draft, key, table, keys }: Writing,
  name: string,
  action: OnConflict["action"],
): Arbiter {
  const found = findNamed(draft.catalog, table, name);
  const subject = { class: "constraint" as const, name, on: key };
  if (!isThere(found)) {
    doubt(draft, `constraint "${name}" was not created in view`);
    return "any";
  }
  if (found.type === "exclude" && action === "update")
    refuse("42809", "ON CONFLICT DO UPDATE not supported with exclusion constraints", subject);
  if (withoutIndex.has(found.type) && found.origin !== "assumed")
    refuse("42809", "constraint in ON CONFLICT clause has no associated index", subject);
  const named = keys.filter((one) => one.index.constraint === name);
  return named.length > 0 ? named : "any";
}

const withoutIndex: ReadonlySet<Constraint["type"]> = new Set(["check", "foreign key", "not null"]);

/** get_relation_constraint_oid: while the statement is read. */
export function requireNamedConstraint(catalog: Catalog, key: string, name: string): void {
  const relation = catalog.relations.known.get(key);
  if (!relation || relation.kind === "unknown") return;
  if (isTable(relation) && findNamed(catalog, relation, name) !== "absent") return;
  refuse("42704", `constraint "${name}" for table "${relation.name}" does not exist`, {
    class: "constraint",
    name,
    on: key,
  });
}

/**
 * ExecCheckIndexConstraints: asked of every row that ON CONFLICT is about, once the row itself is in order, index by
 * index up to one that has the row already.
 */
export function forbidDeferrable({ draft, key }: Writing, judged: readonly Judged[]): void {
  let perhaps = false;
  for (const { key: one, conflict } of judged) {
    if (one.deferrable) {
      const message =
        "ON CONFLICT does not support deferrable unique constraints/exclusion constraints as arbiters";
      if (perhaps) return doubt(draft, message);
      refuse("55000", message, { class: "constraint", name: one.name, on: key });
    }
    if (typeof conflict === "object") return;
    perhaps ||= conflict === "possible";
  }
}

export interface Judged {
  readonly key: UniqueKey;
  readonly conflict: Conflict;
}

/** A unique index of which the columns were not seen. */
const hasOpenKeys = ({ draft, key }: Writing): boolean =>
  indexesOf(draft.catalog, key).some(
    ({ relation }) => relation.unique && relation.columns.length === 0,
  );
