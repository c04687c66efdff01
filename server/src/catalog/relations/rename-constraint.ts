import type { RenameConstraint } from "../../effects/relations/rename.ts";
import { type Constraint, relationKey, type Table } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { find, isThere } from "../names.ts";
import { putConstraint } from "./add-constraint.ts";
import { alterTarget } from "./alter-target.ts";
import { givesCheck, inheritedFrom, inheritors } from "./inheritors.ts";
import { childrenOf } from "./links.ts";
import { findNamed, notNullColumn } from "./not-null-name.ts";
import { forbidTaken, renameConstraintIn, renameWithConstraint } from "./rename-relation.ts";
import { isTable } from "./require.ts";

/** get_relation_constraint_oid's words; an index goes along. */
export function renameConstraint(draft: Draft, effect: RenameConstraint): void {
  const target = alterTarget(draft, effect.table, "table", effect.guard !== undefined);
  if (!target) return;
  const { key, relation } = target;
  if (!isTable(relation)) {
    if (relation.kind === "unknown")
      return doubt(draft, `what "${relation.name}" is, is not known`);
    // renameatt_check is asked first.
    if (relation.kind === "sequence" && relation.origin !== "assumed")
      return refuse("42809", `cannot rename columns of relation "${relation.name}"`);
    return refuse(
      "42704",
      `constraint "${effect.constraint}" for table "${relation.name}" does not exist`,
    );
  }
  const { constraint, to } = effect;
  const subject = { class: "constraint" as const, name: constraint, on: key };
  const found = findNamed(draft.catalog, relation, constraint);
  if (found === "absent")
    refuse(
      "42704",
      `constraint "${constraint}" for table "${relation.name}" does not exist`,
      subject,
    );
  if (found === "unknown") doubt(draft, `constraint "${constraint}" was not created in view`);
  const isOthers =
    isThere(found) && (found.inherited || hasOtherParents(draft, key, constraint, found));
  if (isOthers) refuse("42P16", `cannot rename inherited constraint "${constraint}"`, subject);
  const index = isThere(found) && found.index !== undefined ? found.index : undefined;
  if (index !== undefined) {
    const taken = relationKey(relation.schema, to);
    forbidTaken(draft, taken, to, `relation "${to}" already exists`);
    const known = draft.catalog.relations.known.get(index);
    if (known) return renameWithConstraint(draft, index, known, to);
  }
  const other = find(relation.constraints, to);
  if (isThere(other))
    refuse("42710", `constraint "${to}" for relation "${relation.name}" already exists`, {
      class: "constraint",
      name: to,
      on: key,
    });
  if (other === "unknown" && found !== "unknown")
    doubt(draft, `constraint "${to}" for relation "${relation.name}" may exist already`);
  renameConstraintDown(draft, key, constraint, to);
}

/** Whether a table below has the check from a parent elsewhere too. */
function hasOtherParents(draft: Draft, key: string, name: string, check: Constraint): boolean {
  if (check.type !== "check" || check.noInherit) return false;
  const gives = (table: Table): boolean => givesCheck(table, name);
  return [...inheritors(draft.catalog, key)].some(([below, parents]) => {
    const table = draft.catalog.relations.known.get(below);
    return table && isTable(table) && inheritedFrom(draft.catalog, table, gives) > parents;
  });
}

function renameConstraintDown(draft: Draft, key: string, from: string, to: string): void {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation || !isTable(relation)) return;
  const known = relation.constraints.known.get(from);
  renameConstraintIn(draft, key, from, to);
  if (!known) putConstraint(draft, key, unseen(draft, relation, from, to));
  for (const child of childrenOf(draft.catalog, key))
    if (child.relation.constraints.known.get(from)?.inherited)
      renameConstraintDown(draft, child.key, from, to);
}

/** What was made out of view: the NOT NULL of a column, or who knows what. */
function unseen(draft: Draft, table: Table, from: string, to: string): Constraint {
  const column = notNullColumn(table, from);
  const made = { name: to, validated: true, definition: "unknown" };
  return column === undefined
    ? { ...made, type: "check", columns: [], origin: "assumed" }
    : { ...made, type: "not null", columns: [column], origin: draft.origin };
}
