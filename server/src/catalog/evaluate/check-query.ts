import type { CommonTable, Expr, Query, SelectQuery } from "../../effects/expression.ts";
import { type Checking, type OutputColumns, withTable } from "./check-context.ts";
import { checkExpr } from "./check-expr.ts";
import { checkFrom, checkItems } from "./check-from.ts";
import { checkBoolean } from "./check-operator.ts";
import { checkWrite } from "./check-write.ts";
import { common } from "./common-type.ts";
import { mergesColumns } from "./query-rows.ts";
import type { Frame } from "./scope.ts";

/** The columns that a query gives; refused when something that it names is not there. */
export function checkQuery(
  checking: Checking,
  query: Query,
  outer: Frame | undefined,
): OutputColumns {
  switch (query.kind) {
    case "select":
      return checkSelect(checking, query, outer);
    case "values": {
      const rows = query.rows.map((row) =>
        row.map((expr) => (expr.kind === "default" ? "unknown" : checkExpr(checking, expr, outer))),
      );
      const columns = (rows[0] ?? []).map((_, index) => ({
        name: `column${index + 1}`,
        type: common(
          checking,
          "VALUES",
          rows.map((row, at) => [query.rows[at]?.[index], row[index] ?? "unknown"]),
        ),
      }));
      return { columns, complete: true };
    }
    case "set": {
      const left = checkQuery(checking, query.left, outer);
      const right = checkQuery(checking, query.right, outer);
      if (!left.complete || !right.complete)
        return { columns: left.columns.map(({ name }) => untyped(name)), complete: left.complete };
      const [one, other] = [selected(query.left), selected(query.right)];
      const columns = left.columns.map(({ name, type }, index) => ({
        name,
        type: common(checking, query.operation.toUpperCase(), [
          [one?.[index], type],
          [other?.[index], right.columns[index]?.type ?? "unknown"],
        ]),
      }));
      return { columns, complete: left.complete };
    }
    case "write":
      return checkWrite(checking, query.write, outer);
    case "opaque":
      return { columns: [], complete: false };
    default:
      return query satisfies never;
  }
}

/** What a query gives, by place. */
export const selected = (query: Query): readonly (Expr | undefined)[] | undefined =>
  query.kind !== "select" || query.items.some((item) => item.value === "star")
    ? undefined
    : query.items.map((item) => (item.value === "star" ? undefined : item.value));

/** WITH queries, each seeing those before it. */
export function checkTables(
  checking: Checking,
  tables: readonly CommonTable[],
  outer: Frame | undefined,
): Checking {
  let inside = checking;
  for (const table of tables) {
    const self = { columns: table.columns.map(untyped), complete: false };
    const seen = table.recursive ? withTable(inside, table, self) : inside;
    inside = withTable(inside, table, checkQuery(seen, table.query, outer));
  }
  return inside;
}

const untyped = (name: string): OutputColumns["columns"][number] => ({ name, type: "unknown" });

function checkSelect(
  checking: Checking,
  query: SelectQuery,
  outer: Frame | undefined,
): OutputColumns {
  const inside = checkTables(checking, query.with, outer);
  const ranges = checkFrom(inside, query.from, outer);
  const frame: Frame = { ranges, ...(outer ? { outer } : {}) };
  const output = checkItems(inside, query.items, frame);
  const check = (expr: Expr | undefined): void => {
    if (expr) checkExpr(inside, expr, frame);
  };
  if (query.where) checkBoolean(inside, "WHERE", checkExpr(inside, query.where, frame));
  if (query.having) checkBoolean(inside, "HAVING", checkExpr(inside, query.having, frame));
  for (const expr of query.orderBy) checkByName(inside, expr, frame, output);
  for (const expr of query.groupBy) checkByName(inside, expr, frame, output);
  for (const expr of query.distinctOn ?? []) checkByName(inside, expr, frame, output);
  check(query.limit);
  check(query.offset);
  const merged =
    query.from.some(mergesColumns) && query.items.some((item) => item.value === "star");
  return merged ? { columns: [], complete: false } : output;
}

/** ORDER BY and GROUP BY may name an output column, or number it. */
function checkByName(checking: Checking, expr: Expr, frame: Frame, output: OutputColumns): void {
  if (expr.kind === "constant") return;
  const named =
    expr.kind === "column" &&
    expr.qualifier === undefined &&
    output.columns.some(({ name }) => name === expr.name);
  if (!named) checkExpr(checking, expr, frame);
}
