import type { Map as PersistentMap } from "immutable";
import {
  type Catalog,
  type PlainObject,
  type Relation,
  relationKey,
  type Type,
} from "../catalog/catalog.ts";
import { carry, type Derivation, derivation } from "../catalog/derivation.ts";
import { doubtsOf, inDoubt, type Names } from "../catalog/names.ts";
import { openContents } from "../catalog/objects/extension-contents.ts";
import { placeholder } from "../catalog/relations/require.ts";

/**
 * The catalog as it is if nothing exists but what is known, and what may have been made in view: what a database
 * answers on which nobody else made anything. Rows of tables stay as little known as they are.
 */
export function closeWorld(catalog: Catalog): Catalog {
  const known = closed.get(catalog);
  if (known) return known;
  const made: Catalog = {
    ...catalog,
    closed: true,
    relations: closeNames(catalog.relations, closedRelations),
    types: closeNames(catalog.types, closedTypes),
    routines: closeNames(catalog.routines),
    plain: catalog.plain.map((names) => closeNames(names, closedContents)),
  };
  closed.set(catalog, made);
  return made;
}

const closed = new WeakMap<Catalog, Catalog>();

/** Nothing else is there; `inside` closes what is. */
function closeNames<T>(names: Names<T>, inside?: Closed<T>): Names<T> {
  const known = inside ? inside.of(names.known) : names.known;
  if (known === names.known && names.complete) return names;
  return { known, gone: names.gone, ...inDoubt(true, doubtsOf(names)) };
}

type Known<T> = PersistentMap<string, T>;
type Closed<T> = Derivation<T, Known<T>>;

/** What is there with its insides closed; objects that are closed already stay the same. */
const closing = <T extends object>(inside: (value: T) => T): Closed<T> =>
  derivation<T, Known<T>>(
    (known) =>
      known.withMutations((all) => {
        for (const [name, value] of known) {
          const inner = once(value, inside);
          if (inner !== value) all.set(name, inner);
        }
      }),
    (closed, { name, is, before, after }) => {
      const inner = is && once(is, inside);
      if (closed === before && inner === is) return after;
      const next = inner === undefined ? closed.delete(name) : closed.set(name, inner);
      if (closed !== before) carry(closed, next, name);
      return next;
    },
  );

const inner = new WeakMap<object, object>();

/** An object stays the same over many catalogs. */
function once<T extends object>(value: T, inside: (value: T) => T): T {
  const known = inner.get(value);
  if (known) return known as T;
  const made = inside(value);
  inner.set(value, made);
  return made;
}

/** What nobody showed to be something else is taken to be a table without anything. */
const closeRelation = (relation: Relation): Relation =>
  closeMembers(
    relation.kind === "unknown"
      ? placeholder(relationKey(relation.schema, relation.name), "table")
      : relation,
  );

/** An extension brings nothing but what is known of it. */
const closeContents = (object: PlainObject): PlainObject =>
  object.needs?.includes(openContents)
    ? { ...object, needs: object.needs.filter((one) => one !== openContents) }
    : object;

/** Columns, constraints, triggers, policies, enum values … of a thing that is there. */
function closeMembers<T extends Relation | Type>(value: T): T {
  let made = value;
  for (const key in value) {
    const member: unknown = value[key];
    if (isNames(member) && !member.complete) made = { ...made, [key]: closeNames(member) };
  }
  return made;
}

const isNames = (value: unknown): value is Names<object> =>
  typeof value === "object" && value !== null && "gone" in value && "known" in value;

const closedRelations = closing(closeRelation);
const closedTypes = closing<Type>(closeMembers);
const closedContents = closing(closeContents);
