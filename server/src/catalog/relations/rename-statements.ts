import type {
  MoveRelation,
  RenameColumn,
  RenameConstraint,
  RenameRelation,
} from "../../effects/relations/rename.ts";
import type { Relation } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { find, isThere, put, remove } from "../names.ts";
import { requireSchema } from "../objects/require.ts";
import { isTable, systemColumns, updateTable } from "./require.ts";
import { alterTarget } from "./alter-target.ts";
import { childrenOf, indexesOf } from "./links.ts";
import { renameColumnIn, renameKey } from "./rename.ts";
import { sequencesOf } from "./sequences.ts";

/** RenameRelation; ALTER INDEX and ALTER TABLE may both rename an index. */
export function renameRelation(draft: Draft, effect: RenameRelation): void {
  const target = alterTarget(draft, effect.name, effect.as, effect.guard !== undefined, "to rename");
  if (!target) return;
  const { key, relation } = target;
  const to = relationKey(relation.schema, effect.to);
  forbidTaken(draft, to, effect.to, `relation "${effect.to}" already exists`);
  if (relation.kind !== "index" && relation.kind !== "sequence" && isThere(find(draft.catalog.types, to)))
    refuse("42710", `type "${effect.to}" already exists`, {
      class: "type",
      schema: relation.schema,
      name: effect.to,
    });
  renameWithConstraint(draft, key, relation, effect.to);
}

/** An index and its constraint have one name. */
function renameWithConstraint(draft: Draft, key: string, relation: Relation, name: string): void {
  if (relation.kind !== "index" || relation.constraint === undefined) {
    renameKey(draft, key, relation.schema, name);
    return;
  }
  const old = relation.constraint;
  const newKey = renameKey(draft, key, relation.schema, name);
  const renamed = draft.catalog.relations.known.get(newKey);
  if (renamed?.kind === "index")
    setRelation(draft, newKey, { ...renamed, constraint: name });
  renameIn(draft, relation.table, old, name);
}

const renameIn = (draft: Draft, key: string, from: string, to: string): void =>
  updateTable(draft, key, (table) => {
    const constraint = table.constraints.known.get(from);
    const without = remove(table.constraints, from);
    return {
      ...table,
      constraints: constraint ? put(without, to, { ...constraint, name: to }) : without,
    };
  });

function forbidTaken(draft: Draft, key: string, name: string, message: string): void {
  const found = find(draft.catalog.relations, key);
  if (isThere(found))
    refuse("42P07", message, {
      class: found.kind === "index" ? "index" : "table",
      schema: found.schema,
      name,
    });
  if (found === "unknown") doubt(draft, `a relation "${name}" may exist already`);
}

/** renameatt: also attributes, and columns of views and indexes. */
export function renameColumn(draft: Draft, effect: RenameColumn): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.guard !== undefined);
  if (!target) return;
  const { key, relation } = target;
  const { column, to } = effect;
  const subject = { class: "column" as const, name: column, on: key };
  if (relation.kind === "sequence")
    refuse("42809", `cannot rename columns of relation "${relation.name}"`, subject);
  if (relation.kind === "index" || relation.kind === "unknown") {
    if (relation.kind === "unknown") doubt(draft, `what "${relation.name}" is, is not known`);
    return;
  }
  if (isTable(relation) && relation.options.get("of") !== undefined)
    refuse("42809", "cannot rename column of typed table", subject);
  const children = childrenOf(draft.catalog, key);
  if (children.length > 0 && effect.only)
    refuse("42P16", `inherited column "${column}" must be renamed in child tables too`, subject);
  const found = find(relation.columns, column);
  if (found === "absent" && !systemColumns.has(column))
    refuse("42703", `column "${column}" does not exist`, subject);
  if (systemColumns.has(column)) refuse("0A000", `cannot rename system column "${column}"`, subject);
  if (isThere(found) && found.inherited)
    refuse("42P16", `cannot rename inherited column "${column}"`, subject);
  if (found === "unknown") doubt(draft, `column "${column}" was not created in view`);
  const other = find(relation.columns, to);
  if (isThere(other))
    refuse("42701", `column "${to}" of relation "${relation.name}" already exists`, {
      class: "column",
      name: to,
      on: key,
    });
  if (other === "unknown" && found !== "unknown")
    doubt(draft, `column "${to}" of relation "${relation.name}" may exist already`);
  renameDown(draft, key, column, to);
}

function renameDown(draft: Draft, key: string, column: string, to: string): void {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation || !("columns" in relation) || relation.kind === "index") return;
  renameColumnIn(draft, key, column, to);
  if (!relation.columns.known.has(column)) learnColumn(draft, key, to);
  for (const child of childrenOf(draft.catalog, key)) renameDown(draft, child.key, column, to);
}

/** It was not seen under its old name; under the new one it is there now. */
const learnColumn = (draft: Draft, key: string, name: string): void =>
  updateTable(draft, key, (table) => ({
    ...table,
    columns: put(table.columns, name, {
      name,
      type: "unknown",
      position: table.columns.known.size + 1,
      notNull: "unknown",
      assumed: true,
    }),
  }));

/** get_relation_constraint_oid's words; an index goes along. */
export function renameConstraint(draft: Draft, effect: RenameConstraint): void {
  const target = alterTarget(draft, effect.table, "table", effect.guard !== undefined);
  if (!target) return;
  const { key, relation } = target;
  if (!isTable(relation)) {
    if (relation.kind === "unknown") return doubt(draft, `what "${relation.name}" is, is not known`);
    return refuse("42704", `constraint "${effect.constraint}" for table "${relation.name}" does not exist`);
  }
  const { constraint, to } = effect;
  const subject = { class: "constraint" as const, name: constraint, on: key };
  const found = find(relation.constraints, constraint);
  if (found === "absent")
    refuse("42704", `constraint "${constraint}" for table "${relation.name}" does not exist`, subject);
  if (found === "unknown") doubt(draft, `constraint "${constraint}" was not created in view`);
  if (isThere(found) && found.inherited)
    refuse("42P16", `cannot rename inherited constraint "${constraint}"`, subject);
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

function renameConstraintDown(draft: Draft, key: string, from: string, to: string): void {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation || !isTable(relation)) return;
  const known = relation.constraints.known.get(from);
  renameIn(draft, key, from, to);
  if (!known)
    updateTable(draft, key, (table) => ({
      ...table,
      constraints: put(table.constraints, to, {
        name: to,
        type: "check",
        columns: [],
        validated: true,
        definition: "unknown",
        origin: "assumed",
      }),
    }));
  for (const child of childrenOf(draft.catalog, key))
    if (child.relation.constraints.known.get(from)?.inherited)
      renameConstraintDown(draft, child.key, from, to);
}

/** AlterTableNamespace: indexes and owned sequences go along. */
export function moveRelation(draft: Draft, effect: MoveRelation): void {
  const target = alterTarget(draft, effect.name, effect.as, effect.guard !== undefined);
  if (!target) return;
  const { key, relation } = target;
  const subject = {
    class: relation.kind === "index" ? ("index" as const) : ("table" as const),
    schema: relation.schema,
    name: relation.name,
  };
  if (relation.kind === "index")
    refuse("42809", `cannot change schema of index "${relation.name}"`, subject);
  if (relation.kind === "sequence" && relation.ownedBy)
    refuse("0A000", "cannot move an owned sequence into another schema", subject);
  requireSchema(draft, effect.to);
  if (relation.schema === effect.to) return;
  const taken = `relation "${relation.name}" already exists in schema "${effect.to}"`;
  forbidTaken(draft, relationKey(effect.to, relation.name), relation.name, taken);
  const along = [...indexesOf(draft.catalog, key), ...sequencesOf(draft.catalog, key)];
  renameKey(draft, key, effect.to, relation.name);
  for (const { key: at, relation: part } of along) {
    forbidTaken(
      draft,
      relationKey(effect.to, part.name),
      part.name,
      `relation "${part.name}" already exists in schema "${effect.to}"`,
    );
    renameKey(draft, at, effect.to, part.name);
  }
}

