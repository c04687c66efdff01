import type { A_Const, ColumnRef, Node } from "@pgsql/types";
import type { Expr } from "../expression.ts";
import { callExpression, valueFunction } from "./calls.ts";
import { texts } from "./names.ts";
import { operatorExpression } from "./operators.ts";
import { query } from "./query.ts";
import { castType } from "./type-name.ts";

/** Deeper than this nobody writes guards by hand, and recursion must not exhaust the stack. */
const deepest = 200;

/** What an expression's tree asks. Never fails: what cannot be expressed is `opaque`. */
export function expression(node: Node | undefined, depth = 0): Expr {
  if (!node) return { kind: "constant", value: null };
  if (depth > deepest) return { kind: "opaque", why: "nested too deeply" };
  const below = (inner: Node | undefined): Expr => expression(inner, depth + 1);
  const all = (inner: readonly Node[] | undefined): Expr[] => (inner ?? []).map(below);

  if ("A_Const" in node) return constant(node.A_Const);
  if ("ColumnRef" in node) return column(node.ColumnRef);
  if ("ParamRef" in node) return { kind: "parameter", number: node.ParamRef.number ?? 0 };
  if ("A_Expr" in node) return operatorExpression(node.A_Expr, depth);
  if ("FuncCall" in node) return callExpression(node.FuncCall, depth);
  if ("SubLink" in node) return subLink(node.SubLink, depth);
  if ("SetToDefault" in node) return { kind: "default" };
  if ("SQLValueFunction" in node) return valueFunction(node.SQLValueFunction);
  if ("CollateClause" in node) return below(node.CollateClause.arg);
  if ("NamedArgExpr" in node) return below(node.NamedArgExpr.arg);
  if ("TypeCast" in node)
    return {
      kind: "cast",
      arg: below(node.TypeCast.arg),
      type: castType(node.TypeCast.typeName),
    };
  if ("BoolExpr" in node) {
    const args = all(node.BoolExpr.args);
    if (node.BoolExpr.boolop === "NOT_EXPR") return not(args[0]);
    return { kind: node.BoolExpr.boolop === "AND_EXPR" ? "and" : "or", args };
  }
  if ("NullTest" in node)
    return {
      kind: "is",
      arg: below(node.NullTest.arg),
      what: "null",
      negated: node.NullTest.nulltesttype === "IS_NOT_NULL",
    };
  if ("BooleanTest" in node) {
    const [, negation, what] = /^IS_(NOT_)?(\w+)$/.exec(node.BooleanTest.booltesttype ?? "") ?? [];
    return {
      kind: "is",
      arg: below(node.BooleanTest.arg),
      what: what === "TRUE" ? "true" : what === "FALSE" ? "false" : "unknown",
      negated: negation !== undefined,
    };
  }
  if ("CaseExpr" in node) {
    const { arg, args, defresult } = node.CaseExpr;
    return {
      kind: "case",
      ...(arg ? { arg: below(arg) } : {}),
      when: (args ?? []).flatMap((when) =>
        "CaseWhen" in when
          ? [{ test: below(when.CaseWhen.expr), result: below(when.CaseWhen.result) }]
          : [],
      ),
      ...(defresult ? { otherwise: below(defresult) } : {}),
    };
  }
  if ("CoalesceExpr" in node) return { kind: "coalesce", args: all(node.CoalesceExpr.args) };
  if ("MinMaxExpr" in node)
    return {
      kind: "call",
      schema: "pg_catalog",
      name: node.MinMaxExpr.op === "IS_GREATEST" ? "greatest" : "least",
      args: all(node.MinMaxExpr.args),
    };
  if ("A_ArrayExpr" in node) return { kind: "array", items: all(node.A_ArrayExpr.elements) };
  if ("RowExpr" in node) return { kind: "row", items: all(node.RowExpr.args) };
  if ("A_Indirection" in node) return indirection(node.A_Indirection, depth);
  return { kind: "opaque", why: Object.keys(node)[0] ?? "", args: inside(node, depth + 1) };
}

export const not = (arg: Expr | undefined): Expr => ({
  kind: "not",
  arg: arg ?? { kind: "constant", value: null },
});

function constant(node: A_Const): Expr {
  if (node.isnull) return { kind: "constant", value: null };
  if (node.ival) return { kind: "constant", value: node.ival.ival ?? 0 };
  if (node.boolval) return { kind: "constant", value: node.boolval.boolval ?? false };
  if (node.sval) return { kind: "constant", value: node.sval.sval ?? "" };
  if (node.fval) return number(node.fval.fval ?? "");
  return { kind: "opaque", why: "a bit string" };
}

/** A number that JavaScript cannot hold exactly stays text, cast to numeric. */
function number(text: string): Expr {
  const value = Number(text);
  if (String(value) === text) return { kind: "constant", value };
  return {
    kind: "cast",
    arg: { kind: "constant", value: text },
    type: { schema: "pg_catalog", name: "numeric", dimensions: 0 },
  };
}

function column(node: ColumnRef): Expr {
  const names = [...texts(node.fields)];
  if (node.fields?.some((field) => "A_Star" in field)) names.push("*");
  const [name = "", qualifier, schema] = names.reverse();
  return {
    kind: "column",
    ...(schema === undefined ? {} : { schema }),
    ...(qualifier === undefined ? {} : { qualifier }),
    name,
  };
}

function subLink(node: Extract<Node, { SubLink: unknown }>["SubLink"], depth: number): Expr {
  const asked = query(node.subselect, depth + 1);
  switch (node.subLinkType) {
    case "EXISTS_SUBLINK":
      return { kind: "exists", query: asked };
    case "EXPR_SUBLINK":
      return { kind: "scalar", query: asked };
    case "ARRAY_SUBLINK":
      return { kind: "array-query", query: asked };
    case "ANY_SUBLINK":
    case "ALL_SUBLINK":
      return {
        kind: "in-query",
        arg: expression(node.testexpr, depth + 1),
        query: asked,
        operator: texts(node.operName).at(-1) ?? "=",
        over: node.subLinkType === "ANY_SUBLINK" ? "any" : "all",
      };
    default:
      return { kind: "opaque", why: "a row comparison", args: [{ kind: "scalar", query: asked }] };
  }
}

function indirection(
  node: Extract<Node, { A_Indirection: unknown }>["A_Indirection"],
  depth: number,
): Expr {
  let arg = expression(node.arg, depth + 1);
  for (const step of node.indirection ?? []) {
    if ("String" in step) arg = { kind: "field", arg, name: step.String.sval ?? "" };
    else if ("A_Indices" in step && !step.A_Indices.is_slice)
      arg = { kind: "subscript", arg, index: expression(step.A_Indices.uidx, depth + 1) };
    else if ("A_Star" in step) arg = { kind: "field", arg, name: "*" };
    else arg = { kind: "subscript", arg };
  }
  return arg;
}

/** The expressions somewhere inside a node that is not understood itself. */
export function inside(node: unknown, depth: number): readonly Expr[] {
  if (typeof node !== "object" || node === null || depth > deepest) return [];
  if (Array.isArray(node)) return node.flatMap((item) => inside(item, depth + 1));
  return Object.entries(node).flatMap(([tag, inner]) =>
    parts.has(tag)
      ? [expression({ [tag]: inner } as unknown as Node, depth)]
      : inside(inner, depth + 1),
  );
}

const parts = new Set(
  (
    "ColumnRef FuncCall SubLink A_Expr BoolExpr TypeCast NullTest BooleanTest CaseExpr CoalesceExpr MinMaxExpr " +
    "A_ArrayExpr RowExpr A_Indirection CollateClause NamedArgExpr"
  ).split(" "),
);
