import type {
  AddIdentity,
  DropIdentity,
  SetIdentity,
} from "../../effects/relations/alter-effects.ts";
import { type Column, relationKey, type Table, type View } from "../catalog.ts";
import { restartNumbers } from "../data/restart.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { removeRelation, setRelation } from "../look-up.ts";
import { find, isThere } from "../names.ts";
import { alterTarget, requireKind } from "./alter-target.ts";
import { changeColumn, forbidIdentityType, sequenceType } from "./columns.ts";
import { isTable, refuseMissingColumn, requireColumn } from "./require.ts";
import { changedDefinition, createOwnedSequence, sequencesOf } from "./sequences.ts";

/** ALTER COLUMN … IDENTITY. The sequence is made before the column is looked at, as in transformAlterTableStmt. */

export function addIdentity(draft: Draft, effect: AddIdentity): void {
  const target = tableOf(draft, effect, "ALTER COLUMN ... ADD IDENTITY");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  const about = `column "${effect.column}" of relation "${table.name}"`;
  const subject = { class: "column" as const, name: effect.column, on: key };
  forbidIdentityType(column);
  createOwnedSequence(
    draft,
    table,
    { table: key, column: effect.column },
    effect.sequence,
    sequenceType(column.type),
    true,
  );
  forbidPart(table, effect, "add identity to a column of");
  if (column.notNull === false) refuse("55000", `${about} ${nullable}`, subject);
  if (column.identity) refuse("55000", `${about} is already an identity column`, subject);
  if (column.default) refuse("55000", `${about} already has a default value`, subject);
  if (column.assumed) doubt(draft, `${about} may be an identity column already`);
  changeColumn(draft, key, effect.column, ({ assumed, ...now }) => ({
    ...now,
    notNull: true,
    identity: effect.when,
  }));
}

export function setIdentity(draft: Draft, effect: SetIdentity): void {
  const target = tableOf(draft, effect, "ALTER COLUMN ... SET");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  forbidPart(table, effect, "change identity column of");
  requireIdentity(draft, table, key, column);
  changeColumn(draft, key, effect.column, ({ assumed, ...now }) => ({
    ...now,
    notNull: true,
    identity: effect.when ?? now.identity ?? "always",
  }));
  for (const { key: at, relation } of sequencesOf(draft.catalog, key, effect.column)) {
    setRelation(draft, at, {
      ...relation,
      definition: changedDefinition(relation.definition, effect.sequence.options),
    });
    if (effect.sequence.restarts) restartNumbers(draft, at);
  }
}

function requireIdentity(draft: Draft, table: Table, key: string, column: Column): void {
  if (column.identity) return;
  const about = `column "${column.name}" of relation "${table.name}"`;
  if (column.assumed) return doubt(draft, `${about} may be no identity column`);
  refuse("55000", `${about} ${noIdentity}`, {
    class: "column",
    name: column.name,
    on: key,
  });
}

export function dropIdentity(draft: Draft, effect: DropIdentity): void {
  const target = tableOf(draft, effect, "ALTER COLUMN ... DROP IDENTITY");
  if (!target) return;
  const { key, table } = target;
  forbidPart(table, effect, "drop identity from a column of");
  const column = requireColumn(draft, key, table, effect.column);
  if (!column.identity && !column.assumed && effect.guard) {
    notice(draft, `column "${effect.column}" of relation "${table.name}" ${noIdentity}, skipping`);
    return;
  }
  if (!effect.guard) requireIdentity(draft, table, key, column);
  changeColumn(draft, key, effect.column, ({ identity, assumed, ...now }) => now);
  for (const { key: at, relation } of sequencesOf(draft.catalog, key, effect.column))
    if (relation.identity) removeRelation(draft, at);
}

/** Partitions have the identity columns of the partitioned table. */
function forbidPart(table: Table, effect: IdentityEffect, doing: string): void {
  const subject = {
    class: "column" as const,
    name: effect.column,
    on: relationKey(table.schema, table.name),
  };
  if (table.partitionBound !== undefined) refuse("42P16", `cannot ${doing} a partition`, subject);
  if (effect.only && table.kind === "partitioned table")
    refuse("42P16", `cannot ${doing} only the partitioned table`, subject);
}

const noIdentity = "is not an identity column";
const nullable = "must be declared NOT NULL before identity can be added";

type IdentityEffect = AddIdentity | SetIdentity | DropIdentity;

/** The commands take a view too (ATPrepCmd), and then find that its column is none. */
function tableOf(
  draft: Draft,
  effect: IdentityEffect,
  action: string,
): { readonly key: string; readonly table: Table } | undefined {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return undefined;
  const { key, relation } = target;
  requireKind(relation, action, "table", "partitioned table", "foreign table", "view");
  if (isTable(relation)) return { key, table: relation };
  if (relation.kind === "view") refuseView(draft, effect, key, relation);
  else doubt(draft, `what "${relation.name}" is, is not known`);
  return undefined;
}

function refuseView(draft: Draft, effect: IdentityEffect, key: string, view: View): void {
  const found = find(view.columns, effect.column);
  if (found === "absent") refuseMissingColumn(view, key, effect.column);
  if (!isThere(found)) return doubt(draft, `column "${effect.column}" was not created in view`);
  const about = `column "${effect.column}" of relation "${view.name}"`;
  if (effect.kind === "drop-identity" && effect.guard)
    return notice(draft, `${about} ${noIdentity}, skipping`);
  if (effect.kind === "add-identity") forbidIdentityType(found);
  refuse("55000", `${about} ${effect.kind === "add-identity" ? nullable : noIdentity}`, {
    class: "column",
    name: effect.column,
    on: key,
  });
}
