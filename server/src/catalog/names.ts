import { Map as PersistentMap, Set as PersistentSet } from "immutable";

/**
 * Named things of one kind, three-valued: what is known to be there, what is known to be gone,
 * and, where `complete`, nothing else. Everything not said is unknown.
 */
export interface Names<T> {
  readonly known: PersistentMap<string, T>;
  readonly gone: PersistentSet<string>;
  readonly complete: boolean;
  /**
   * Were it not for these, `complete` would hold: nobody knows whether they are there. Only where `complete` is
   * false, so that whoever enumerates need not ask; look-ups by name (`find`) stay exact for all the others.
   */
  readonly doubted?: PersistentSet<string>;
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
  if (names.complete || names.gone.has(name) || isEmptied(names, name)) return "absent";
  return names.doubted && !names.doubted.has(name) ? "absent" : "unknown";
}

export const put = <T>(names: Names<T>, name: string, value: T): Names<T> => ({
  known: names.known.set(name, value),
  gone: names.gone.has(name) ? names.gone.delete(name) : names.gone,
  ...settled(names, name),
});

/** From now on it is known that nothing has this name; also where an extension might have brought it. */
export const remove = <T>(names: Names<T>, name: string): Names<T> => ({
  known: names.known.delete(name),
  gone: names.gone.add(name),
  ...settled(names, name),
});

/** From now on nothing is known of this name (a branch that may or may not have run touched it). */
export const forget = <T>(names: Names<T>, name: string): Names<T> => {
  const doubted = names.complete ? PersistentSet<string>() : names.doubted;
  return {
    known: names.known.delete(name),
    gone: names.gone.delete(name).delete(everythingIn(name)),
    complete: false,
    ...(doubted ? { doubted: doubted.add(name) } : {}),
  };
};

/** From now on a schema holds nothing but what is known of it. For keys `schema.name`. */
export const emptySchema = <T>(names: Names<T>, schema: string): Names<T> =>
  names.complete || names.doubted ? names : { ...names, gone: names.gone.add(`${schema}.*`) };

/** Its schema was made or dropped in view. */
const isEmptied = <T>(names: Names<T>, name: string): boolean =>
  name.includes(".") && names.gone.has(everythingIn(name));

const everythingIn = (name: string): string => `${name.slice(0, name.indexOf("."))}.*`;

/** What is left in doubt once this name is settled. */
function settled<T>(names: Names<T>, name: string): Pick<Names<T>, "complete" | "doubted"> {
  if (!names.doubted) return { complete: names.complete };
  const doubted = names.doubted.delete(name);
  return doubted.isEmpty() ? { complete: true } : { complete: false, doubted };
}

export const isThere = <T>(found: Found<T>): found is T =>
  found !== "absent" && found !== "unknown";
