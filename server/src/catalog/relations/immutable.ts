import type { Expr } from "../../effects/expression.ts";
import { type Draft, refuse } from "../draft.ts";
import { expressionVolatility } from "../objects/volatility.ts";

export const inExpression = "functions in index expression must be marked IMMUTABLE";
export const inPredicate = "functions in index predicate must be marked IMMUTABLE";
export const inGeneration = "generation expression is not immutable";
export const inPartitionKey = "functions in partition key expression must be marked IMMUTABLE";

/** 42P17 where it is certain that the expression over a table's columns may give another value tomorrow. */
export function requireImmutable(draft: Draft, key: string, value: Expr, message: string): void {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation || !("columns" in relation) || relation.kind === "index") return;
  const volatility = expressionVolatility(draft.catalog, value, relation.columns);
  if (volatility === "stable" || volatility === "volatile")
    refuse("42P17", message, { class: "table", schema: relation.schema, name: relation.name });
}
