import type { CopyEffect } from "../../effects/data/copy.ts";
import type { Relation } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkExpr } from "../evaluate/check-expr.ts";
import { rangeOfRelation } from "../evaluate/check-from.ts";
import { checkQuery } from "../evaluate/check-query.ts";
import { checkTargetColumn } from "../evaluate/check-write.ts";
import { requireTarget } from "../evaluate/target.ts";
import { forgetRows } from "./row-values.ts";
import { scopeOf } from "./write.ts";
import { tableOf } from "./writing.ts";

/** COPY: which rows it writes is not known, be they below it, in a file or from a program. */
export function copy(draft: Draft, effect: CopyEffect): void {
  const checking = checkingDraft(draft, scopeOf(draft));
  draft.touched = true;
  if (effect.query) checkQuery(checking, effect.query, undefined);
  if (!effect.table) return;
  const { key, relation } = requireTarget(checking, effect.table);
  for (const column of effect.columns ?? []) checkTargetColumn(checking, key, relation, column);
  if (effect.where)
    checkExpr(checking, effect.where, {
      ranges: [rangeOfRelation(effect.table.name, key, relation)],
    });
  if (effect.direction === "to") return;
  if (relation) forbidCopying(relation);
  const table = tableOf(draft, key);
  if (table) {
    doubt(draft, `which rows are copied into "${table.name}" is not known`);
    forgetRows(draft, key, "insert");
  }
}

/** Into a view only where a trigger does it. */
function forbidCopying(relation: Relation): void {
  const { kind, schema, name } = relation;
  if (relation.origin === "assumed") return;
  const through = kind === "view" && !relation.triggers.known.isEmpty();
  if ((kind === "view" && !through) || kind === "sequence" || kind === "materialized view")
    refuse("42809", `cannot copy to ${kind} "${name}"`, { class: kind, schema, name });
}
