import { refuse } from "../catalog/draft.ts";
import { findRelation } from "../catalog/look-up.ts";
import { find, isThere } from "../catalog/names.ts";
import { systemColumnsOf } from "../catalog/views/system-columns.ts";
import type { NameRef } from "../effects/type-ref.ts";
import type { Bound } from "./bind.ts";
import type { Context } from "./run.ts";

/** A bare name that may mean a variable and a column is refused (plpgsql.variable_conflict = error). */
export function refuseContested(context: Context, contested: Bound["contested"]): void {
  for (const { name, relations } of contested)
    if (relations.some((relation) => hasColumn(context, relation, name)))
      refuse("42702", `column reference "${name}" is ambiguous`, { class: "column", name });
}

function hasColumn(context: Context, relation: NameRef, name: string): boolean {
  const { key, found } = findRelation(context.draft.catalog, relation);
  if (isThere(found) && "columns" in found && "known" in found.columns)
    if (isThere(find(found.columns, name))) return true;
  return systemColumnsOf(key)?.has(name) ?? false;
}
