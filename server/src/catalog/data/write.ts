import type { WriteEffect } from "../../effects/data.ts";
import type { CommonTable } from "../../effects/expression.ts";
import type { Row } from "../catalog.ts";
import { type Draft, doubt, refuseFor } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkWrite } from "../evaluate/check-write.ts";
import { type Env, failed, newEnv, type Rows } from "../evaluate/env.ts";
import { noRowsKnown, withTables } from "../evaluate/query-rows.ts";
import type { Scope } from "../evaluate/scope.ts";
import { forbidChanging } from "../evaluate/target.ts";
import { findRelation } from "../look-up.ts";
import { isSystemKey } from "../relations/system.ts";
import { forbidUnmatched } from "./conflict-target.ts";
import { deleteRows } from "./delete.ts";
import { insertRows } from "./insert.ts";
import { mergeRows } from "./merge.ts";
import { returned } from "./returning.ts";
import { forgetRows } from "./row-values.ts";
import { updateRows } from "./update.ts";
import { newWriting, type Writing } from "./writing.ts";

export const scopeOf = (draft: Draft): Scope => (draft.call ? { call: draft.call } : {});

/** INSERT, UPDATE, DELETE, MERGE: names first, then WITH, then the rows. */
export function write(draft: Draft, effect: WriteEffect): void {
  checkWrite(checkingDraft(draft, scopeOf(draft)), effect, undefined);
  perform(draft, newEnv(draft.catalog, scopeOf(draft)), effect);
}

/** The queries of WITH in order: the data-modifying ones are run, what they return is there for the rest. */
export function runTables(draft: Draft, env: Env, tables: readonly CommonTable[]): Env {
  let ready = env;
  for (const table of tables) {
    const { name, query } = table;
    if (query.kind === "write")
      ready = {
        ...ready,
        tables: new Map(ready.tables).set(name, perform(draft, ready, query.write)),
      };
    const next = withTables(ready, { with: [table] });
    if (failed(next)) return refuseFor(next);
    ready = next;
  }
  return ready;
}

function perform(draft: Draft, around: Env, effect: WriteEffect): Rows {
  const env = runTables(draft, around, effect.with);
  const { key } = findRelation(draft.catalog, effect.table);
  const writing = newWriting(draft, env, key);
  if (!writing) {
    throughView(draft, key, effect);
    return noRowsKnown();
  }
  if (!writing.table.rules.known.isEmpty()) {
    doubt(draft, `a rule rewrites what is written to "${writing.table.name}"`);
    forgetRows(draft, key, "delete");
    return noRowsKnown();
  }
  return returned(writing, effect.returning, effect.alias, rowsOf(writing, effect));
}

function rowsOf(writing: Writing, effect: WriteEffect): readonly Row[] {
  switch (effect.kind) {
    case "insert":
      return insertRows(writing, effect);
    case "update":
      return updateRows(writing, effect);
    case "delete":
      return deleteRows(writing, effect);
    case "merge":
      return mergeRows(writing, effect);
    default:
      return effect satisfies never;
  }
}

/** Through a view the rows of a table behind it change; PostgreSQL's own tables are not simulated. */
function throughView(draft: Draft, key: string, effect: WriteEffect): void {
  const { kind, table } = effect;
  draft.touched = true;
  if (isSystemKey(key)) return;
  const view = draft.catalog.relations.known.get(key);
  if (view && effect.kind === "insert") forbidUnmatched(draft.catalog, key, view, effect);
  if (view) forbidChanging(view);
  doubt(draft, `"${table.name}" is not a table`);
  if (view?.kind !== "view") return;
  for (const { relation } of view.reads)
    forgetRows(draft, relation, kind === "merge" ? "delete" : kind);
}
