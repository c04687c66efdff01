import type { Node } from "@pgsql/types";
import { texts } from "./names.ts";

/** What PostgreSQL calls an output column without AS (FigureColname in parse_target.c). */
export const outputName = (node: Node | undefined): string => figured(node)?.name ?? "?column?";

/** `weak`: a type's or keyword's name, which a better one inside gives way to. */
interface Figured {
  readonly name: string;
  readonly weak: boolean;
}

const strong = (name: string | undefined): Figured | undefined =>
  name === undefined ? undefined : { name, weak: false };

function figured(node: Node | undefined): Figured | undefined {
  if (!node) return undefined;
  if ("ColumnRef" in node) return strong(texts(node.ColumnRef.fields).at(-1));
  if ("FuncCall" in node) return strong(texts(node.FuncCall.funcname).at(-1));
  if ("A_Indirection" in node)
    return strong(texts(node.A_Indirection.indirection).at(-1)) ?? figured(node.A_Indirection.arg);
  if ("A_Expr" in node) return node.A_Expr.kind === "AEXPR_NULLIF" ? strong("nullif") : undefined;
  if ("TypeCast" in node) {
    const inner = figured(node.TypeCast.arg);
    if (inner && !inner.weak) return inner;
    const type = texts(node.TypeCast.typeName?.names).at(-1);
    return type === undefined ? inner : { name: type, weak: true };
  }
  if ("CollateClause" in node) return figured(node.CollateClause.arg);
  if ("CaseExpr" in node) {
    const inner = figured(node.CaseExpr.defresult);
    return inner && !inner.weak ? inner : { name: "case", weak: true };
  }
  if ("A_ArrayExpr" in node) return strong("array");
  if ("RowExpr" in node) return strong("row");
  if ("CoalesceExpr" in node) return strong("coalesce");
  if ("MinMaxExpr" in node)
    return strong(node.MinMaxExpr.op === "IS_GREATEST" ? "greatest" : "least");
  if ("SQLValueFunction" in node)
    return strong((node.SQLValueFunction.op ?? "").replace(/^SVFOP_|_N$/g, "").toLowerCase());
  if ("SubLink" in node) return subLinkName(node.SubLink);
  return undefined;
}

function subLinkName(node: Extract<Node, { SubLink: unknown }>["SubLink"]): Figured | undefined {
  if (node.subLinkType === "EXISTS_SUBLINK") return strong("exists");
  if (node.subLinkType === "ARRAY_SUBLINK") return strong("array");
  if (node.subLinkType !== "EXPR_SUBLINK" || !node.subselect) return undefined;
  const select = "SelectStmt" in node.subselect ? node.subselect.SelectStmt : undefined;
  const first = select?.targetList?.[0];
  if (!first || !("ResTarget" in first)) return undefined;
  return strong(first.ResTarget.name) ?? figured(first.ResTarget.val);
}
