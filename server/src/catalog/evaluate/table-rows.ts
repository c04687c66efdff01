import type { Column, Row, RowValue, Table } from "../catalog.ts";
import type { Names } from "../names.ts";
import { childrenOf } from "../relations/links.ts";
import { systemColumns } from "../relations/require.ts";
import { castTo } from "./cast.ts";
import { equal } from "./compare.ts";
import { type Binding, type Env, nothingKnown, read, type SourceRow, type Values } from "./env.ts";
import type { Leaf } from "./leaf.ts";
import { freshValue, isError, unknown, type Value } from "./value.ts";
import type { Wanted } from "./wanted.ts";

/** The rows of a table that somebody created: those that the history put there, and what may be there unseen. */
export function tableRows(env: Env, alias: string, key: string, table: Table): Leaf {
  const { columns } = table;
  return {
    alias,
    has: (name) =>
      columns.known.has(name) || systemColumns.has(name) || (columns.complete ? false : "unknown"),
    columns: columns.complete ? orderedNames(columns) : undefined,
    lateral: false,
    rows: (_, wanted) => {
      const rows: SourceRow[] = [];
      for (const row of table.rows.known) {
        const one: SourceRow = { values: rowValues(env, row, columns), presence: "certain" };
        if (hasRow(one, wanted)) rows.push(one);
      }
      if (!table.rows.complete || childrenHaveRows(env, key))
        rows.push({ values: nothingKnown, presence: "many" });
      return rows;
    },
  };
}

/** Rows of a parent are those of its children, too. */
const childrenHaveRows = (env: Env, key: string): boolean =>
  childrenOf(env.catalog, key).some(
    (child) => !isEmpty(child.relation) || childrenHaveRows(env, child.key),
  );

const isEmpty = (table: Table): boolean => table.rows.complete && table.rows.known.isEmpty();

const inOrder = new WeakMap<Names<Column>, readonly string[]>();

export function orderedNames(columns: Names<Column>): readonly string[] {
  const known = inOrder.get(columns);
  if (known) return known;
  const names = [...columns.known.values()]
    .sort((a, b) => a.position - b.position)
    .map((column) => column.name);
  inOrder.set(columns, names);
  return names;
}

/** A row with its values as their columns' types have them, each read when it is asked for. */
function rowValues(env: Env, row: Row, columns: Names<Column>): Values {
  return (name) => {
    const value = row.values.get(name);
    return value && columnValue(env, value, columns.known.get(name));
  };
}

export function columnValue(env: Env, value: RowValue, column: Column | undefined): Value {
  if (value.kind === "fresh") return freshValue(value);
  if (value.kind === "unknown") return unknown;
  if (value.text === null || !column || column.type === "unknown") return value.text;
  const { modifiers, ...type } = column.type;
  const read = castTo(env.catalog, value.text, type);
  return isError(read) ? value.text : read;
}

/** A known row under a name. */
export const rowBinding = (env: Env, alias: string, row: Row, columns: Names<Column>): Binding => ({
  alias,
  has: (name) => columns.known.has(name) || (columns.complete ? false : "unknown"),
  columns: columns.complete ? orderedNames(columns) : undefined,
  values: rowValues(env, row, columns),
});

/** A row that may have the wanted values. */
export function hasRow(row: SourceRow, wanted: Wanted): boolean {
  for (const [column, value] of wanted) {
    const found = read(row.values, column);
    if (found === null || equal(found, value) === false) return false;
  }
  return true;
}
