import type { WriteEffect } from "../../effects/data.ts";
import type { CommonTable } from "../../effects/expression.ts";
import type { Row } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkWrite } from "../evaluate/check-write.ts";
import { type Env, failed, newEnv, type Rows } from "../evaluate/env.ts";
import { withTables } from "../evaluate/query-rows.ts";
import type { Scope } from "../evaluate/scope.ts";
import { findRelation } from "../look-up.ts";
import { isTable } from "../relations/require.ts";
import { deleteRows } from "./delete.ts";
import { insertRows } from "./insert.ts";
import { mergeRows } from "./merge.ts";
import { returned } from "./returning.ts";
import { forgetRows } from "./row-values.ts";
import { updateRows } from "./update.ts";

export const scopeOf = (draft: Draft): Scope => (draft.call ? { call: draft.call } : {});

/** INSERT, UPDATE, DELETE, MERGE: names first, then WITH, then the rows. */
export function write(draft: Draft, effect: WriteEffect): void {
  checkWrite(checkingDraft(draft, scopeOf(draft)), effect, undefined);
  perform(draft, newEnv(draft.catalog, scopeOf(draft)), effect);
}

/** Runs the data-modifying queries of WITH; what they return is there for the rest. */
export function runTables(draft: Draft, env: Env, tables: readonly CommonTable[]): Env {
  const ready = new Map(env.tables);
  for (const { name, query } of tables)
    if (query.kind === "write") ready.set(name, perform(draft, env, query.write));
  const all = withTables({ ...env, tables: ready }, { with: tables });
  return failed(all) ? refuse(all.sqlstate, all.message) : all;
}

function perform(draft: Draft, around: Env, effect: WriteEffect): Rows {
  const env = runTables(draft, around, effect.with);
  const { key, found } = findRelation(draft.catalog, effect.table);
  const writing = { draft, env, made: new Set<Row>() };
  if (typeof found === "string" || !isTable(found)) {
    throughView(draft, key, effect);
    return returned(writing, effect.returning, effect.alias, key, []);
  }
  if (!found.rules.known.isEmpty()) {
    doubt(draft, `a rule rewrites what is written to "${found.name}"`);
    forgetRows(draft, key, "delete");
    return returned(writing, effect.returning, effect.alias, key, []);
  }
  const rows = rowsOf(writing, effect, key);
  return returned(writing, effect.returning, effect.alias, key, rows);
}

function rowsOf(writing: Parameters<typeof insertRows>[0], effect: WriteEffect, key: string): readonly Row[] {
  switch (effect.kind) {
    case "insert":
      return insertRows(writing, effect, key);
    case "update":
      return updateRows(writing, effect, key);
    case "delete":
      return deleteRows(writing, effect, key);
    case "merge":
      return mergeRows(writing, effect, key);
    default:
      return effect satisfies never;
  }
}

/** Through a view the rows of a table behind it change; PostgreSQL's own tables are not simulated. */
function throughView(draft: Draft, key: string, { kind, table }: WriteEffect): void {
  doubt(draft, `"${table.name}" is not a table`);
  draft.touched = true;
  const view = draft.catalog.relations.known.get(key);
  if (view?.kind !== "view") return;
  for (const { relation } of view.reads) forgetRows(draft, relation, kind === "merge" ? "delete" : kind);
}
