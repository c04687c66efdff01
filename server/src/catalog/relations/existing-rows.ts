import type { Constraint } from "../catalog.ts";
import { breaksCheck } from "../data/checks.ts";
import { forbidDomainValues } from "../data/domain-values.ts";
import { forbidDangling } from "../data/foreign-keys.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { newEnv } from "../evaluate/env.ts";
import { tableAt } from "./add-constraint.ts";
import { childrenOf } from "./links.ts";

/** ATRewriteTable: a constraint that comes later, or is validated, holds for the rows that are there. */
export function forbidBrokenCheck(
  draft: Draft,
  key: string,
  constraint: Constraint,
  only = false,
): void {
  if (!only && !constraint.noInherit)
    for (const child of childrenOf(draft.catalog, key))
      forbidBrokenCheck(draft, child.key, constraint);
  const table = tableAt(draft, key);
  if (!table || table.rows.known.isEmpty()) return;
  const env = newEnv(draft.catalog, {});
  let open = false;
  for (const row of table.rows.known) {
    const broken = breaksCheck(env, table, row, constraint);
    if (broken === true)
      refuse(
        "23514",
        `check constraint "${constraint.name}" of relation "${table.name}" is violated by some row`,
        { class: "constraint", name: constraint.name, on: key },
      );
    open ||= broken === "unknown";
  }
  if (open) doubt(draft, `whether a row breaks constraint "${constraint.name}" is not known`);
}

/** 23503 */
export function forbidBrokenKey(draft: Draft, key: string, name: string): void {
  const table = tableAt(draft, key);
  if (table) forbidDangling(draft, key, [...table.rows.known], { added: name });
  for (const { key: child, relation } of childrenOf(draft.catalog, key))
    if (relation.partitionBound !== undefined) forbidBrokenKey(draft, child, name);
}

/** 23502 and 23514, of a domain: a column that has become one, or was added with one. */
export function forbidOutsideDomain(draft: Draft, key: string, column: string): void {
  const table = tableAt(draft, key);
  const env = newEnv(draft.catalog, {});
  for (const row of table?.rows.known ?? [])
    if (table) forbidDomainValues(env, table, row, new Set([column]));
}
