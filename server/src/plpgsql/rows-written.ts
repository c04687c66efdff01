import type { Value } from "../catalog/evaluate/value.ts";
import { findRelation } from "../catalog/look-up.ts";
import { isThere } from "../catalog/names.ts";
import type { InsertEffect } from "../effects/data/write.ts";
import type { Effect } from "../effects/effect.ts";
import { rowsOf } from "./ask.ts";
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

function rowsInserted(run: Run, { source, onConflict }: InsertEffect): Value {
  if (onConflict) return some;
  if (source === "default values") return 1;
  if (source.kind === "values") return source.rows.length;
  // What the query reads is looked at when the statement is applied; here a missing name only means: not known.
  try {
    return rowCountOf(rowsOf(run, source, []));
  } catch {
    return some;
  }
}
