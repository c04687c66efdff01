import { List } from "immutable";
import type { Expr } from "../../effects/expression.ts";
import type { Column, Row, Rows, RowValue, Table } from "../catalog.ts";
import { freshValue } from "../data/fresh-value.ts";
import { withoutDefault } from "../data/new-row.ts";
import type { Draft } from "../draft.ts";
import { newEnv } from "../evaluate/env.ts";

/** What happens to the known rows of a table when its columns change. */

export const noRows: Rows = { known: List(), complete: true };

/** Whether a known row certainly has no value there. */
export const someRowIsNull = (table: Table, column: string): boolean =>
  table.rows.known.some((row) => constantIn(row, column) === null);

const constantIn = (row: Row, column: string): string | null | undefined => {
  const value = row.values.get(column);
  return value?.kind === "constant" ? value.text : undefined;
};

/** ADD COLUMN fills it with the default. */
export const rowsWithColumn = (draft: Draft, rows: Rows, column: Column): Rows =>
  mapRows(rows, (row) => ({ values: row.values.set(column.name, valueOf(draft, column)) }));

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
  if (column.identity) return freshValue(draft);
  if (column.generated) return { kind: "unknown" };
  if (!column.default) return withoutDefault(newEnv(draft.catalog, {}), column);
  if (column.default.fresh) return freshValue(draft);
  return constantOf(column.default.value);
}

function constantOf(expr: Expr): RowValue {
  if (expr.kind === "cast") return constantOf(expr.arg);
  if (expr.kind !== "constant") return { kind: "unknown" };
  return { kind: "constant", text: expr.value === null ? null : String(expr.value) };
}
