import type { Catalog, Constraint, Index } from "../catalog.ts";
import { isTable } from "./require.ts";

/** When a key is checked: INITIALLY DEFERRED says DEFERRABLE too. */
export function deferralOf(constraint: Constraint | undefined): {
  readonly deferrable: boolean;
  readonly deferred: boolean;
} {
  if (!constraint) return { deferrable: false, deferred: false };
  const { definition } = constraint;
  const deferred = definition.includes('"initdeferred":true');
  return { deferrable: deferred || definition.includes('"deferrable":true'), deferred };
}

/** The constraint that an index stands behind. */
export function constraintOf(catalog: Catalog, index: Index): Constraint | undefined {
  const table = catalog.relations.known.get(index.table);
  return index.constraint === undefined || !table || !isTable(table)
    ? undefined
    : table.constraints.known.get(index.constraint);
}
