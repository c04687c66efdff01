import type { FuncCall, Node, SQLValueFunction } from "@pgsql/types";
import type { CallExpr, Expr } from "../expression.ts";
import { expression } from "./expression.ts";
import { dotted } from "./names.ts";

export function callExpression(node: FuncCall, depth: number): CallExpr {
  const below = (inner: Node): Expr => expression(inner, depth + 1);
  const order = [...(node.agg_order ?? [])].map((sort) => below(sortedBy(sort)));
  return {
    kind: "call",
    ...dotted(node.funcname),
    args: [...(node.args ?? []).map(below), ...(node.agg_within_group ? order : [])],
    ...(node.agg_star ? { star: true } : {}),
    ...(node.agg_distinct ? { distinct: true } : {}),
    ...(node.func_variadic ? { variadic: true } : {}),
    ...((node.args ?? []).some((arg) => "NamedArgExpr" in arg) ? { named: true } : {}),
    ...(node.agg_filter ? { filter: below(node.agg_filter) } : {}),
    ...(node.over
      ? {
          over: [...(node.over.partitionClause ?? []), ...(node.over.orderClause ?? [])].map(
            (part) => below(sortedBy(part)),
          ),
        }
      : {}),
  };
}

/** What an ORDER BY item sorts by. */
export const sortedBy = (node: Node): Node =>
  "SortBy" in node ? (node.SortBy.node ?? node) : node;

/** CURRENT_USER and the like: keywords that are called like functions. */
export function valueFunction(node: SQLValueFunction): CallExpr {
  const name = (node.op ?? "").replace(/^SVFOP_|_N$/g, "").toLowerCase();
  return { kind: "call", schema: "pg_catalog", name, args: [] };
}
