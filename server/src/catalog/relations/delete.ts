import type { Catalog } from "../catalog.ts";
import { forgetAbove } from "../data/relatives.ts";
import { type Draft, refuse } from "../draft.ts";
import { removeRelation, setPlainNames, setRelation } from "../look-up.ts";
import { forget, remove } from "../names.ts";
import { setChildren } from "../objects/children.ts";
import { removePlain } from "../objects/plain.ts";
import type { Subject } from "../outcome.ts";
import { changeColumn } from "./columns.ts";
import { dependentsOf } from "./dependents.ts";
import { indexesOf } from "./links.ts";
import { classOf, updateTable } from "./require.ts";
import { rowsWithoutColumn } from "./rows.ts";
import { describe, idOf, type Thing } from "./things.ts";

/**
 * performMultipleDeletions: the things with all that goes along unasked; what else depends on them forbids it (2BP01)
 * or, with CASCADE, goes too. For all families: DROP TYPE … CASCADE deletes columns, DROP FUNCTION … CASCADE triggers.
 * `later`: items of the same statement that have their own turn; to them it does not matter what depends on what.
 */
export function deleteThings(
  draft: Draft,
  targets: readonly Thing[],
  behavior: "restrict" | "cascade",
  later: readonly Thing[] = [],
): void {
  const { doomed, blocked } = closure(draft.catalog, [...targets, ...later], behavior);
  if (blocked) refuseDependents(draft.catalog, [...targets, ...later]);
  const going = later.length === 0 ? doomed : closure(draft.catalog, targets, behavior).doomed;
  for (const thing of going.values()) removeThing(draft, thing);
}

/** The targets, and all that CASCADE would take along. */
export const goingWith = (catalog: Catalog, targets: readonly Thing[]): readonly Thing[] => [
  ...closure(catalog, targets, "cascade").doomed.values(),
];

/** All that goes with the targets, and whether something forbids it. */
function closure(
  catalog: Catalog,
  targets: readonly Thing[],
  behavior: "restrict" | "cascade",
): { readonly doomed: ReadonlyMap<string, Thing>; readonly blocked: boolean } {
  const doomed = new Map<string, Thing>();
  const blockers: string[] = [];
  const queue: Thing[] = [];
  const doom = (thing: Thing): void => {
    const id = idOf(thing);
    if (doomed.has(id)) return;
    doomed.set(id, thing);
    queue.push(thing);
  };
  targets.forEach(doom);
  for (let thing = queue.shift(); thing; thing = queue.shift())
    for (const { thing: other, how } of dependentsOf(catalog, thing)) {
      if (how === "auto" || behavior === "cascade") doom(other);
      else blockers.push(idOf(other));
    }
  const blocked = blockers.some((id) => !doomed.has(id) && !isPartOf(id, doomed));
  return { doomed, blocked };
}

/** A constraint, column or policy of a relation that goes as a whole. */
const isPartOf = (id: string, doomed: ReadonlyMap<string, Thing>): boolean => {
  const [kind, key, name] = JSON.parse(id) as [string, string, string];
  return (
    doomed.has(idOf({ kind: "relation", key })) ||
    (kind === "default" && doomed.has(idOf({ kind: "column", key, name })))
  );
};

function refuseDependents(catalog: Catalog, targets: readonly Thing[]): never {
  const [target] = targets;
  const subject = target && subjectOf(catalog, target);
  if (targets.length > 1 || !target)
    return refuse(
      "2BP01",
      "cannot drop desired object(s) because other objects depend on them",
      subject,
    );
  return refuse(
    "2BP01",
    `cannot drop ${describe(catalog, target)} because other objects depend on it`,
    subject,
  );
}

export function subjectOf(catalog: Catalog, thing: Thing): Subject {
  if (thing.kind === "relation") {
    const relation = catalog.relations.known.get(thing.key);
    return relation
      ? { class: classOf(relation.kind), schema: relation.schema, name: relation.name }
      : { class: "table", name: thing.key };
  }
  if (thing.kind === "routine") return { class: "function", name: thing.key };
  if (thing.kind === "type") return { class: "type", name: thing.key };
  if (thing.kind === "plain") return { class: thing.class, name: thing.key };
  return {
    class: thing.kind === "default" ? "column" : thing.kind,
    name: thing.name,
    on: thing.key,
  };
}

/** Without looking at what depends on it. */
function removeThing(draft: Draft, thing: Thing): void {
  switch (thing.kind) {
    case "relation":
      for (const { key } of indexesOf(draft.catalog, thing.key)) removeRelation(draft, key);
      if (draft.catalog.relations.known.get(thing.key)?.origin === "assumed")
        forgetOrphans(draft, thing.key.slice(0, thing.key.indexOf(".")));
      forgetAbove(draft, thing.key, "delete");
      removeRelation(draft, thing.key);
      forgetMember(draft, thing.key);
      return;
    case "column":
      removeColumn(draft, thing.key, thing.name);
      return;
    case "default":
      changeColumn(draft, thing.key, thing.name, ({ default: gone, ...kept }) => kept);
      return;
    case "routine":
      draft.catalog = { ...draft.catalog, routines: remove(draft.catalog.routines, thing.key) };
      draft.touched = true;
      return;
    case "type":
      draft.catalog = { ...draft.catalog, types: remove(draft.catalog.types, thing.key) };
      draft.touched = true;
      return;
    case "plain":
      removePlain(draft, thing.class, thing.key);
      return;
    case "constraint":
      updateTable(draft, thing.key, (table) => ({
        ...table,
        constraints: remove(table.constraints, thing.name),
      }));
      return;
    default:
      setChildren(draft, thing.key, thing.kind, (children) => remove(children, thing.name));
  }
}

function removeColumn(draft: Draft, key: string, column: string): void {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation || !("columns" in relation) || relation.kind === "index") return;
  if (relation.origin === "assumed") forgetOrphans(draft, relation.schema);
  const columns = remove(relation.columns, column);
  const changed =
    "rows" in relation
      ? { ...relation, columns, rows: rowsWithoutColumn(relation.rows, column) }
      : { ...relation, columns };
  setRelation(draft, key, changed);
}

/** Relations of which nobody showed what they belong to may have been indexes or sequences of what goes. */
export function forgetOrphans(draft: Draft, schema: string): void {
  const { relations } = draft.catalog;
  if (relations.complete) return;
  const orphans = relations.known.filter(
    (other) =>
      other.schema === schema &&
      other.origin === "assumed" &&
      ((other.kind === "unknown" && other.part) || (other.kind === "sequence" && !other.ownedBy)),
  );
  for (const orphan of orphans.keys())
    draft.catalog = { ...draft.catalog, relations: forget(draft.catalog.relations, orphan) };
}

/** Publications lose a table that is dropped. */
function forgetMember(draft: Draft, key: string): void {
  const publications = draft.catalog.plain.get("publication");
  if (!publications) return;
  const known = publications.known.map((publication) =>
    publication.members?.known.has(key)
      ? { ...publication, members: remove(publication.members, key) }
      : publication,
  );
  if (!known.equals(publications.known))
    setPlainNames(draft, "publication", { ...publications, known });
}
