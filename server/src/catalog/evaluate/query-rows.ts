import type { Expr, FromItem, Query, SelectQuery } from "../../effects/expression.ts";
import { distinctRows, limitRows, setRows } from "./combine-rows.ts";
import { asNumber } from "./compare.ts";
import {
  type Bound,
  bind,
  both,
  type Env,
  failed,
  mayDiffer,
  type Presence,
  type Rows,
  readBinding,
} from "./env.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import { groupRows } from "./group.ts";
import { join } from "./join.ts";
import { type ErrorValue, isError, truth, unknown, type Value } from "./value.ts";

/** Rows of which nothing is known, not even whether there are any. */
export const noRowsKnown = (columns?: readonly string[]): Rows => ({
  columns,
  rows: [{ values: (columns ?? []).map(() => unknown), presence: "many" }],
});

/** The rows of a query whose names have been checked; an error that certainly happens. */
export function queryRows(env: Env, query: Query): Rows | ErrorValue {
  switch (query.kind) {
    case "select":
      return selectRows(env, query);
    case "values":
      return valuesRows(env, query.rows);
    case "set": {
      const left = queryRows(env, query.left);
      if (failed(left)) return left;
      const right = queryRows(env, query.right);
      return failed(right) ? right : setRows(query.operation, query.all, left, right);
    }
    case "write":
    case "opaque":
      return noRowsKnown();
    default:
      return query satisfies never;
  }
}

/** A query inside another one: what reads nothing from around it is evaluated once for all rows there. */
export function subqueryRows(env: Env, query: Query): Rows | ErrorValue {
  const known = env.results.get(query);
  if (known) return known;
  let free = true;
  const watched: Env = {
    ...env,
    onRead: () => {
      free = false;
      env.onRead?.();
    },
  };
  const rows = queryRows(watched, query);
  if (free) env.results.set(query, rows);
  return rows;
}

function valuesRows(env: Env, lists: readonly (readonly Expr[])[]): Rows | ErrorValue {
  const rows: Rows["rows"][number][] = [];
  for (const list of lists) {
    const values = list.map((expr) => evaluateExpr(env, expr));
    const error = values.find(isError);
    if (error) return error;
    rows.push({ values, presence: "certain" });
  }
  return { columns: (lists[0] ?? []).map((_, index) => `column${index + 1}`), rows };
}

/** WITH queries, evaluated once; what a data-modifying one returns has been put there by whoever ran it. */
export function withTables(env: Env, query: Pick<SelectQuery, "with">): Env | ErrorValue {
  if (query.with.length === 0) return env;
  const tables = new Map(env.tables);
  for (const { name, columns, query: inner, recursive } of query.with) {
    const shown = columns.length > 0 ? columns : undefined;
    if (inner.kind === "write") {
      tables.set(name, aliased(tables.get(name) ?? noRowsKnown(), columns));
      continue;
    }
    // Rows of which nothing is known stand for what the recursion adds.
    if (recursive) tables.set(name, noRowsKnown(shown));
    const rows = queryRows({ ...env, tables }, inner);
    if (failed(rows)) return rows;
    const result = aliased(rows, columns);
    if (isWatched(env)) mayDiffer.add(result);
    tables.set(name, result);
  }
  return { ...env, tables };
}

const isWatched = (env: Env): boolean =>
  env.onRead !== undefined || (env.outer !== undefined && isWatched(env.outer));

const aliased = (rows: Rows, columns: readonly string[]): Rows =>
  columns.length === 0
    ? rows
    : { ...rows, columns: [...columns, ...(rows.columns ?? []).slice(columns.length)] };

function selectRows(around: Env, query: SelectQuery): Rows | ErrorValue {
  const env = withTables(around, query);
  if (failed(env)) return env;
  const joined = join(env, query.from, query.where);
  if (failed(joined)) return joined;
  const result = query.grouped ? groupRows(env, query, joined) : projected(env, query, joined);
  if (failed(result)) return result;
  return finished(env, query, result);
}

/** The select list for each row. */
function projected(env: Env, query: SelectQuery, rows: readonly Bound[]): Rows | ErrorValue {
  let columns: readonly string[] | undefined;
  const out: Rows["rows"][number][] = [];
  for (const row of rows) {
    const inner = bind(env, row.bindings);
    const item = projectRow(inner, query);
    if (failed(item)) {
      if (row.presence === "certain") return item;
      continue;
    }
    columns = item.columns;
    out.push({
      values: item.values,
      presence: row.presence,
    });
  }
  return { columns: columns ?? namesOf(query), rows: out };
}

/** The columns of a result without rows. */
const namesOf = (query: SelectQuery): readonly string[] | undefined =>
  query.items.some((item) => item.value === "star")
    ? undefined
    : query.items.map((item) => item.name);

interface ProjectedValues {
  readonly columns: readonly string[] | undefined;
  readonly values: readonly Value[];
}

export function projectRow(env: Env, query: SelectQuery): ProjectedValues | ErrorValue {
  const columns: string[] = [];
  const values: Value[] = [];
  let complete =
    !query.from.some(mergesColumns) || query.items.every((item) => item.value !== "star");
  for (const item of query.items) {
    if (item.value !== "star") {
      const value = evaluateExpr(env, item.value);
      if (isError(value)) return value;
      columns.push(item.name);
      values.push(value);
      continue;
    }
    for (const binding of env.bindings) {
      if (item.of !== undefined && binding.alias !== item.of) continue;
      if (!binding.columns) complete = false;
      for (const name of binding.columns ?? []) {
        columns.push(name);
        values.push(readBinding(binding, name));
      }
    }
  }
  return complete ? { columns, values } : { columns: undefined, values: [] };
}

/** USING and NATURAL show a column once that two tables have. */
export const mergesColumns = (item: FromItem): boolean =>
  item.kind === "join" &&
  (item.using !== undefined ||
    item.natural === true ||
    mergesColumns(item.left) ||
    mergesColumns(item.right));

function finished(env: Env, query: SelectQuery, result: Rows): Rows | ErrorValue {
  const distinct = query.distinct ? distinctRows(result, query.distinctOn !== undefined) : result;
  const limit = bound(env, query.limit);
  const offset = bound(env, query.offset);
  return limitRows(distinct, limit, offset ?? 0);
}

/** LIMIT and OFFSET: a number, `undefined` for none (also LIMIT NULL), "unknown". */
function bound(env: Env, expr: Expr | undefined): number | "unknown" | undefined {
  if (!expr) return undefined;
  const value = evaluateExpr(env, expr);
  if (value === null) return undefined;
  return asNumber(value) ?? "unknown";
}

/** A condition narrows how sure a row is; undefined when the row is not there. */
export function where(
  env: Env,
  presence: Presence,
  condition: Expr | undefined,
): Presence | ErrorValue | undefined {
  if (!condition) return presence;
  const value = evaluateExpr(env, condition);
  if (isError(value)) return presence === "certain" ? value : both(presence, "maybe");
  const holds = truth(value);
  if (holds === false) return undefined;
  return holds === true ? presence : both(presence, "maybe");
}
