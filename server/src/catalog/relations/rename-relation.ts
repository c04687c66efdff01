import type { RenameRelation } from "../../effects/relations/rename.ts";
import { type Relation, relationKey } from "../catalog.ts";
import { contestAnswers } from "../contested-answers.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { findTaken, setRelation } from "../look-up.ts";
import { find, isThere, put, remove } from "../names.ts";
import { alterTarget, whereItIs } from "./alter-target.ts";
import { renameKey } from "./rename.ts";
import { isTable, updateTable } from "./require.ts";

export const renameRelation = (draft: Draft, effect: RenameRelation): void =>
  whereItIs(draft, effect.name, effect.guard !== undefined, () => rename(draft, effect));

/** RenameRelation; ALTER INDEX and ALTER TABLE may both rename an index. */
function rename(draft: Draft, effect: RenameRelation): void {
  const target = alterTarget(
    draft,
    effect.name,
    effect.as,
    effect.guard !== undefined,
    "to rename",
  );
  if (!target) return;
  const { key, relation } = target;
  const to = relationKey(relation.schema, effect.to);
  forbidTaken(draft, to, effect.to, `relation "${effect.to}" already exists`);
  if (
    relation.kind !== "index" &&
    relation.kind !== "sequence" &&
    isThere(find(draft.catalog.types, to))
  )
    refuse("42710", `type "${effect.to}" already exists`, {
      class: "type",
      schema: relation.schema,
      name: effect.to,
    });
  renameWithConstraint(draft, key, relation, effect.to);
  if (relation.origin === "assumed" || (isTable(relation) && !relation.columns.complete))
    draft.catalog = contestAnswers(draft.catalog, effect.to);
}

/** An index and its constraint have one name. */
export function renameWithConstraint(
  draft: Draft,
  key: string,
  relation: Relation,
  name: string,
): void {
  if (relation.kind !== "index" || relation.constraint === undefined) {
    renameKey(draft, key, relation.schema, name);
    return;
  }
  const old = relation.constraint;
  const table = draft.catalog.relations.known.get(relation.table);
  if (table && isTable(table) && isThere(find(table.constraints, name)))
    refuse("42710", `constraint "${name}" for relation "${table.name}" already exists`, {
      class: "constraint",
      name,
      on: relation.table,
    });
  const newKey = renameKey(draft, key, relation.schema, name);
  const renamed = draft.catalog.relations.known.get(newKey);
  if (renamed?.kind === "index") setRelation(draft, newKey, { ...renamed, constraint: name });
  renameConstraintIn(draft, relation.table, old, name);
}

export const renameConstraintIn = (draft: Draft, key: string, from: string, to: string): void =>
  updateTable(draft, key, (table) => {
    const constraint = table.constraints.known.get(from);
    const without = remove(table.constraints, from);
    return {
      ...table,
      constraints: constraint ? put(without, to, { ...constraint, name: to }) : without,
    };
  });

export function forbidTaken(draft: Draft, key: string, name: string, message: string): void {
  const found = findTaken(draft.catalog, key);
  if (isThere(found))
    refuse("42P07", message, {
      class: found.kind === "index" ? "index" : "table",
      schema: found.schema,
      name,
    });
  if (found !== "absent") doubt(draft, `a relation "${name}" may exist already`);
}
