import type { Expr } from "../../effects/expression.ts";
import type { TypeName } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { checkingDraft } from "./check-context.ts";
import { checkExpr } from "./check-expr.ts";
import { checkLiteral } from "./check-literal.ts";
import { checkBoolean } from "./check-operator.ts";
import type { ExpressionPlace } from "./expression-place.ts";
import type { InferredType, Range } from "./scope.ts";

/** An expression that stands in no query: what it may read, what may not stand there, and that a condition is one. */
export function checkPlaced(
  draft: Draft,
  value: Expr,
  place: ExpressionPlace,
  ranges: readonly Range[],
): InferredType {
  const checking = checkingDraft(draft);
  const given = checkExpr(checking, value, { ranges, place });
  const condition = conditions[place];
  if (condition === undefined) return given;
  if (given === "literal") checkLiteral(checking, value, bool);
  else checkBoolean(checking, condition, given);
  return given;
}

const bool: TypeName = { schema: "pg_catalog", name: "bool", dimensions: 0 };

/** coerce_to_boolean: "argument of CHECK must be type boolean". */
const conditions: Partial<Readonly<Record<ExpressionPlace, string>>> = {
  "check constraint": "CHECK",
  "index predicate": "WHERE",
  "policy expression": "POLICY",
  "trigger WHEN condition": "WHEN",
};
