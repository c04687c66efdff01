import {
  type Catalog,
  type PlainObject,
  type Relation,
  relationKey,
  type Type,
} from "../catalog/catalog.ts";
import type { Names } from "../catalog/names.ts";
import { openContents } from "../catalog/objects/extension-contents.ts";
import { placeholder } from "../catalog/relations/require.ts";

/**
 * The catalog as it is if nothing exists but what is known: what a database answers on which nobody else made
 * anything. Rows of tables stay as little known as they are.
 */
export function closeWorld(catalog: Catalog): Catalog {
  const known = closed.get(catalog);
  if (known) return known;
  const made: Catalog = {
    ...catalog,
    closed: true,
    relations: close(catalog.relations, closeRelation),
    types: close(catalog.types, closeMembers),
    routines: close(catalog.routines),
    plain: catalog.plain.map((names) => close(names, closeContents)),
  };
  closed.set(catalog, made);
  return made;
}

const closed = new WeakMap<Catalog, Catalog>();

const close = <T>(names: Names<T>, inside: (value: T) => T = (value) => value): Names<T> => ({
  known: names.known.map(inside),
  gone: names.gone,
  complete: true,
});

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
  const members = Object.entries(value).filter(([, member]) => isNames(member));
  if (members.length === 0) return value;
  return { ...value, ...Object.fromEntries(members.map(([key, member]) => [key, close(member)])) };
}

const isNames = (value: unknown): value is Names<unknown> =>
  typeof value === "object" && value !== null && "gone" in value && "known" in value;
