import type { Table } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { forget } from "../names.ts";
import { setChildren } from "../objects/children.ts";
import { goingWith } from "./delete.ts";
import { linkedTo } from "./links.ts";
import { isTable, updateTable } from "./require.ts";
import type { Thing } from "./things.ts";

/**
 * A column that nobody showed goes with CASCADE: views that may have read it may have gone too, and all that depends
 * on them.
 */
export const forgetReaders = (draft: Draft, key: string): void =>
  forgetAll(draft, mayRead(draft, key));

/** A type that nobody showed goes with CASCADE: it may be that of any column of which the type is not known. */
export function forgetTyped(draft: Draft): void {
  const things = [...draft.catalog.relations.known].flatMap(([key, relation]): readonly Thing[] =>
    relation.origin === "assumed"
      ? [...(isTable(relation) ? untypedColumns(key, relation) : []), ...mayRead(draft, key)]
      : [],
  );
  forgetAll(draft, things);
}

const untypedColumns = (key: string, { columns }: Table): readonly Thing[] =>
  [...columns.known.values()].flatMap(({ name, type }): Thing[] =>
    type === "unknown" ? [{ kind: "column", key, name }] : [],
  );

/** Views that read more of a table than is known. */
const mayRead = (draft: Draft, key: string): readonly Thing[] =>
  linkedTo(draft.catalog, key).flatMap(({ key: view, relation }): Thing[] =>
    (relation.kind === "view" || relation.kind === "materialized view") &&
    relation.reads.some((read) => read.relation === key && read.others)
      ? [{ kind: "relation", key: view }]
      : [],
  );

function forgetAll(draft: Draft, things: readonly Thing[]): void {
  if (things.length === 0) return;
  for (const thing of goingWith(draft.catalog, things)) forgetThing(draft, thing);
}

function forgetThing(draft: Draft, thing: Thing): void {
  const { relations, types, routines } = draft.catalog;
  switch (thing.kind) {
    case "relation":
      draft.catalog = { ...draft.catalog, relations: forget(relations, thing.key) };
      return;
    case "type":
      draft.catalog = { ...draft.catalog, types: forget(types, thing.key) };
      return;
    case "routine":
      draft.catalog = { ...draft.catalog, routines: forget(routines, thing.key) };
      return;
    case "column":
      updateTable(draft, thing.key, (table) => ({
        ...table,
        columns: forget(table.columns, thing.name),
      }));
      return;
    case "constraint":
      updateTable(draft, thing.key, (table) => ({
        ...table,
        constraints: forget(table.constraints, thing.name),
      }));
      return;
    case "policy":
    case "trigger":
    case "rule":
      setChildren(draft, thing.key, thing.kind, (children) => forget(children, thing.name));
      return;
    case "default":
    case "plain":
      // No default and no object of another kind depends on a view; what depends on a column is of no consequence here.
      return;
    default:
      thing satisfies never;
  }
}
