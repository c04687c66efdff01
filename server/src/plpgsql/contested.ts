import { refuse } from "../catalog/draft.ts";
import { findRelation } from "../catalog/look-up.ts";
import { find, isThere } from "../catalog/names.ts";
import { systemColumnsOf } from "../catalog/views/system-columns.ts";
import type { NameRef } from "../effects/type-ref.ts";
import type { Bound } from "./bind.ts";
import type { Context, Run } from "./run.ts";

/** A bare name that may mean a variable and a column is refused (plpgsql.variable_conflict = error). */
export function refuseContested(context: Context, contested: Bound["contested"]): void {
  for (const { name, relations } of contested)
    if (relations.some((relation) => hasColumn(context, relation, name)))
      refuse("42702", `column reference "${name}" is ambiguous`, { class: "column", name });
}

/** Where columns come first, a bare name that may be one is one. */
export function isColumn(
  run: Run,
  [name = "", ...others]: readonly string[],
  inView: readonly NameRef[],
): boolean {
  if (run.body.conflict !== "column" || others.length > 0) return false;
  return inView.some((relation) => columnOf(run, relation, name) !== "absent");
}

const hasColumn = (context: Context, relation: NameRef, name: string): boolean =>
  columnOf(context, relation, name) === "there";

function columnOf(
  context: Context,
  relation: NameRef,
  name: string,
): "there" | "absent" | "unknown" {
  const { key, found } = findRelation(context.draft.catalog, relation);
  const system = systemColumnsOf(key);
  if (system) return system.has(name) ? "there" : "absent";
  if (!isThere(found) || !("columns" in found) || !("known" in found.columns)) return "unknown";
  const column = find(found.columns, name);
  return isThere(column) ? "there" : column;
}
