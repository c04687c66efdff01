import type { AddConstraint } from "../../effects/relations/alter-effects.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { find } from "../names.ts";
import { tableAt } from "./add-constraint.ts";
import { childrenOf } from "./links.ts";
import { refuseMissingColumn, systemColumns } from "./require.ts";

/**
 * ATPrepAddPrimaryKey: with ONLY the columns have to be NOT NULL below, before anything is carried out. Before 18
 * nobody asks that of a table that is merely inherited.
 */
export function preparePrimaryKey(draft: Draft, effect: AddConstraint): void {
  const { constraint, only } = effect;
  if (!only || constraint.type !== "primary key" || constraint.usingIndex !== undefined) return;
  const { postgresVersion } = draft.catalog;
  if (postgresVersion !== undefined && postgresVersion < 18) return;
  const { key } = findRelation(draft.catalog, effect.table);
  const own = tableAt(draft, key)?.columns.known;
  for (const name of constraint.columns)
    for (const { key: on, relation } of childrenOf(draft.catalog, key)) {
      if (name === undefined || own?.get(name)?.notNull === true) continue;
      if (relation.columns.known.get(name)?.notNull === true) continue;
      const message = `column "${name}" of table "${relation.name}" is not marked NOT NULL`;
      if (postgresVersion === undefined || relation.origin === "assumed") doubt(draft, message);
      else refuse("XX000", message, { class: "column", name, on });
    }
}

/** Columns that the table certainly has not. */
export function requirePrimaryColumns(
  draft: Draft,
  { table: name, constraint }: AddConstraint,
): void {
  const { key } = findRelation(draft.catalog, name);
  const table = tableAt(draft, key);
  for (const column of constraint.columns)
    if (table && column !== undefined && !systemColumns.has(column))
      if (find(table.columns, column) === "absent") refuseMissingColumn(table, key, column);
}
