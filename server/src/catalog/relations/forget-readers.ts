import type { Draft } from "../draft.ts";
import { forget } from "../names.ts";
import { setChildren } from "../objects/children.ts";
import { goingWith } from "./delete.ts";
import { linkedTo } from "./links.ts";
import { updateTable } from "./require.ts";
import type { Thing } from "./things.ts";

/**
 * A column that nobody showed goes with CASCADE: views that may have read it may have gone too, and all that depends
 * on them.
 */
export function forgetReaders(draft: Draft, key: string): void {
  const views = linkedTo(draft.catalog, key).flatMap(({ key: view, relation }): Thing[] =>
    (relation.kind === "view" || relation.kind === "materialized view") &&
    relation.reads.some((read) => read.relation === key && read.others)
      ? [{ kind: "relation", key: view }]
      : [],
  );
  if (views.length === 0) return;
  for (const thing of goingWith(draft.catalog, views)) forgetThing(draft, thing);
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
      // No default and no object of another kind depends on a view.
      return;
    default:
      thing satisfies never;
  }
}
