import type { Constraint, Row, Table } from "../catalog.ts";
import { type Draft, doubt } from "../draft.ts";
import { linkedTo } from "../relations/links.ts";
import { isTable } from "../relations/require.ts";
import { referencedColumns, refuseDelete, textsOf } from "./foreign-keys.ts";
import { setRows, unknownValue } from "./row-values.ts";

/** RI_FKey_noaction_upd: a key that no row has any more is pointed to (23503), or ON UPDATE changes what points to it. */
export function afterKeyChange(draft: Draft, key: string, before: readonly Row[]): void {
  const target = draft.catalog.relations.known.get(key);
  if (!target || !isTable(target) || before.length === 0) return;
  for (const { key: from, relation } of linkedTo(draft.catalog, key)) {
    if (!isTable(relation)) continue;
    for (const constraint of relation.constraints.known.values())
      if (constraint.references?.relation === key) follow(draft, from, constraint, target, before);
  }
}

function follow(
  draft: Draft,
  from: string,
  constraint: Constraint,
  target: Table,
  before: readonly Row[],
): void {
  const table = draft.catalog.relations.known.get(from);
  if (!table || !isTable(table) || table.rows.known.isEmpty()) return;
  const columns = referencedColumns(constraint, target);
  const keyOf = (row: Row): string | undefined => {
    const texts = textsOf(row, columns);
    return typeof texts === "string" ? undefined : texts.join("\0");
  };
  const there = target.rows.known.map(keyOf);
  const lost = new Set(before.map(keyOf));
  for (const text of there) lost.delete(text);
  lost.delete(undefined);
  if (lost.size === 0) return;
  const points = (row: Row): boolean => {
    const texts = textsOf(row, constraint.columns);
    return typeof texts !== "string" && lost.has(texts.join("\0"));
  };
  if (!table.rows.known.some(points)) return;
  if (!isNoAction(constraint)) {
    const known = table.rows.known.map((row) =>
      points(row)
        ? {
            values: row.values.merge(
              constraint.columns.map((column) => [column, unknownValue] as const),
            ),
          }
        : row,
    );
    return setRows(draft, from, { ...table.rows, known });
  }
  // What a row of a key that is not known has now may be what was lost.
  if (there.includes(undefined) || !target.rows.complete)
    return doubt(draft, `whether a row of "${target.name}" has the key that changes is not known`);
  refuseDelete(target, table, constraint);
}

/** The definition is the canonical JSON of the constraint's tree; what is deferred is asked at the end. */
const isNoAction = ({ definition }: Constraint): boolean =>
  !/"fk_upd_action":"[^a]"/.test(definition) && !definition.includes('"initdeferred":true');
