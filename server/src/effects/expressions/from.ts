import type { Node, RangeFunction } from "@pgsql/types";
import type { Expr, FromItem } from "../expression.ts";
import { expression, inside } from "./expression.ts";
import { aliasColumns, aliasName, rangeName, texts } from "./names.ts";
import { query } from "./query.ts";

/** One item of FROM, USING or a MERGE source. */
export function fromItem(node: Node, depth: number): FromItem {
  if (depth > 200) return { kind: "opaque", why: "nested too deeply" };
  if ("RangeVar" in node) {
    const name = rangeName(node.RangeVar);
    const columns = aliasColumns(node.RangeVar.alias);
    return {
      kind: "relation",
      ...name,
      alias: aliasName(node.RangeVar.alias, name.name),
      ...(columns.length > 0 ? { columns } : {}),
    };
  }
  if ("RangeSubselect" in node)
    return {
      kind: "query",
      query: query(node.RangeSubselect.subquery, depth + 1),
      alias: aliasName(node.RangeSubselect.alias, ""),
      columns: aliasColumns(node.RangeSubselect.alias),
      ...(node.RangeSubselect.lateral ? { lateral: true } : {}),
    };
  if ("RangeFunction" in node) return functionItem(node.RangeFunction, depth);
  if ("RangeTableSample" in node && node.RangeTableSample.relation)
    return fromItem(node.RangeTableSample.relation, depth + 1);
  if ("JoinExpr" in node) {
    const { jointype, larg, rarg, quals, usingClause, isNatural, alias } = node.JoinExpr;
    if (!larg || !rarg) return { kind: "opaque", why: "half a join" };
    return {
      kind: "join",
      type: joinTypes[jointype ?? ""] ?? "inner",
      left: fromItem(larg, depth + 1),
      right: fromItem(rarg, depth + 1),
      ...(quals ? { on: expression(quals, depth + 1) } : {}),
      ...(usingClause ? { using: texts(usingClause) } : {}),
      ...(isNatural ? { natural: true } : {}),
      ...(alias?.aliasname === undefined ? {} : { alias: alias.aliasname }),
    };
  }
  const [tag = "", body] = Object.entries(node)[0] ?? [];
  const alias = (body as { alias?: { aliasname?: string } } | undefined)?.alias?.aliasname;
  return {
    kind: "opaque",
    why: tag,
    ...(alias === undefined ? {} : { alias }),
    args: inside(body, depth + 1),
  };
}

/** CROSS JOIN has no type of its own: an inner join without a condition. */
const joinTypes: Readonly<Record<string, "inner" | "left" | "right" | "full">> = {
  JOIN_LEFT: "left",
  JOIN_RIGHT: "right",
  JOIN_FULL: "full",
};

function functionItem(node: RangeFunction, depth: number): FromItem {
  const calls = (node.functions ?? []).flatMap((item) =>
    "List" in item ? (item.List.items ?? []) : [],
  );
  const written = calls.filter((call) => Object.keys(call).length > 0);
  const args = written.map((call): Expr => expression(call, depth + 1));
  const [call] = args;
  const alias = aliasName(node.alias, call?.kind === "call" ? call.name : "");
  if (!call || args.length > 1) return { kind: "opaque", why: "ROWS FROM", alias, args };
  const defined = (node.coldeflist ?? []).flatMap((column) =>
    "ColumnDef" in column ? [column.ColumnDef.colname ?? ""] : [],
  );
  return {
    kind: "function",
    call,
    alias,
    columns: defined.length > 0 ? defined : aliasColumns(node.alias),
    ...(node.ordinality ? { ordinality: true } : {}),
    ...(defined.length > 0 ? { defined: true } : {}),
  };
}
