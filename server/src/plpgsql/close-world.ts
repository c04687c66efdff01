import {
  type Catalog,
  type PlainObject,
  type Relation,
  relationKey,
  type Type,
} from "../catalog/catalog.ts";
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
    relations: close(catalog.relations, closeRelation),
    types: close(catalog.types, closeMembers),
    routines: close(catalog.routines, asItIs),
    plain: catalog.plain.map((names) => close(names, closeContents)),
  };
  closed.set(catalog, made);
  return made;
}

const closed = new WeakMap<Catalog, Catalog>();

/** Nothing else is there; `inside` closes what is. Objects that are closed already stay the same. */
function close<T extends object>(names: Names<T>, inside: (value: T) => T): Names<T> {
  const known = names.known.withMutations((all) => {
    for (const [name, value] of names.known) {
      const inner = once(value, inside);
      if (inner !== value) all.set(name, inner);
    }
  });
  if (known === names.known && names.complete) return names;
  return { known, gone: names.gone, ...inDoubt(true, doubtsOf(names)) };
}

const asItIs = <T>(value: T): T => value;

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
  const open = Object.entries(value).flatMap(([key, member]) =>
    isNames(member) && !member.complete ? [[key, close(member, asItIs)]] : [],
  );
  return open.length === 0 ? value : { ...value, ...Object.fromEntries(open) };
}

const isNames = (value: unknown): value is Names<object> =>
  typeof value === "object" && value !== null && "gone" in value && "known" in value;
