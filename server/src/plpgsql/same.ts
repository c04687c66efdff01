import { isCollection, isKeyed, isList, isMap, isSet } from "immutable";

/**
 * Whether what two ways through a program left is the same to what comes after: deep equality, in which who made a
 * thing (`origin`) does not count and a field that is undefined is none. Stricter: catalog/same-state.ts.
 */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isCollection(a) || isCollection(b)) return sameCollection(a, b);
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => same(item, b[index]))
    );
  const one = entriesOf(a);
  const other = entriesOf(b);
  return one.size === other.size && [...one].every(([key, value]) => same(value, other.get(key)));
}

function sameCollection(a: unknown, b: unknown): boolean {
  if (isMap(a) && isMap(b))
    return a.size === b.size && a.every((value, key) => b.has(key) && same(value, b.get(key)));
  if (isList(a) && isList(b))
    return a.size === b.size && a.every((value, index) => same(value, b.get(index ?? 0)));
  if (isSet(a) && isSet(b)) return a.size === b.size && a.every((value) => b.has(value));
  return isKeyed(a) && isKeyed(b) && a.equals(b);
}

const entriesOf = (value: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(value).filter(([key, inner]) => key !== "origin" && inner !== undefined));
