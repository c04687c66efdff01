import type { Row, Table } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { childrenOf } from "../relations/links.ts";
import { isTable, updateTable } from "../relations/require.ts";
import { forgotten } from "./row-values.ts";

type How = "insert" | "update" | "delete";

/** A row that came by way of a partitioned table is in its partition too. */
export const putInPartitions = (draft: Draft, path: readonly string[], row: Row): void => {
  for (const key of path)
    updateTable(draft, key, (table) => ({
      ...table,
      rows: { ...table.rows, known: table.rows.known.push(row) },
    }));
};

/** What was done to a table's rows was done to those below, and to those above as far as it is a partition. */
export function forgetInRelatives(draft: Draft, key: string, how: How): void {
  if (how !== "insert") forgetBelow(draft, key, how);
  forgetAbove(draft, key, how);
}

export function forgetBelow(draft: Draft, key: string, how: How): void {
  for (const child of childrenOf(draft.catalog, key)) {
    forgetIn(draft, child.key, how);
    forgetBelow(draft, child.key, how);
  }
}

/** The rows of a partition are those of its parents, too. */
export function forgetAbove(draft: Draft, key: string, how: How): void {
  const table = draft.catalog.relations.known.get(key);
  if (!table || !isTable(table) || table.partitionBound === undefined) return;
  for (const parent of table.parents) {
    forgetIn(draft, parent, how);
    forgetAbove(draft, parent, how);
  }
}

const forgetIn = (draft: Draft, key: string, how: How): void =>
  updateTable(draft, key, (table) =>
    how !== "insert" && isEmpty(table) ? table : { ...table, rows: forgotten(table, how) },
  );

export const isEmpty = ({ rows }: Table): boolean => rows.complete && rows.known.isEmpty();
