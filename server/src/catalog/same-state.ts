import { isList, isMap, isSet, type List, type Map as PersistentMap } from "immutable";
import type { Catalog } from "./catalog.ts";
import { changedKeys } from "./changed-keys.ts";

/**
 * Whether two catalogs are alike in everything that any later statement could ask of them, who made what included.
 * Exact: false where it would take long to say. What both have from a common ancestor is passed over whole, so that
 * it costs what the two have of their own.
 */
export const sameState = (a: Catalog, b: Catalog): boolean => alike(a, b);

function alike(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isMap(a) || isMap(b)) return isMap(a) && isMap(b) && sameMaps(a as Texts, b as Texts);
  if (isList(a) || isList(b)) return isList(a) && isList(b) && sameLists(a, b);
  if (isSet(a) || isSet(b)) return isSet(a) && isSet(b) && a.equals(b);
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && sameArrays(a, b);
  // Values that are the same only where they are the same object (catalog.ts: RowValue).
  if (isItsOwn(a) || isItsOwn(b)) return false;
  const [one, other] = [Object.keys(a), Object.keys(b)];
  return (
    one.length === other.length &&
    one.every((key) => key in b && alike((a as Fields)[key], (b as Fields)[key]))
  );
}

type Texts = PersistentMap<string, unknown>;
type Fields = Readonly<Record<string, unknown>>;

const isItsOwn = (value: object): boolean =>
  ("kind" in value && value.kind === "fresh") || "moved" in value;

const sameMaps = (a: Texts, b: Texts): boolean =>
  a.size === b.size &&
  changedKeys(a, b).every((key) => a.has(key) && b.has(key) && alike(a.get(key), b.get(key)));

const sameLists = (a: List<unknown>, b: List<unknown>): boolean =>
  a.size === b.size && a.every((item, index) => alike(item, b.get(index)));

const sameArrays = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((item, index) => alike(item, b[index]));
