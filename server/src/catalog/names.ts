import { Map as PersistentMap, Set as PersistentSet } from "immutable";
import { carry } from "./derivation.ts";

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
  /** In an open world: what a statement may have made or removed in view, so that it is not merely unseen. */
  readonly maybe?: PersistentSet<string>;
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
  if (names.complete || names.gone.has(name) || isEmptied(names, name))
    return elsewhere(names, name) === undefined ? "absent" : "unknown";
  return names.doubted && !isDoubted(names.doubted, name) ? "absent" : "unknown";
}

const isDoubted = (doubted: PersistentSet<string>, name: string): boolean =>
  doubted.has(name) || (name.includes(".") && doubted.has(everythingIn(name)));

export const put = <T>(names: Names<T>, name: string, value: T): Names<T> => ({
  known: carried(names.known, names.known.set(name, value), name),
  gone: names.gone.has(name) ? names.gone.delete(name) : names.gone,
  ...settled(names, name),
});

/** From now on it is known that nothing has this name; also where an extension might have brought it. */
export function remove<T>(names: Names<T>, name: string): Names<T> {
  const other = elsewhere(names, name);
  const without: Names<T> = {
    known: carried(names.known, names.known.delete(name), name),
    gone: names.gone.add(name),
    ...settled(names, name),
  };
  return other === undefined ? without : forget(without, other);
}

/** From now on nothing is known of this name (a branch that may or may not have run touched it). */
export const forget = <T>(names: Names<T>, name: string): Names<T> => ({
  known: carried(names.known, names.known.delete(name), name),
  gone: names.gone.delete(name).delete(everythingIn(name)),
  ...inDoubt(names.complete || names.doubted !== undefined, doubtsOf(names).add(name)),
});

function carried<T>(
  before: PersistentMap<string, T>,
  after: PersistentMap<string, T>,
  name: string,
): PersistentMap<string, T> {
  carry(before, after, name);
  return after;
}

/** From now on a schema holds nothing but what is known of it. For keys `schema.name`. */
export const emptySchema = <T>(names: Names<T>, schema: string): Names<T> =>
  names.complete || names.doubted ? names : { ...names, gone: names.gone.add(`${schema}.*`) };

/** From now on nothing is known of what a schema holds besides what is known of it. For keys `schema.name`. */
export const forgetSchema = <T>(names: Names<T>, schema: string): Names<T> =>
  forget(names, `${schema}.*`);

/**
 * Made without its schema, where nobody knows whether the first of the search path is there (`forgetSchema`): what has
 * the same name there may be this one.
 */
function elsewhere<T>(names: Names<T>, name: string): string | undefined {
  if (names.maybe === undefined) return undefined;
  const { known } = names;
  const there = known.get(name);
  if (there !== undefined && !wasAssumed(there)) return undefined;
  const dot = name.indexOf(".");
  return perhapsIn(names, name.slice(0, dot))
    .map((schema) => `${schema}${name.slice(dot)}`)
    .find((other) => known.has(other));
}

/** Other schemas of which what is known to be there may be in this one. */
export const perhapsIn = <T>({ maybe }: Names<T>, schema: string): readonly string[] =>
  maybe === undefined
    ? []
    : [...maybe].flatMap((one) =>
        one.endsWith(".*") && one !== `${schema}.*` ? [one.slice(0, -2)] : [],
      );

/** What was made in view is no other thing. */
const wasAssumed = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "origin" in value && value.origin === "assumed";

/** Its schema was made or dropped in view. */
const isEmptied = <T>(names: Names<T>, name: string): boolean =>
  name.includes(".") && names.gone.has(everythingIn(name));

const everythingIn = (name: string): string => `${name.slice(0, name.indexOf("."))}.*`;

/** Names of which nobody knows whether they are there, though they were spoken of. */
export const doubtsOf = <T>(names: Names<T>): PersistentSet<string> =>
  names.doubted ?? names.maybe ?? PersistentSet<string>();

/** How a closed or an open world keeps its doubts. */
export function inDoubt(
  closed: boolean,
  names: PersistentSet<string>,
): Pick<Names<unknown>, "complete" | "doubted" | "maybe"> {
  if (names.isEmpty()) return { complete: closed };
  return closed ? { complete: false, doubted: names } : { complete: false, maybe: names };
}

/** What is left in doubt once this name is settled. */
function settled<T>(names: Names<T>, name: string): ReturnType<typeof inDoubt> {
  const doubts = doubtsOf(names);
  if (doubts.isEmpty()) return { complete: names.complete };
  return inDoubt(names.doubted !== undefined, doubts.delete(name));
}

export const isThere = <T>(found: Found<T>): found is T =>
  found !== "absent" && found !== "unknown";
