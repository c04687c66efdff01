import { Map as PersistentMap, Set as PersistentSet } from "immutable";

/**
 * Named things of one kind, three-valued: what is known to be there, what is known to be gone,
 * and, where `complete`, nothing else. Everything not said is unknown.
 */
export interface Names<T> {
  readonly known: PersistentMap<string, T>;
  readonly gone: PersistentSet<string>;
  readonly complete: boolean;
}

/** What a look-up answers. */
export type Found<T> = T | "absent" | "unknown";

export const emptyNames = <T>(complete: boolean): Names<T> => ({
  known: PersistentMap<string, T>(),
  gone: PersistentSet<string>(),
  complete,
});

export function find<T>(names: Names<T>, name: string): Found<T> {
  const known = names.known.get(name);
  if (known !== undefined) return known;
  return names.complete || names.gone.has(name) ? "absent" : "unknown";
}

export const put = <T>(names: Names<T>, name: string, value: T): Names<T> => ({
  known: names.known.set(name, value),
  gone: names.gone.has(name) ? names.gone.delete(name) : names.gone,
  complete: names.complete,
});

/** From now on it is known that nothing has this name. */
export const remove = <T>(names: Names<T>, name: string): Names<T> => ({
  known: names.known.delete(name),
  gone: names.complete ? names.gone : names.gone.add(name),
  complete: names.complete,
});

/** From now on nothing is known of this name (a branch that may or may not have run touched it). */
export const forget = <T>(names: Names<T>, name: string): Names<T> => ({
  known: names.known.delete(name),
  gone: names.gone.delete(name),
  complete: false,
});

export const isThere = <T>(found: Found<T>): found is T =>
  found !== "absent" && found !== "unknown";
