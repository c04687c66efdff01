import type { Expr } from "../../effects/expression.ts";
import { type Draft, doubt } from "../draft.ts";
import { rangeOfRelation } from "../evaluate/check-from.ts";
import { checkPlaced } from "../evaluate/check-placed.ts";
import type { ExpressionPlace } from "../evaluate/expression-place.ts";
import type { InferredType } from "../evaluate/scope.ts";

/** An expression over the columns of one table: of a check, an index, a generated column. */
export function checkTableExpression(
  draft: Draft,
  key: string,
  value: Expr,
  place: ExpressionPlace,
): InferredType {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation) {
    doubt(draft, `the columns of "${key}" are not known`);
    return "unknown";
  }
  return checkPlaced(draft, value, place, [rangeOfRelation(relation.name, key, relation)]);
}
