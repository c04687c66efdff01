import type { Catalog, Relation } from "../catalog.ts";
import { keyName, relationKey } from "../catalog.ts";
import { type Presence, type SourceRow, valuesOf } from "../evaluate/env.ts";
import { schemasInView } from "../evaluate/plain-names.ts";
import { isOid, type UnknownValue, unknown, unknownBut, type Value } from "../evaluate/value.ts";
import type { Wanted } from "../evaluate/wanted.ts";
import { type Found, find, isThere, type Names } from "../names.ts";
import { isFilledByExtension } from "../objects/extension-contents.ts";

/** The rows of a system catalog or view over the simulated catalog: those that are known, and what may be unseen. */
export type SystemView = (catalog: Catalog, wanted: Wanted) => Iterable<SourceRow>;

export const row = (
  values: Readonly<Record<string, Value>>,
  presence: Presence = "certain",
): SourceRow => ({ values: valuesOf(values), presence });

/** The text that a column must have, when a condition says so. */
export function wantedText(wanted: Wanted, ...columns: readonly string[]): string | undefined {
  for (const column of columns) {
    const value = wanted.get(column);
    if (typeof value === "string") return value;
    if (value !== undefined && isOid(value) && value.class === "schema") return value.key;
  }
  return undefined;
}

/** The object that a column must refer to. */
export function wantedKey(wanted: Wanted, ...columns: readonly string[]): string | undefined {
  for (const column of columns) {
    const value = wanted.get(column);
    if (value !== undefined && isOid(value)) return value.key;
  }
  return undefined;
}

/** What a look-up asks for; what is left out may be anything. */
export interface Asked {
  readonly key?: string | undefined;
  readonly schema?: string | undefined;
  readonly name?: string | undefined;
}

/** An object that is there, or (`of` is undefined) one that may be there unseen. */
export interface Candidate<T> {
  readonly key: string | undefined;
  /** Without a key: what its oid is known not to be. */
  readonly reference?: UnknownValue;
  readonly schema: Value;
  readonly name: Value;
  readonly of: T | undefined;
  readonly presence: Presence;
}

/**
 * Objects that live in schemas. A name that somebody has spoken of in one schema is taken not to be in others unseen:
 * a guard without a schema means the one object.
 */
export function* candidates<T extends { readonly schema: string; readonly name: string }>(
  catalog: Catalog,
  names: Names<T>,
  asked: Asked,
): Iterable<Candidate<T>> {
  if (asked.key !== undefined) {
    const { schema, name } = keyName(asked.key);
    if (fits(asked.schema, schema) && fits(asked.name, name))
      yield* one(catalog, names, schema, name);
    return;
  }
  if (asked.name !== undefined) {
    const name = asked.name;
    const schemas = asked.schema === undefined ? [...schemasInView(catalog)] : [asked.schema];
    const spoken = schemas.filter((schema) => isSpokenOf(names, relationKey(schema, name)));
    for (const schema of spoken.length > 0 ? spoken : schemas)
      yield* one(catalog, names, schema, name);
    return;
  }
  for (const [key, of] of names.known)
    if (fits(asked.schema, of.schema))
      yield { key, schema: of.schema, name: of.name, of, presence: "certain" };
  if (!names.complete || isFilledByExtension(catalog, asked.schema))
    yield unseen(catalog, names, asked.schema);
}

const fits = (wanted: string | undefined, actual: string): boolean =>
  wanted === undefined || wanted === actual;

export const isSpokenOf = (names: Names<unknown>, key: string): boolean =>
  names.known.has(key) || names.gone.has(key);

function* one<T>(
  catalog: Catalog,
  names: Names<T>,
  schema: string,
  name: string,
): Iterable<Candidate<T>> {
  const key = relationKey(schema, name);
  const found = lookedUp(catalog, names, key);
  if (isThere(found)) yield { key, schema, name, of: found, presence: "certain" };
  else if (found === "unknown") yield { key, schema, name, of: undefined, presence: "maybe" };
}

/** An extension of unknown contents may have brought it. */
function lookedUp<T>(catalog: Catalog, names: Names<T>, key: string): Found<T> {
  const found = find(names, key);
  return found === "absent" && !names.gone.has(key) && isFilledByExtension(catalog, schemaOf(key))
    ? "unknown"
    : found;
}

function unseen<T>(catalog: Catalog, names: Names<T>, schema: string | undefined): Candidate<T> {
  return {
    key: undefined,
    reference: {
      kind: "unknown",
      notNull: true,
      isNotKey: (key) => lookedUp(catalog, names, key) !== "unknown",
    },
    schema: schema ?? unknown,
    name: schema === undefined ? unknown : notIn(names, (name) => relationKey(schema, name)),
    of: undefined,
    presence: "many",
  };
}

/** A name that is none of those known to be there or gone. */
export const notIn = (
  names: Names<unknown>,
  keyOf: (name: string) => string = (name) => name,
): UnknownValue => unknownBut((name) => find(names, keyOf(name)) !== "unknown");

/** The children of one kind (constraints, triggers, policies …) with this name, or all; what may be unseen last. */
export function* children<C>(
  names: Names<C>,
  name: string | undefined,
): Iterable<{ readonly name: Value; readonly of: C | undefined; readonly presence: Presence }> {
  if (name !== undefined) {
    const found = find(names, name);
    if (isThere(found)) yield { name, of: found, presence: "certain" };
    else if (found === "unknown") yield { name, of: undefined, presence: "maybe" };
    return;
  }
  for (const [key, of] of names.known) yield { name: key, of, presence: "certain" };
  if (!names.complete) yield { name: notIn(names), of: undefined, presence: "many" };
}

export type RelationCandidate = Candidate<Relation>;

export const schemaOf = (key: string): string => key.slice(0, key.indexOf("."));
export const nameOf = (key: string): string => key.slice(key.indexOf(".") + 1);
