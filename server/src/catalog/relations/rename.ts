import { type Column, keyName, type Relation, relationKey, type TypeName } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { removeRelation, setPlainNames, setRelation } from "../look-up.ts";
import { type Names, put, remove } from "../names.ts";
import { renameTypeKey } from "../objects/rename-type-key.ts";
import { linkedTo } from "./links.ts";
import { updateTable } from "./require.ts";

/** A relation gets another name or schema: everything that speaks of it by key does so by the new one. */
export function renameKey(draft: Draft, from: string, schema: string, name: string): string {
  const to = relationKey(schema, name);
  const relation = draft.catalog.relations.known.get(from);
  if (!relation || from === to) return to;
  const linked = linkedTo(draft.catalog, from);
  removeRelation(draft, from);
  setRelation(draft, to, pointed({ ...relation, schema, name }, from, to));
  for (const { key, relation: other } of linked)
    if (key !== from) setRelation(draft, key, pointed(other, from, to));
  if (relation.kind === "index" && relation.constraint !== undefined)
    updateTable(draft, relation.table, (table) => pointed(table, from, to));
  if (relation.kind !== "index" && relation.kind !== "sequence") renameTypeKey(draft, from, to);
  sweepPlain(draft, from, to);
  return to;
}

/** The relation with all its references to `from` turned to `to`. */
function pointed<R extends Relation>(relation: R, from: string, to: string): R;
function pointed(relation: Relation, from: string, to: string): Relation {
  const turned = (key: string): string => (key === from ? to : key);
  switch (relation.kind) {
    case "index":
      return {
        ...relation,
        table: turned(relation.table),
        ...(relation.parent === undefined ? {} : { parent: turned(relation.parent) }),
      };
    case "sequence":
      return relation.ownedBy
        ? { ...relation, ownedBy: { ...relation.ownedBy, table: turned(relation.ownedBy.table) } }
        : relation;
    case "view":
    case "materialized view":
      return {
        ...relation,
        reads: relation.reads.map((read) => ({ ...read, relation: turned(read.relation) })),
        columns: pointedColumns(relation.columns, from, to),
      };
    case "composite type":
      return { ...relation, columns: pointedColumns(relation.columns, from, to) };
    case "unknown":
      return relation;
    default:
      return {
        ...relation,
        parents: relation.parents.map(turned),
        columns: pointedColumns(relation.columns, from, to),
        constraints: mapNames(relation.constraints, (constraint) => ({
          ...constraint,
          ...(constraint.index === undefined ? {} : { index: turned(constraint.index) }),
          ...(constraint.references
            ? {
                references: {
                  ...constraint.references,
                  relation: turned(constraint.references.relation),
                },
              }
            : {}),
        })),
      };
  }
}

/** Columns of a row type or another type, and those that take from a sequence. */
export const pointedColumns = (columns: Names<Column>, from: string, to: string): Names<Column> =>
  mapNames(columns, (column) => {
    const { type, default: fallback } = column;
    const typed = type !== "unknown" && relationKey(type.schema, type.name) === from;
    const fed = fallback?.sequence === from;
    if (!typed && !fed) return column;
    return {
      ...column,
      ...(typed ? { type: named(type, to) } : {}),
      ...(fed ? { default: { ...fallback, sequence: to } } : {}),
    };
  });

const named = (type: TypeName, key: string): TypeName => ({ ...type, ...keyName(key) });

/** Nothing new where nothing changes: comparing by reference stays cheap. */
export function mapNames<T>(names: Names<T>, change: (value: T) => T): Names<T> {
  const known = names.known.map(change);
  return known.equals(names.known) ? names : { ...names, known };
}

/** Functions that take or return its rows, or values of the type. */
export function sweepRoutines(draft: Draft, from: string, to: string): void {
  const { routines } = draft.catalog;
  for (const [key, routine] of routines.known) {
    const returns = inTypes(routine.returns, from, to);
    const taken = routine.arguments?.some((type) => relationKey(type.schema, type.name) === from);
    if (!taken && returns === routine.returns) continue;
    const turned = routine.arguments?.map((type) =>
      relationKey(type.schema, type.name) === from ? named(type, to) : type,
    );
    const paren = key.indexOf("(");
    const newKey = key.slice(0, paren) + inTypes(key.slice(paren), from, to);
    const changed = { ...routine, arguments: turned, returns };
    draft.catalog = {
      ...draft.catalog,
      routines: put(remove(draft.catalog.routines, key), newKey, changed),
    };
  }
}

/** In a list of types like `(public.mood[],pg_catalog.text)`. */
const inTypes = (text: string, from: string, to: string): string =>
  text.includes(from)
    ? text
        .split(/([ (),[])/)
        .map((word) => (word === from ? to : word))
        .join("")
    : text;

/** What goes away with it, publications it is in. */
function sweepPlain(draft: Draft, from: string, to: string): void {
  for (const [of, names] of draft.catalog.plain) {
    const known = names.known.map((object) => {
      const needs = object.needs?.map((key) =>
        key === from ? to : key.startsWith(`${from}.`) ? to + key.slice(from.length) : key,
      );
      const needed = needs !== undefined && String(needs) !== String(object.needs);
      const members = object.members?.known.get(from);
      if (!needed && members === undefined) return object;
      return {
        ...object,
        ...(needed ? { needs } : {}),
        ...(members !== undefined && object.members
          ? { members: put(remove(object.members, from), to, members) }
          : {}),
      };
    });
    if (!known.equals(names.known)) setPlainNames(draft, of, { ...names, known });
  }
}
