import type { Constraint, Row, Table } from "../catalog.ts";
import { type Draft, doubt } from "../draft.ts";
import { linkedTo } from "../relations/links.ts";
import { isTable } from "../relations/require.ts";
import { referencedColumns, refuseDelete, textsOf } from "./foreign-keys.ts";
import { mayHoldUnseen } from "./matching.ts";
import { actionsOf } from "./referential-actions.ts";
import { setRows, unknownValue, withValue } from "./row-values.ts";

/**
 * RI_FKey_noaction_upd: a key that no row has any more is pointed to (23503), or ON UPDATE changes what points to it.
 * `before`: rows as they were, those that only may have changed among them; `set`: what was assigned to.
 */
export function afterKeyChange(
  draft: Draft,
  key: string,
  before: readonly Row[],
  set: ReadonlySet<string>,
): void {
  const target = draft.catalog.relations.known.get(key);
  if (!target || !isTable(target) || before.length === 0) return;
  for (const { key: from, relation } of linkedTo(draft.catalog, key)) {
    if (!isTable(relation)) continue;
    for (const constraint of relation.constraints.known.values())
      if (constraint.references?.relation === key)
        follow(draft, { from, constraint, target }, before, set);
  }
}

interface Link {
  readonly from: string;
  readonly constraint: Constraint;
  readonly target: Table;
}

function follow(
  draft: Draft,
  { from, constraint, target }: Link,
  before: readonly Row[],
  set: ReadonlySet<string>,
): void {
  const table = draft.catalog.relations.known.get(from);
  if (!table || !isTable(table)) return;
  const unseen = mayHoldUnseen(draft.catalog, table);
  if (table.rows.known.isEmpty() && !unseen) return;
  const columns = referencedColumns(constraint, target);
  const keyOf = (row: Row): string => {
    const texts = textsOf(row, columns);
    return typeof texts === "string" ? texts : texts.join("\0");
  };
  const there = new Set(target.rows.known.map(keyOf));
  const lost = new Set(before.map(keyOf));
  // Of a row that nobody sees, and of a number of a sequence, it may be any key.
  const any = lost.has("open") && columns.some((column) => set.has(column));
  for (const text of [...there, "null", "open"]) lost.delete(text);
  if (lost.size === 0 && !any) return;
  const points = (row: Row): boolean => {
    const texts = textsOf(row, constraint.columns);
    if (typeof texts === "string") return any && texts === "open";
    const text = texts.join("\0");
    return lost.has(text) || (any && !there.has(text));
  };
  const { onUpdate, deferred } = actionsOf(constraint);
  if (onUpdate !== "no action" || deferred) {
    if (!table.rows.known.some(points)) return;
    const known = table.rows.known.map((row) =>
      points(row) ? withValue(row, constraint.columns, unknownValue) : row,
    );
    return setRows(draft, from, { ...table.rows, known });
  }
  if (!unseen && !table.rows.known.some(points)) return;
  // What a row of a key that is not known has now may be what was lost.
  if (any || there.has("open") || !target.rows.complete || !table.rows.known.some(points))
    return doubt(draft, `whether a row of "${target.name}" has the key that changes is not known`);
  refuseDelete(target, table, constraint);
}
