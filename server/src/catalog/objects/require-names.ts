import type { Expr } from "../../effects/expression.ts";
import type { Draft } from "../draft.ts";
import { rangeOfRelation } from "../evaluate/check-from.ts";
import { checkPlaced } from "../evaluate/check-placed.ts";
import type { ExpressionPlace } from "../evaluate/expression-place.ts";

/** Names in USING, WITH CHECK, WHEN: the relation is in reach under each alias. Missing ones are refused. */
export function requireNames(
  draft: Draft,
  expr: Expr,
  key: string,
  aliases: readonly string[],
  place: ExpressionPlace,
): void {
  const relation = draft.catalog.relations.known.get(key);
  const ranges = aliases.map((alias) => rangeOfRelation(alias, key, relation));
  checkPlaced(draft, expr, place, ranges);
}
