import type { ConstraintSpec } from "../../effects/relations/constraint-spec.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Catalog, Constraint, Index, Table, TypeName } from "../catalog.ts";
import { type Draft, doubt, putOff, refuse } from "../draft.ts";
import { put } from "../names.ts";
import { type Adding, keyOf, putChosen, putConstraint, tableAt } from "./add-constraint.ts";
import { canRefer } from "./assignable.ts";
import { chooseConstraintName, joinColumns, type NameParts } from "./choose-name.ts";
import { constraintOf, deferralOf } from "./deferral.ts";
import { forbidBrokenKey } from "./existing-rows.ts";
import { childrenOf, indexesOf, type Linked, linkedTo } from "./links.ts";
import { forbidSameConstraint, primaryKeyOf } from "./make-index.ts";
import {
  isTable,
  requireColumn,
  requireRelation,
  requireTable,
  updateTable,
  type Wanted,
} from "./require.ts";

const referencedTable: Wanted = {
  kinds: ["table", "partitioned table"],
  otherwise: (name) => ["42809", `referenced relation "${name}" is not a table`],
};

/** The name is looked at before the referenced table, as ATExecAddConstraint does. */
export function addForeignKey(
  draft: Draft,
  key: string,
  spec: ConstraintSpec,
  adding: Adding,
): void {
  const table = tableAt(draft, key);
  if (!table || !spec.references) return;
  if (spec.name !== undefined) forbidSameConstraint(draft, table, spec.name);
  const columns = spec.columns.filter((column) => column !== undefined);
  const parts: NameParts = [table.name, joinColumns(columns), "fkey"];
  const name = spec.name ?? chooseConstraintName(draft.catalog, table.schema, parts);
  const { table: to } = spec.references;
  if (adding.only && table.kind === "partitioned table") forbidOnly(draft, key, table, to);
  const { key: target, table: referenced } = requireTable(draft, to, referencedTable);
  forbidTemporary(table, referenced);
  const types = columns.map((column) => keyColumn(draft, key, column));
  const referencedColumns =
    spec.references.columns.length > 0 ? spec.references.columns : primaryKeyColumns(draft, target);
  const referencedTypes = referencedColumns.map((column) => keyColumn(draft, target, column));
  if (spec.references.columns.length > 0) requireUniqueKey(draft, target, spec.references.columns);
  if (referencedColumns.length > 0 && referencedColumns.length !== columns.length)
    refuse("42830", "number of referencing and referenced columns for foreign key disagree", {
      class: "constraint",
      name,
      on: key,
    });
  types.forEach((type, i) => {
    const other = referencedTypes[i];
    if (type && other && !canRefer(draft.catalog, type, other))
      refuse("42804", `foreign key constraint "${name}" cannot be implemented`, {
        class: "constraint",
        name,
        on: key,
      });
  });
  const constraint: Constraint = {
    name,
    type: "foreign key",
    columns,
    references: { relation: target, columns: referencedColumns },
    validated: !spec.notValid,
    definition: spec.definition,
    origin: draft.origin,
  };
  if (spec.name === undefined) putChosen(draft, key, constraint, parts);
  else putConstraint(draft, key, constraint);
  inheritForeignKey(draft, key, constraint);
  if (constraint.validated)
    putOff(draft, "foreign keys", () => forbidBrokenKey(draft, key, constraint.name));
}

/** Asked before what the referenced relation is. */
function forbidOnly(draft: Draft, key: string, table: Table, to: NameRef): never {
  const { relation } = requireRelation(draft, to);
  return refuse(
    "42809",
    `cannot use ONLY for foreign key on partitioned table "${table.name}" referencing relation "${relation.name}"`,
    { class: "table", schema: table.schema, name: table.name, on: key },
  );
}

function forbidTemporary(table: Table, referenced: Table): void {
  const pair = [table.persistence, referenced.persistence] as const;
  const message =
    pair[0] === "permanent" && pair[1] !== "permanent"
      ? "constraints on permanent tables may reference only permanent tables"
      : pair[0] === "unlogged" && pair[1] === "temporary"
        ? "constraints on unlogged tables may reference only permanent or unlogged tables"
        : pair[0] === "temporary" && pair[1] !== "temporary"
          ? "constraints on temporary tables may reference only temporary tables"
          : undefined;
  if (message !== undefined && referenced.origin !== "assumed" && table.origin !== "assumed")
    refuse("42P16", message, { class: "table", name: referenced.name });
}

/** Its type as far as it is known. */
function keyColumn(draft: Draft, key: string, column: string): TypeName | undefined {
  const table = tableAt(draft, key);
  if (!table) return undefined;
  const found = requireColumn(
    draft,
    key,
    table,
    column,
    `column "${column}" referenced in foreign key constraint does not exist`,
  );
  return found.type === "unknown" ? undefined : found.type;
}

function primaryKeyColumns(draft: Draft, key: string): readonly string[] {
  const table = tableAt(draft, key);
  if (!table) return [];
  const primary = primaryKeyOf(table);
  if (primary) {
    if (deferralOf(primary).deferrable) refuseDeferrable(key, table, "primary key");
    return primary.columns;
  }
  if (table.constraints.complete || table.primaryKeySeen)
    refuse("42704", `there is no primary key for referenced table "${table.name}"`, {
      class: "constraint",
      name: "",
      on: key,
    });
  assumeKey(draft, key, table, []);
  return [];
}

/** transformFkeyCheckAttrs: a unique index on these columns in any order, not partial, not of expressions, not deferrable. */
function requireUniqueKey(draft: Draft, key: string, columns: readonly string[]): void {
  const table = tableAt(draft, key);
  if (!table || uniqueIndexOn(draft.catalog, key, columns)) return;
  if (uniqueIndexesOn(draft.catalog, key, columns).length > 0)
    refuseDeferrable(key, table, "unique constraint");
  if (table.origin !== "assumed" && table.constraints.complete)
    refuse(
      "42830",
      `there is no unique constraint matching given keys for referenced table "${table.name}"`,
      { class: "table", schema: table.schema, name: table.name },
    );
  assumeKey(draft, key, table, columns);
}

/** A key is there that nobody showed. */
export function assumeKey(
  draft: Draft,
  key: string,
  table: Table,
  columns: readonly string[],
): void {
  const wanted = [...columns].sort();
  const known = table.assumedKeys ?? [];
  if (known.some((other) => String(other) === String(wanted))) return;
  doubt(draft, `a key of "${table.name}" was not created in view`);
  updateTable(draft, key, (now) => ({ ...now, assumedKeys: [...known, wanted] }));
}

/** The key of the index that a foreign key to these columns rests on; several may do. */
export const uniqueIndexOn = (
  catalog: Catalog,
  key: string,
  columns: readonly string[],
): string | undefined =>
  uniqueIndexesOn(catalog, key, columns).find(
    ({ relation }) => !deferralOf(constraintOf(catalog, relation)).deferrable,
  )?.key;

/** Deferrable ones too. */
function uniqueIndexesOn(
  catalog: Catalog,
  key: string,
  columns: readonly string[],
): readonly Linked<Index>[] {
  const wanted = [...columns].sort().join("\0");
  return indexesOf(catalog, key).filter(
    ({ relation }) =>
      relation.unique &&
      !relation.partial &&
      relation.columns.every((column) => column !== undefined) &&
      [...relation.columns].sort().join("\0") === wanted,
  );
}

const refuseDeferrable = (key: string, table: Table, what: string): never =>
  refuse("55000", `cannot use a deferrable ${what} for referenced table "${table.name}"`, {
    class: "table",
    name: table.name,
    on: key,
  });

/** ATPostAlterTypeCleanup makes the foreign keys of a column anew; two columns of one table may both have changed. */
export function forbidIncomparableKeys(draft: Draft, key: string, column: string): void {
  const { known } = draft.catalog.relations;
  const owners = [{ key, relation: known.get(key) }, ...linkedTo(draft.catalog, key)];
  for (const { key: from, relation } of owners) {
    if (!relation || !isTable(relation)) continue;
    for (const { name, columns, references } of relation.constraints.known.values()) {
      if (!references || references.relation === from || ![from, references.relation].includes(key))
        continue;
      const target = known.get(references.relation);
      const others =
        references.columns.length > 0 || !target || !isTable(target)
          ? references.columns
          : (primaryKeyOf(target)?.columns ?? []);
      columns.forEach((own, i) => {
        const other = others[i];
        if (other === undefined || (from === key ? own : other) !== column) return;
        const type = typeOf(draft, from, own);
        const otherType = typeOf(draft, references.relation, other);
        if (type && otherType && !canRefer(draft.catalog, type, otherType))
          refuse("42804", `foreign key constraint "${name}" cannot be implemented`, {
            class: "constraint",
            name,
            on: from,
          });
      });
    }
  }
}

function typeOf(draft: Draft, key: string, column: string): TypeName | undefined {
  const type = tableAt(draft, key)?.columns.known.get(column)?.type;
  return type === "unknown" ? undefined : type;
}

/** A foreign key of a partitioned table is one of each partition's too. */
function inheritForeignKey(draft: Draft, key: string, constraint: Constraint): void {
  for (const { key: child, relation } of childrenOf(draft.catalog, key)) {
    if (relation.partitionBound === undefined) continue;
    copyForeignKey(draft, child, constraint);
  }
}

export function copyForeignKey(draft: Draft, child: string, constraint: Constraint): void {
  const table = tableAt(draft, child);
  if (!table) return;
  const own = table.constraints.known.find((one) => isSameForeignKey(one, constraint));
  if (own) {
    const validated = own.validated || constraint.validated;
    return putConstraint(draft, child, { ...own, validated, inherited: true });
  }
  const taken = table.constraints.known.has(constraint.name);
  const name = taken
    ? chooseConstraintName(draft.catalog, table.schema, [
        table.name,
        joinColumns(constraint.columns),
        "fkey",
      ])
    : constraint.name;
  updateTable(draft, keyOf(table), (now) => ({
    ...now,
    constraints: put(now.constraints, name, { ...constraint, name, inherited: true }),
  }));
  inheritForeignKey(draft, child, { ...constraint, name });
}

/** tryAttachPartitionForeignKey: the partition's own becomes its parent's. */
const isSameForeignKey = (own: Constraint, of: Constraint): boolean =>
  own.type === "foreign key" &&
  !own.inherited &&
  own.definition === of.definition &&
  own.columns.join() === of.columns.join() &&
  own.references?.relation === of.references?.relation &&
  own.references?.columns.join() === of.references?.columns.join();
