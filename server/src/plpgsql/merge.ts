import { isMap, type Map as PersistentMap } from "immutable";
import type { Catalog, Relation, Rows } from "../catalog/catalog.ts";
import { doubtsOf, emptyNames, find, inDoubt, isThere, type Names } from "../catalog/names.ts";
import { same } from "./same.ts";

/** What two catalogs have in common. */
export interface Merged {
  readonly catalog: Catalog;
  /** They differ in more than rows. */
  readonly differs: boolean;
}

/**
 * The catalog of which nobody knows whether it is `a` or `b`: what both agree on stays, everything else becomes
 * unknown. Of objects that both have, only what differs becomes unknown.
 */
export function merge(a: Catalog, b: Catalog): Merged {
  if (a === b) return { catalog: a, differs: false };
  const relations = joinNames(a.relations, b.relations, joinRelation);
  const types = joinNames(a.types, b.types, joinObject);
  const routines = joinNames(a.routines, b.routines, nothing);
  let plain = a.plain;
  let differs =
    relations.differs || types.differs || routines.differs || !same(a.session, b.session);
  for (const of of new Set([...a.plain.keys(), ...b.plain.keys()])) {
    const none = emptyNames<never>(a.closed);
    const joined = joinNames(a.plain.get(of) ?? none, b.plain.get(of) ?? none, nothing);
    plain = plain.set(of, joined.names);
    differs ||= joined.differs;
  }
  return {
    catalog: {
      ...a,
      relations: relations.names,
      types: types.names,
      routines: routines.names,
      plain,
      assumed: b.assumed.merge(a.assumed),
    },
    differs,
  };
}

/** What is known of a thing that is there in both, in two forms; undefined: nothing but its name. */
type Join<T> = (a: T, b: T) => { readonly value: T | undefined; readonly differs: boolean };

const nothing = () => ({ value: undefined, differs: true });

function joinNames<T>(
  a: Names<T>,
  b: Names<T>,
  join: Join<T>,
): { readonly names: Names<T>; readonly differs: boolean } {
  if (a === b) return { names: a, differs: false };
  let known = a.known;
  let gone = a.gone;
  let doubted = doubtsOf(a).union(doubtsOf(b));
  let differs = false;
  for (const name of namesIn(a, b)) {
    const one = find(a, name);
    const other = find(b, name);
    if (one === other || (isThere(one) && isThere(other) && same(one, other))) continue;
    const joined = isThere(one) && isThere(other) ? join(one, other) : nothing();
    differs ||= joined.differs;
    gone = gone.delete(name);
    if (joined.value === undefined) {
      known = known.delete(name);
      doubted = doubted.add(name);
    } else known = known.set(name, joined.value);
  }
  const closed = isClosed(a) && isClosed(b);
  return {
    names: { known, gone, ...inDoubt(closed, doubted) },
    differs: differs || isClosed(a) !== isClosed(b),
  };
}

const isClosed = <T>(names: Names<T>): boolean => names.complete || names.doubted !== undefined;

/** Whatever one of them says something about. */
const namesIn = <T>(a: Names<T>, b: Names<T>): ReadonlySet<string> =>
  new Set([a, b].flatMap((names) => [...names.known.keys(), ...names.gone, ...doubtsOf(names)]));

/** Something with this name is a relation, at least. */
const joinRelation: Join<Relation> = (a, b) => {
  const joined = a.kind === b.kind ? joinObject(a, b) : nothing();
  const { schema, name, origin } = a;
  return joined.value
    ? joined
    : { value: { kind: "unknown", schema, name, origin }, differs: true };
};

/** Member by member: names and rows inside are joined, what may be "unknown" becomes so. */
function joinObject<T extends object>(
  a: T,
  b: T,
): { readonly value: T | undefined; readonly differs: boolean } {
  const joined: Record<string, unknown> = Object.fromEntries(Object.entries(a));
  let differs = false;
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const one: unknown = a[key as keyof T];
    const other: unknown = b[key as keyof T];
    if (key === "origin" || same(one, other)) continue;
    if (isRows(one) && isRows(other)) {
      joined[key] = joinRows(one, other);
      continue;
    }
    if (isNames(one) && isNames(other)) {
      const names = joinNames(one, other, (x, y) => joinObject(x, y));
      joined[key] = names.names;
      differs ||= names.differs;
      continue;
    }
    differs = true;
    if (unknowable.has(key)) joined[key] = "unknown";
    else if (optional.has(key)) delete joined[key];
    else if (!isMap(one)) return { value: undefined, differs };
    if (key === "default" || key === "identity") joined.assumed = true;
  }
  return { value: joined as T, differs };
}

/** Members that have the value "unknown". */
const unknowable: ReadonlySet<string> = new Set([
  "type",
  "notNull",
  "rowSecurity",
  "forceRowSecurity",
  "base",
]);

/** Members that only say more of a thing that is there. */
const optional: ReadonlySet<string> = new Set([
  "owner",
  "default",
  "identity",
  "assumed",
  "position",
  "collation",
]);

const isNames = (value: unknown): value is Names<object> =>
  typeof value === "object" && value !== null && "gone" in value && "complete" in value;

const isRows = (value: unknown): value is Rows =>
  typeof value === "object" && value !== null && "complete" in value && !("gone" in value);

/** Only rows that are there either way. */
function joinRows(a: Rows, b: Rows): Rows {
  const known = a.known.filter((row) => b.known.some((other) => same(row, other)));
  return { ...a, known, complete: false };
}

/** Of variables: what both have in common, `otherwise` for the rest. */
export function mergeValues<T>(
  a: PersistentMap<string, T>,
  b: PersistentMap<string, T>,
  otherwise: (one: T) => T,
): PersistentMap<string, T> {
  if (a === b) return a;
  return a.map((one, name) => (same(one, b.get(name)) ? one : otherwise(one)));
}
