import { OrderedSet, Map as PersistentMap } from "immutable";
import type { Catalog, Column, Index, Relation, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { derivation } from "../derivation.ts";
import type { Names } from "../names.ts";

/**
 * Relations that speak of a relation or type: its indexes, children, owned sequences, those with foreign keys to it,
 * views that read it, columns of its row type, defaults that use it.
 */
export function linkedTo(catalog: Catalog, key: string): readonly Linked[] {
  const { known } = catalog.relations;
  const keys = links.of(known).get(key);
  if (!keys) return [];
  return keys.toArray().flatMap((from) => {
    const relation = known.get(from);
    return relation ? [{ key: from, relation }] : [];
  });
}

export interface Linked<R extends Relation = Relation> {
  readonly key: string;
  readonly relation: R;
}

/** The known indexes of a table or materialized view. */
export const indexesOf = (catalog: Catalog, table: string): readonly Linked<Index>[] =>
  linkedTo(catalog, table).flatMap(({ key, relation }) =>
    relation.kind === "index" && relation.table === table ? [{ key, relation }] : [],
  );

/** Partitions and tables that inherit, one level down. */
export const childrenOf = (catalog: Catalog, table: string): readonly Linked<Table>[] =>
  linkedTo(catalog, table).flatMap(({ key, relation }) =>
    "parents" in relation && relation.parents.includes(table) ? [{ key, relation }] : [],
  );

/** Whether a table of the schema has a constraint with this name. */
export const someConstraintIsCalled = (catalog: Catalog, schema: string, name: string): boolean =>
  (links.of(catalog.relations.known).get(constraintLink(schema, name))?.size ?? 0) > 0;

type Links = PersistentMap<string, OrderedSet<string>>;

const links = derivation<Relation, Links>(
  (relations) =>
    PersistentMap<string, OrderedSet<string>>().withMutations((all) => {
      relations.forEach((relation, from) => {
        for (const to of linksOf(relation)) add(all, to, from);
      });
    }),
  (known, { name: key, was, is }) => {
    if (was && is && sameLinks(was, is)) return known;
    let next = known;
    const old = was ? linksOf(was) : new Set<string>();
    const now = is ? linksOf(is) : new Set<string>();
    for (const to of old) if (!now.has(to)) next = withoutLink(next, to, key);
    for (const to of now) if (!old.has(to)) next = add(next, to, key);
    return next;
  },
);

const add = (links: Links, to: string, from: string): Links =>
  links.update(to, OrderedSet<string>(), (keys) => keys.add(from));

const withoutLink = (links: Links, to: string, from: string): Links =>
  links.update(to, OrderedSet<string>(), (keys) => keys.delete(from));

const sameLinks = (a: Relation, b: Relation): boolean =>
  "parents" in a &&
  "parents" in b &&
  a.schema === b.schema &&
  a.parents === b.parents &&
  a.columns === b.columns &&
  a.constraints === b.constraints;

function linksOf(relation: Relation): Set<string> {
  const to = new Set<string>();
  switch (relation.kind) {
    case "index":
      to.add(relation.table);
      if (relation.parent !== undefined) to.add(relation.parent);
      break;
    case "sequence":
      if (relation.ownedBy) to.add(relation.ownedBy.table);
      break;
    case "view":
    case "materialized view":
      for (const read of relation.reads) to.add(read.relation);
      addColumns(to, relation.columns);
      break;
    case "composite type":
      addColumns(to, relation.columns);
      break;
    case "unknown":
      break;
    default:
      for (const parent of relation.parents) to.add(parent);
      addColumns(to, relation.columns);
      relation.constraints.known.forEach((constraint) => {
        if (constraint.references) to.add(constraint.references.relation);
        to.add(constraintLink(relation.schema, constraint.name));
      });
  }
  return to;
}

function addColumns(to: Set<string>, columns: Names<Column>): void {
  columns.known.forEach(({ type, default: fallback }) => {
    if (type !== "unknown" && type.schema !== "pg_catalog")
      to.add(relationKey(type.schema, type.name));
    if (fallback?.sequence !== undefined) to.add(fallback.sequence);
  });
}

const constraintLink = (schema: string, name: string): string => `constraint ${schema}.${name}`;
