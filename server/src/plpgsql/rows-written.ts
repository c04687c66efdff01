import { failed, newEnv } from "../catalog/evaluate/env.ts";
import { queryRows } from "../catalog/evaluate/query-rows.ts";
import type { Value } from "../catalog/evaluate/value.ts";
import { findRelation } from "../catalog/look-up.ts";
import { isThere } from "../catalog/names.ts";
import type { InsertEffect } from "../effects/data/write.ts";
import type { Effect } from "../effects/effect.ts";
import { rowCountOf } from "./assign.ts";
import type { Run } from "./run.ts";

/** How many rows a statement is about to write; undefined for one that does not write rows. */
export function rowsWritten(run: Run, effects: readonly Effect[]): Value | undefined {
  const [effect] = effects;
  switch (effect?.kind) {
    case "insert":
      return rowsInserted(run, effect);
    case "update":
    case "delete": {
      const { found } = findRelation(run.draft.catalog, effect.table);
      const empty =
        isThere(found) &&
        found.kind === "table" &&
        found.rows.complete &&
        found.rows.known.isEmpty();
      return empty ? 0 : some;
    }
    case "merge":
      return some;
    default:
      return undefined;
  }
}

const some: Value = { kind: "unknown", notNull: true, atLeast: 0 };

/** What the query reads is checked when the statement is applied; here nothing is learnt from it. */
function rowsInserted(run: Run, effect: InsertEffect): Value {
  const { source, onConflict } = effect;
  if (onConflict || effect.with.length > 0) return some;
  if (source === "default values") return 1;
  if (source.kind === "values") return source.rows.length;
  const rows = queryRows(newEnv(run.draft.catalog, {}), source);
  return failed(rows) ? some : rowCountOf(rows);
}
