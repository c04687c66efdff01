import type { Row, Table } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { fitsPartition, partitionsOf } from "../relations/partition-fit.ts";
import { isTable } from "../relations/require.ts";
import { forgetRows } from "./row-values.ts";

/**
 * ExecFindPartition: the tables below that a row goes to, down to the one that holds it; 23514 where none does. Those
 * that it may go to are not known any more.
 */
export function requirePartition(
  draft: Draft,
  key: string,
  table: Table,
  row: Row,
): readonly string[] {
  if (table.kind !== "partitioned table") return [];
  const partitions = partitionsOf(draft.catalog, key).map((one) => ({
    ...one,
    fits: fitsPartition(draft.catalog, key, table, one.key, row),
  }));
  const [sure] = partitions.filter(({ fits }) => fits === true);
  if (sure) return [sure.key, ...requirePartition(draft, sure.key, sure.relation, row)];
  for (const one of partitions) if (one.fits !== false) forgetRows(draft, one.key, "insert");
  if (partitions.every(({ fits }) => fits === false)) {
    if (draft.catalog.relations.complete)
      refuse("23514", `no partition of relation "${table.name}" found for row`, {
        class: "table",
        schema: table.schema,
        name: table.name,
      });
  } else if (partitions.some(({ relation }) => isDefault(relation))) return [];
  const bounds = partitions.flatMap(({ relation }) => relation.partitionBound ?? []);
  ask(draft, key, table, row, bounds.join(), `whether "${table.name}" has a partition for the row`);
  return [];
}

const isDefault = ({ partitionBound }: Table): boolean =>
  partitionBound?.includes('"is_default":true') ?? false;

/** ExecPartitionCheck: what is written to a partition itself has to fit it, and those above. */
export function forbidOtherPartition(draft: Draft, key: string, row: Row): void {
  const table = draft.catalog.relations.known.get(key);
  if (!table || !isTable(table) || table.partitionBound === undefined) return;
  if (fitsAll(draft, key, row) === false)
    refuse("23514", `new row for relation "${table.name}" violates partition constraint`, {
      class: "table",
      schema: table.schema,
      name: table.name,
    });
}

/** Asked once where it is not known: what fitted fits again. */
export function fitsAll(draft: Draft, key: string, row: Row): boolean {
  const table = draft.catalog.relations.known.get(key);
  if (!table || !isTable(table) || table.partitionBound === undefined) return true;
  for (const parentKey of table.parents) {
    const parent = draft.catalog.relations.known.get(parentKey);
    if (!parent || !isTable(parent)) continue;
    const fits = fitsPartition(draft.catalog, parentKey, parent, key, row);
    if (fits === false || !fitsAll(draft, parentKey, row)) return false;
    if (fits === "unknown")
      ask(draft, key, parent, row, table.partitionBound, `whether a row fits "${table.name}"`);
  }
  return true;
}

/** What found its place once finds it again. */
function ask(
  draft: Draft,
  key: string,
  { partitionColumns }: Table,
  row: Row,
  bounds: string,
  what: string,
): void {
  const values = (partitionColumns ?? []).map((column) => row.values.get(column));
  const question = `partition of ${key} for ${JSON.stringify(values)} in ${bounds}`;
  if (draft.catalog.assumed.get(question)) return;
  draft.catalog = { ...draft.catalog, assumed: draft.catalog.assumed.set(question, true) };
  doubt(draft, `${what} is not known`);
}
