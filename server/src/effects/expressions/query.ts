import type { Node, SelectStmt, WithClause } from "@pgsql/types";
import { deleteEffect } from "../data/delete.ts";
import { insertEffect } from "../data/insert.ts";
import { mergeEffect } from "../data/merge.ts";
import { updateEffect } from "../data/update.ts";
import type { CommonTable, Expr, Query, SelectItem, SelectQuery } from "../expression.ts";
import { isAggregate, someExpr } from "./aggregates.ts";
import { sortedBy } from "./calls.ts";
import { outputName } from "./column-name.ts";
import { expression } from "./expression.ts";
import { fromItem } from "./from.ts";
import { texts } from "./names.ts";
import { spreadItems } from "./set-returning.ts";

/** The query of a SELECT, VALUES or TABLE tree, or of a data-modifying statement with RETURNING. */
export function query(node: Node | undefined, depth = 0): Query {
  if (!node) return { kind: "opaque", why: "no query" };
  if ("SelectStmt" in node) return selectQuery(node.SelectStmt, depth);
  if ("InsertStmt" in node) return { kind: "write", write: insertEffect(node.InsertStmt, depth) };
  if ("UpdateStmt" in node) return { kind: "write", write: updateEffect(node.UpdateStmt, depth) };
  if ("DeleteStmt" in node) return { kind: "write", write: deleteEffect(node.DeleteStmt, depth) };
  if ("MergeStmt" in node) return { kind: "write", write: mergeEffect(node.MergeStmt, depth) };
  return { kind: "opaque", why: Object.keys(node)[0] ?? "" };
}

export function selectQuery(select: SelectStmt, depth = 0): Query {
  const plain = withoutOrder(select, depth + 1);
  if (plain.kind === "select") return plain;
  const tail = { limit: select.limitCount, offset: select.limitOffset };
  const tables = commonTables(select.withClause, depth + 1);
  if (tables.length === 0 && !tail.limit && !tail.offset) return plain;
  return {
    ...emptySelect,
    with: tables,
    items: [{ name: "*", value: "star" }],
    from: [{ kind: "query", query: plain, alias: "", columns: [] }],
    ...limits(select, depth + 1),
  };
}

function withoutOrder(select: SelectStmt, depth: number): Query {
  if (select.valuesLists)
    return {
      kind: "values",
      rows: select.valuesLists.map((list) =>
        "List" in list ? (list.List.items ?? []).map((item) => expression(item, depth)) : [],
      ),
    };
  if (select.larg && select.rarg && select.op !== "SETOP_NONE")
    return {
      kind: "set",
      operation:
        select.op === "SETOP_UNION"
          ? "union"
          : select.op === "SETOP_EXCEPT"
            ? "except"
            : "intersect",
      all: select.all ?? false,
      left: branch(select.larg, depth),
      right: branch(select.rarg, depth),
    };
  return plainSelect(select, depth);
}

/** A chain of a thousand UNIONs nests to the left. */
const branch = (select: SelectStmt, depth: number): Query =>
  depth > 150 ? { kind: "opaque", why: "nested too deeply" } : selectQuery(select, depth);

const emptySelect: SelectQuery = {
  kind: "select",
  with: [],
  items: [],
  from: [],
  grouped: false,
  groupBy: [],
  orderBy: [],
  distinct: false,
};

function plainSelect(select: SelectStmt, depth: number): SelectQuery {
  const below = (node: Node): Expr => expression(node, depth);
  const items = selectItems(select.targetList, depth);
  const groupBy = (select.groupClause ?? []).flatMap((node) => grouping(node).map(below));
  const having = select.havingClause ? below(select.havingClause) : undefined;
  const distinctOn = (select.distinctClause ?? [])
    .filter((node) => Object.keys(node).length > 0)
    .map(below);
  const windows = (select.windowClause ?? []).flatMap((node) =>
    "WindowDef" in node
      ? [...(node.WindowDef.partitionClause ?? []), ...(node.WindowDef.orderClause ?? [])]
      : [],
  );
  return spreadItems({
    kind: "select",
    with: commonTables(select.withClause, depth),
    items,
    from: (select.fromClause ?? []).map((node) => fromItem(node, depth)),
    ...(select.whereClause ? { where: below(select.whereClause) } : {}),
    grouped:
      groupBy.length > 0 ||
      having !== undefined ||
      items.some((item) => item.value !== "star" && someExpr(item.value, isAggregate)),
    groupBy,
    ...(having ? { having } : {}),
    orderBy: [...(select.sortClause ?? []), ...windows].map((node) => below(sortedBy(node))),
    distinct: (select.distinctClause ?? []).length > 0,
    ...(distinctOn.length > 0 ? { distinctOn } : {}),
    ...limits(select, depth),
  });
}

const limits = (select: SelectStmt, depth: number): Pick<SelectQuery, "limit" | "offset"> => ({
  ...(select.limitCount ? { limit: expression(select.limitCount, depth) } : {}),
  ...(select.limitOffset ? { offset: expression(select.limitOffset, depth) } : {}),
});

const grouping = (node: Node): readonly Node[] =>
  "GroupingSet" in node ? (node.GroupingSet.content ?? []).flatMap(grouping) : [node];

/** A target list or RETURNING list. */
export const selectItems = (
  targets: readonly Node[] | undefined,
  depth: number,
): readonly SelectItem[] =>
  (targets ?? []).flatMap((node) => ("ResTarget" in node ? [selectItem(node, depth)] : []));

function selectItem(
  { ResTarget: target }: Extract<Node, { ResTarget: unknown }>,
  depth: number,
): SelectItem {
  const value = expression(target.val, depth);
  if (value.kind === "column" && value.name === "*")
    return {
      name: "*",
      value: "star",
      ...(value.qualifier === undefined ? {} : { of: value.qualifier }),
    };
  return { name: target.name ?? outputName(target.val), value };
}

export const commonTables = (
  clause: WithClause | undefined,
  depth: number,
): readonly CommonTable[] =>
  (clause?.ctes ?? []).flatMap((node) =>
    "CommonTableExpr" in node
      ? [
          {
            name: node.CommonTableExpr.ctename ?? "",
            columns: texts(node.CommonTableExpr.aliascolnames),
            query: query(node.CommonTableExpr.ctequery, depth),
            recursive: clause?.recursive ?? false,
          },
        ]
      : [],
  );
