import type { Row, Table } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { childrenOf } from "../relations/links.ts";
import { forgetRows } from "./row-values.ts";

/** ExecFindPartition: 23514 where there is none at all; which bounds a row fits is not simulated. */
export function requirePartition(draft: Draft, key: string, table: Table, row: Row): void {
  if (table.kind !== "partitioned table") return;
  const children = childrenOf(draft.catalog, key);
  const partitions = children.flatMap(({ relation }) => relation.partitionBound ?? []);
  // It goes into one of them.
  for (const child of children) forgetRows(draft, child.key, "insert");
  if (partitions.some((bound) => bound.includes('"is_default":true'))) return;
  if (partitions.length === 0 && draft.catalog.relations.complete)
    refuse("23514", `no partition of relation "${table.name}" found for row`, {
      class: "table",
      schema: table.schema,
      name: table.name,
    });
  // What found its place once finds it again.
  const values = (table.partitionColumns ?? []).map((column) => row.values.get(column));
  const question = `partition of ${key} for ${JSON.stringify(values)} in ${partitions.join()}`;
  if (draft.catalog.assumed.get(question)) return;
  draft.catalog = { ...draft.catalog, assumed: draft.catalog.assumed.set(question, true) };
  doubt(draft, `whether "${table.name}" has a partition for the row is not known`);
}
