import type {
  AddIdentity,
  AlterColumnType,
  DropIdentity,
  DropNotNull,
  SetColumnOption,
  SetDefault,
  SetExpression,
  SetIdentity,
  SetNotNull,
} from "../../effects/relations/alter-effects.ts";
import type { Column, Relation, Table } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { removeRelation, setRelation } from "../look-up.ts";
import { find, isThere, put } from "../names.ts";
import { requireType } from "../objects/require.ts";
import { forbidNulls, tableAt } from "./add-constraint.ts";
import { alteredTable, alterTarget, requireKind } from "./alter-target.ts";
import { changeColumn, columnDefault, madeDefault, typeOfIdentity } from "./columns.ts";
import { childrenOf } from "./links.ts";
import { primaryKeyOf } from "./make-index.ts";
import { assumedColumn, isTable, needColumn, requireColumn, systemColumns } from "./require.ts";
import { changedDefinition, createOwnedSequence, sequencesOf } from "./sequences.ts";
import { forbidAlteringType, forbidTypeChange } from "./type-change.ts";

/** The commands ALTER COLUMN of ALTER TABLE, each with the checks of its ATExec… function in their order. */

export function setDefault(draft: Draft, effect: SetDefault): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  requireKind(relation, "ALTER COLUMN ... SET DEFAULT", "table", "partitioned table", "foreign table", "view");
  if (relation.kind === "view") {
    const found = find(relation.columns, effect.column);
    if (found === "absent") refuseMissing(relation, key, effect.column);
    if (!isThere(found)) return doubt(draft, `column "${effect.column}" was not created in view`);
    const { default: before, ...kept } = found;
    const fallback = effect.default && columnDefault(draft, found, effect.default);
    const column = { ...kept, ...(fallback ? { default: fallback } : {}) };
    setRelation(draft, key, {
      ...relation,
      columns: { ...relation.columns, known: relation.columns.known.set(column.name, column) },
    });
    return;
  }
  if (!isTable(relation)) return doubt(draft, `what "${relation.name}" is, is not known`);
  const column = requireColumn(draft, key, relation, effect.column);
  forbidSystemColumn(relation, effect.column);
  const subject = { class: "column" as const, name: effect.column, on: key };
  if (column.identity)
    refuse("42601", `column "${effect.column}" of relation "${relation.name}" is an identity column`, subject);
  if (column.generated)
    refuse("42601", `column "${effect.column}" of relation "${relation.name}" is a generated column`, subject);
  const fallback = effect.default && columnDefault(draft, column, effect.default);
  overChildren(draft, key, effect.only, (at) =>
    changeColumn(draft, at, effect.column, ({ default: before, ...kept }) => ({
      ...kept,
      ...(fallback ? { default: fallback } : {}),
    })),
  );
}

export function setNotNull(draft: Draft, effect: SetNotNull): void {
  const target = alteredTable(draft, effect, "ALTER COLUMN ... SET NOT NULL");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  forbidSystemColumn(table, effect.column);
  if (column.notNull !== true) forbidNulls(table, key, effect.column);
  overChildren(draft, key, effect.only, (at) =>
    changeColumn(draft, at, effect.column, (now) => ({ ...now, notNull: true })),
  );
}

export function dropNotNull(draft: Draft, effect: DropNotNull): void {
  const target = alteredTable(draft, effect, "ALTER COLUMN ... DROP NOT NULL");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  forbidSystemColumn(table, effect.column);
  const subject = { class: "column" as const, name: effect.column, on: key };
  if (column.notNull === false) return;
  if (column.identity)
    refuse("42601", `column "${effect.column}" of relation "${table.name}" is an identity column`, subject);
  if (primaryKeyOf(table)?.columns.includes(effect.column))
    refuse("42P16", `column "${effect.column}" is in a primary key`, subject);
  if (table.partitionBound !== undefined) {
    const parent = tableAt(draft, table.parents[0] ?? "")?.columns.known.get(effect.column);
    if (parent?.notNull === true)
      refuse("42P16", `column "${effect.column}" is marked NOT NULL in parent table`, subject);
  }
  overChildren(draft, key, effect.only, (at) =>
    changeColumn(draft, at, effect.column, (now) => ({ ...now, notNull: false })),
  );
}

export function addIdentity(draft: Draft, effect: AddIdentity): void {
  const target = alteredTable(draft, effect, "ALTER COLUMN ... ADD IDENTITY");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  const about = `column "${effect.column}" of relation "${table.name}"`;
  const subject = { class: "column" as const, name: effect.column, on: key };
  createOwnedSequence(
    draft,
    table,
    { table: key, column: effect.column },
    effect.sequence,
    typeOfIdentity(effect.column, column.type),
    true,
  );
  if (column.notNull === false)
    refuse("55000", `${about} must be declared NOT NULL before identity can be added`, subject);
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
  const target = alteredTable(draft, effect, "ALTER COLUMN ... SET");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  requireIdentity(draft, table, key, column);
  changeColumn(draft, key, effect.column, ({ assumed, ...now }) => ({
    ...now,
    notNull: true,
    identity: effect.when ?? now.identity ?? "always",
  }));
  for (const { key: at, relation } of sequencesOf(draft.catalog, key, effect.column))
    setRelation(draft, at, {
      ...relation,
      definition: changedDefinition(relation.definition, effect.sequence.options),
    });
}

function requireIdentity(draft: Draft, table: Table, key: string, column: Column): void {
  if (column.identity) return;
  const about = `column "${column.name}" of relation "${table.name}"`;
  if (column.assumed) return doubt(draft, `${about} may be no identity column`);
  refuse("55000", `${about} is not an identity column`, {
    class: "column",
    name: column.name,
    on: key,
  });
}

export function dropIdentity(draft: Draft, effect: DropIdentity): void {
  const target = alteredTable(draft, effect, "ALTER COLUMN ... DROP IDENTITY");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  if (!column.identity && !column.assumed && effect.guard) {
    notice(
      draft,
      `column "${effect.column}" of relation "${table.name}" is not an identity column, skipping`,
    );
    return;
  }
  if (!effect.guard) requireIdentity(draft, table, key, column);
  changeColumn(draft, key, effect.column, ({ identity, assumed, ...now }) => now);
  for (const { key: at, relation } of sequencesOf(draft.catalog, key, effect.column))
    if (relation.identity) removeRelation(draft, at);
}

export function setExpression(draft: Draft, effect: SetExpression): void {
  const action = effect.expression ? "ALTER COLUMN ... SET EXPRESSION" : "ALTER COLUMN ... DROP EXPRESSION";
  const target = alteredTable(draft, effect, action);
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  const about = `column "${effect.column}" of relation "${table.name}"`;
  if (!column.generated && !column.assumed) {
    if (effect.guard) {
      notice(draft, `${about} is not a generated column, skipping`);
      return;
    }
    refuse("55000", `${about} is not a generated column`, {
      class: "column",
      name: effect.column,
      on: key,
    });
  }
  if (!column.generated && !effect.guard) doubt(draft, `${about} may be no generated column`);
  const expression = effect.expression && madeDefault(draft, effect.expression);
  changeColumn(draft, key, effect.column, ({ default: before, generated, assumed, ...now }) => ({
    ...now,
    ...(expression ? { generated: generated ?? "stored", default: expression } : {}),
  }));
}

export function setColumnOption(draft: Draft, effect: SetColumnOption): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  if (relation.kind === "index") return;
  if (isTable(relation)) {
    requireColumn(draft, key, relation, effect.column);
    overChildren(draft, key, effect.only, (at) =>
      changeColumn(draft, at, effect.column, (now) => withOption(now, effect)),
    );
    return;
  }
  if (relation.kind !== "view" && relation.kind !== "materialized view") return;
  const found = find(relation.columns, effect.column);
  if (found === "absent") refuseMissing(relation, key, effect.column);
  if (!isThere(found)) return;
  const known = relation.columns.known.set(found.name, withOption(found, effect));
  setRelation(draft, key, { ...relation, columns: { ...relation.columns, known } });
}

function withOption(column: Column, { option, value }: SetColumnOption): Column {
  const options = column.options === undefined ? {} : (JSON.parse(column.options) as object);
  const changed = Object.entries({ ...options, [option]: value }).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...column, options: JSON.stringify(Object.fromEntries(changed)) };
}

export function alterColumnType(draft: Draft, effect: AlterColumnType): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  requireKind(
    relation,
    "ALTER COLUMN ... SET DATA TYPE",
    "table",
    "partitioned table",
    "foreign table",
    "composite type",
  );
  if (relation.kind === "composite type") {
    const found = find(relation.columns, effect.column);
    if (found === "absent") refuseMissing(relation, key, effect.column);
    const { type } = requireType(draft, effect.type);
    if (!isThere(found)) needColumn(draft, key, relation, effect.column);
    const column = isThere(found) ? found : assumedColumn(relation.columns, effect.column);
    const columns = put(relation.columns, column.name, { ...column, type });
    setRelation(draft, key, { ...relation, columns });
    return;
  }
  if (!isTable(relation)) return doubt(draft, `what "${relation.name}" is, is not known`);
  const column = requireColumn(draft, key, relation, effect.column);
  forbidAlteringType(relation, key, column, effect);
  const { type } = requireType(draft, effect.type);
  forbidTypeChange(draft, key, column, type, effect);
  const collation = effect.collation?.name;
  overChildren(draft, key, effect.only, (at) =>
    changeColumn(draft, at, effect.column, ({ collation: before, ...now }) => ({
      ...now,
      type,
      ...(collation === undefined ? {} : { collation }),
    })),
  );
  for (const { key: at, relation: sequence } of sequencesOf(draft.catalog, key, effect.column))
    if (sequence.identity)
      setRelation(draft, at, {
        ...sequence,
        definition: changedDefinition(sequence.definition, { as: type.name }),
      });
}

/** The table and, unless ONLY is said, everything below it. */
export function overChildren(
  draft: Draft,
  key: string,
  only: boolean,
  change: (key: string) => void,
): void {
  change(key);
  if (only) return;
  for (const child of childrenOf(draft.catalog, key)) overChildren(draft, child.key, false, change);
}

function forbidSystemColumn(relation: Relation, column: string): void {
  if (systemColumns.has(column))
    refuse("0A000", `cannot alter system column "${column}"`, {
      class: "column",
      name: column,
      on: `${relation.schema}.${relation.name}`,
    });
}

const refuseMissing = (relation: Relation, key: string, column: string): never =>
  refuse("42703", `column "${column}" of relation "${relation.name}" does not exist`, {
    class: "column",
    name: column,
    on: key,
  });

