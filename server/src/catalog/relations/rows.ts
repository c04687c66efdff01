import { List } from "immutable";
import type { Column, Row, Rows, RowValue, Table } from "../catalog.ts";
import { freshValue } from "../data/fresh-value.ts";
import { doubtDefault, withoutDefault } from "../data/new-row.ts";
import { stored, unknownValue } from "../data/row-values.ts";
import type { Draft } from "../draft.ts";
import { newEnv } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";

/** What happens to the known rows of a table when its columns change. */

export const noRows: Rows = { known: List(), complete: true };

/** Whether a known row certainly has no value there. */
export const someRowIsNull = (table: Table, column: string): boolean =>
  table.rows.known.some((row) => constantIn(row, column) === null);

const constantIn = (row: Row, column: string): string | null | undefined => {
  const value = row.values.get(column);
  return value?.kind === "constant" ? value.text : undefined;
};

/**
 * ADD COLUMN fills it with the default, which PostgreSQL computes once (ATExecAddColumn, StoreAttrMissingVal), whatever
 * rows there are; one that is another value for each row it computes for those that are there.
 */
export function rowsWithColumn(draft: Draft, { kind, rows }: Table, column: Column): Rows {
  const isFresh = column.identity !== undefined || column.default?.fresh === true;
  const isOnce =
    kind === "table" && column.type !== "unknown" && column.type.schema === "pg_catalog";
  if (rows.known.isEmpty() && (isFresh || !isOnce)) return rows;
  const once = isFresh ? undefined : valueOf(draft, column);
  return mapRows(rows, (row) => ({
    values: row.values.set(column.name, once ?? freshValue(draft)),
  }));
}

export const rowsWithoutColumn = (rows: Rows, column: string): Rows =>
  mapRows(rows, (row) => ({ values: row.values.delete(column) }));

export const rowsWithRenamedColumn = (rows: Rows, from: string, to: string): Rows =>
  mapRows(rows, (row) => {
    const value = row.values.get(from);
    return value ? { values: row.values.delete(from).set(to, value) } : row;
  });

const mapRows = (rows: Rows, change: (row: Row) => Row): Rows =>
  rows.known.isEmpty() ? rows : { ...rows, known: rows.known.map(change) };

function valueOf(draft: Draft, column: Column): RowValue {
  const env = newEnv(draft.catalog, {});
  if (column.generated) return unknownValue;
  if (!column.default) return withoutDefault(env, column);
  doubtDefault(draft, column);
  return stored(env, column, evaluateExpr(env, column.default.value));
}
