import type { Expr } from "../../effects/expression.ts";
import type { Draft } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkExpr } from "../evaluate/check-expr.ts";
import { rangeOfRelation } from "../evaluate/check-from.ts";

/** Names in USING, WITH CHECK, WHEN: the relation is in reach under each alias. Missing ones are refused. */
export function requireNames(
  draft: Draft,
  expr: Expr,
  key: string,
  aliases: readonly string[],
): void {
  const relation = draft.catalog.relations.known.get(key);
  const ranges = aliases.map((alias) => rangeOfRelation(alias, key, relation));
  checkExpr(checkingDraft(draft), expr, { ranges });
}
