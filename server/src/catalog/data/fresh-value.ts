import type { Catalog, RowValue } from "../catalog.ts";
import type { Draft } from "../draft.ts";

const made = new WeakMap<Catalog, RowValue[]>();

/**
 * A value that no row has yet. The first one that a statement makes over a catalog is the same object whenever it is
 * run over that catalog, and so is the second: what two wordings of a statement leave can be told to be the same.
 */
export function freshValue(draft: Draft): RowValue {
  const values = made.get(draft.before) ?? [];
  made.set(draft.before, values);
  const value = values[draft.freshValues] ?? { kind: "fresh" };
  values[draft.freshValues] = value;
  draft.freshValues += 1;
  return value;
}
