import type { Column, Row, Table } from "../catalog.ts";
import { bind, type Env } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { rowBinding } from "../evaluate/table-rows.ts";
import type { Names } from "../names.ts";
import { sameValue, stored } from "./row-values.ts";

const generated = new WeakMap<Names<Column>, readonly Column[]>();

function generatedIn(columns: Names<Column>): readonly Column[] {
  const known = generated.get(columns);
  if (known) return known;
  const found = [...columns.known.values()].filter((column) => column.generated !== undefined);
  generated.set(columns, found);
  return found;
}

/**
 * ExecComputeStoredGenerated: after BEFORE triggers, before the row is held against anything. No expression reads another
 * generated column.
 */
export function withGenerated(env: Env, table: Table, row: Row): Row {
  const columns = generatedIn(table.columns);
  if (columns.length === 0) return row;
  const inner = bind(env, [rowBinding(env, table.name, row, table.columns)]);
  const values = row.values.withMutations((now) => {
    for (const column of columns) {
      if (!column.default) continue;
      const value = stored(env, column, evaluateExpr(inner, column.default.value));
      if (!sameValue(row.values.get(column.name), value)) now.set(column.name, value);
    }
  });
  return values === row.values ? row : { values };
}

/** Columns that an assignment to these may change. */
export const withDependents = (table: Table, columns: readonly string[]): ReadonlySet<string> =>
  new Set([...columns, ...generatedIn(table.columns).map(({ name }) => name)]);
