import type { RenameColumn } from "../../effects/relations/rename.ts";
import type { Column, Index, Relation } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { type Found, find, isThere, type Names, put } from "../names.ts";
import { tableAt } from "./add-constraint.ts";
import { alterTarget } from "./alter-target.ts";
import { inheritedFrom, inheritors } from "./inheritors.ts";
import { childrenOf } from "./links.ts";
import { renameColumnIn } from "./rename-column-in.ts";
import { isTable, systemColumns, updateTable } from "./require.ts";

/** renameatt: also attributes, and columns of views and indexes. */
export function renameColumn(draft: Draft, effect: RenameColumn): void {
  const target = alterTarget(
    draft,
    effect.table,
    effect.as,
    effect.guard !== undefined,
    "to rename a column",
  );
  if (!target) return;
  const { key, relation } = target;
  const { column, to } = effect;
  const subject = { class: "column" as const, name: column, on: key };
  if (relation.kind === "sequence")
    refuse("42809", `cannot rename columns of relation "${relation.name}"`, subject);
  if (relation.kind === "unknown") return doubt(draft, `what "${relation.name}" is, is not known`);
  if (relation.kind === "index") return renameIndexColumn(draft, key, relation, effect);
  if (isTable(relation) && relation.options.get("of") !== undefined)
    refuse("42809", "cannot rename column of typed table", subject);
  const children = childrenOf(draft.catalog, key);
  if (children.length > 0 && effect.only)
    refuse("42P16", `inherited column "${column}" must be renamed in child tables too`, subject);
  for (const [child, parents] of inheritors(draft.catalog, key))
    forbidBelow(draft, child, parents, effect);
  const found = forbidIn(draft, key, relation, effect);
  if (isThere(found) && found.inherited)
    refuse("42P16", `cannot rename inherited column "${column}"`, subject);
  forbidTaken(draft, key, relation, effect, found);
  renameDown(draft, key, column, to);
}

/** renameatt_internal looks at the tables below before it looks at the one that is named. */
function forbidBelow(draft: Draft, key: string, parents: number, effect: RenameColumn): void {
  const table = tableAt(draft, key);
  if (!table) return;
  const { column } = effect;
  const found = forbidIn(draft, key, table, effect);
  if (inheritedFrom(draft.catalog, table, ({ columns }) => columns.known.has(column)) > parents)
    refuse("42P16", `cannot rename inherited column "${column}"`, {
      class: "column",
      name: column,
      on: key,
    });
  forbidTaken(draft, key, table, effect, found);
}

type WithColumns = Extract<Relation, { columns: Names<Column> }>;

function forbidIn(
  draft: Draft,
  key: string,
  { columns }: WithColumns,
  { column }: RenameColumn,
): Found<Column> {
  const subject = { class: "column" as const, name: column, on: key };
  const found = find(columns, column);
  if (systemColumns.has(column))
    refuse("0A000", `cannot rename system column "${column}"`, subject);
  if (found === "absent") refuse("42703", `column "${column}" does not exist`, subject);
  if (found === "unknown") doubt(draft, `column "${column}" was not created in view`);
  return found;
}

function forbidTaken(
  draft: Draft,
  key: string,
  { name, columns }: WithColumns,
  { to }: RenameColumn,
  found: Found<Column>,
): void {
  const other = find(columns, to);
  if (isThere(other))
    refuse("42701", `column "${to}" of relation "${name}" already exists`, {
      class: "column",
      name: to,
      on: key,
    });
  if (other === "unknown" && found !== "unknown")
    doubt(draft, `column "${to}" of relation "${name}" may exist already`);
}

function renameIndexColumn(
  draft: Draft,
  key: string,
  index: Index,
  { column, to }: RenameColumn,
): void {
  if (index.origin === "assumed")
    return doubt(draft, `what columns "${index.name}" has, is not known`);
  const subject = { class: "column" as const, name: column, on: key };
  if (!index.columnNames.includes(column))
    refuse("42703", `column "${column}" does not exist`, subject);
  if (index.columnNames.includes(to))
    refuse("42701", `column "${to}" of relation "${index.name}" already exists`, subject);
  const columnNames = index.columnNames.map((name) => (name === column ? to : name));
  setRelation(draft, key, { ...index, columnNames });
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
