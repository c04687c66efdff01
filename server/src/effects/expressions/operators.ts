import type { A_Expr, Node } from "@pgsql/types";
import type { Expr } from "../expression.ts";
import { expression, not } from "./expression.ts";
import { texts } from "./names.ts";

export function operatorExpression(node: A_Expr, depth: number): Expr {
  const below = (inner: Node | undefined): Expr => expression(inner, depth + 1);
  const list = (): Expr[] =>
    node.rexpr && "List" in node.rexpr
      ? (node.rexpr.List.items ?? []).map(below)
      : [below(node.rexpr)];
  const name = texts(node.name).at(-1) ?? "";
  const binary = (operator: string): Expr => ({
    kind: "operator",
    name: operator,
    ...(node.lexpr ? { left: below(node.lexpr) } : {}),
    right: below(node.rexpr),
  });

  switch (node.kind) {
    case "AEXPR_OP_ANY":
    case "AEXPR_OP_ALL":
      return {
        kind: "operator",
        name,
        left: below(node.lexpr),
        right: below(node.rexpr),
        over: node.kind === "AEXPR_OP_ANY" ? "any" : "all",
      };
    case "AEXPR_DISTINCT":
      return binary("is distinct from");
    case "AEXPR_NOT_DISTINCT":
      return binary("is not distinct from");
    case "AEXPR_NULLIF":
      return {
        kind: "call",
        schema: "pg_catalog",
        name: "nullif",
        args: [below(node.lexpr), below(node.rexpr)],
      };
    case "AEXPR_IN":
      return { kind: "in", arg: below(node.lexpr), items: list(), negated: name === "<>" };
    case "AEXPR_BETWEEN":
      return between(below(node.lexpr), list());
    case "AEXPR_NOT_BETWEEN":
      return not(between(below(node.lexpr), list()));
    case "AEXPR_BETWEEN_SYM":
    case "AEXPR_NOT_BETWEEN_SYM":
      return { kind: "opaque", why: "BETWEEN SYMMETRIC", args: [below(node.lexpr), ...list()] };
    default:
      return binary(name);
  }
}

function between(arg: Expr, [low, high]: readonly Expr[]): Expr {
  const compared = (name: string, right: Expr | undefined): Expr => ({
    kind: "operator",
    name,
    left: arg,
    right: right ?? { kind: "constant", value: null },
  });
  return { kind: "and", args: [compared(">=", low), compared("<=", high)] };
}
