import type { AddColumn } from "../../effects/relations/alter-effects.ts";
import type { ConstraintSpec } from "../../effects/relations/constraint-spec.ts";
import type { Column, Table } from "../catalog.ts";
import { type Draft, doubt, notice, putOff, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { find, put } from "../names.ts";
import { addConstraint, tableAt } from "./add-constraint.ts";
import { alterTarget, requireKind } from "./alter-target.ts";
import { forbidIdentityType, makeColumn, withColumn } from "./columns.ts";
import { forbidTwoNames } from "./create-table.ts";
import { distinctIndexes, refuseSecondKey } from "./distinct-indexes.ts";
import { forbidOutsideDomain } from "./existing-rows.ts";
import { checkGeneration } from "./generated-column.ts";
import { inheritors } from "./inheritors.ts";
import { childrenOf } from "./links.ts";
import { forbidItself } from "./member-of-itself.ts";
import { isTable, nextPosition, systemColumns, updateTable } from "./require.ts";
import { rowsWithColumn } from "./rows.ts";

/** ALTER TABLE … ADD COLUMN, ALTER TYPE … ADD ATTRIBUTE. */
export function addColumn(draft: Draft, effect: AddColumn): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  requireKind(
    relation,
    "ADD COLUMN",
    "table",
    "partitioned table",
    "foreign table",
    "composite type",
  );
  if (relation.kind === "composite type") {
    const spec = effect.column;
    if (isTaken(draft, key, relation, spec.name, false)) return;
    const column = makeColumn(draft, placeOf(relation), spec, nextPosition(relation.columns));
    forbidItself(draft, key, column.name, column.type);
    setRelation(draft, key, { ...relation, columns: put(relation.columns, column.name, column) });
    return;
  }
  if (!isTable(relation)) {
    doubt(draft, `what "${relation.name}" is, is not known`);
    return;
  }
  forbidAlone(key, relation, effect);
  if (isTaken(draft, key, relation, effect.column.name, effect.guard !== undefined)) return;
  addToTable(draft, key, effect);
}

const placeOf = (relation: { readonly schema: string; readonly name: string }) => ({
  schema: relation.schema,
  name: relation.name,
  temporary: relation.schema === "pg_temp",
});

function forbidAlone(key: string, table: Table, effect: AddColumn): void {
  const subject = { class: "column" as const, name: effect.column.name, on: key };
  if (table.options.get("of") !== undefined)
    refuse("42809", "cannot add column to typed table", subject);
  if (table.partitionBound !== undefined)
    refuse("42809", "cannot add column to a partition", subject);
}

function forbidOnly(draft: Draft, key: string, { column, only }: AddColumn): void {
  if (only && childrenOf(draft.catalog, key).length > 0)
    refuse("42P16", "column must be added to child tables too", {
      class: "column",
      name: column.name,
      on: key,
    });
}

/** check_for_column_name_collision: true where IF NOT EXISTS held. */
function isTaken(
  draft: Draft,
  key: string,
  relation: Table | { readonly name: string; readonly columns: Table["columns"] },
  name: string,
  ifNotExists: boolean,
): boolean {
  const subject = { class: "column" as const, name, on: key };
  if (systemColumns.has(name))
    refuse("42701", `column name "${name}" conflicts with a system column name`, subject);
  const found = find(relation.columns, name);
  if (found === "absent") return false;
  if (found === "unknown") {
    if (!ifNotExists)
      doubt(draft, `column "${name}" of relation "${relation.name}" may exist already`);
    return false;
  }
  if (!ifNotExists)
    refuse("42701", `column "${name}" of relation "${relation.name}" already exists`, subject);
  notice(draft, `column "${name}" of relation "${relation.name}" already exists, skipping`);
  return true;
}

function addToTable(draft: Draft, key: string, effect: AddColumn): void {
  const spec = effect.column;
  const table = tableAt(draft, key);
  if (!table) return;
  const column = makeColumn(draft, placeOf(table), spec, nextPosition(table.columns));
  if (spec.constraints.filter(({ type }) => type === "primary key").length > 1)
    refuseSecondKey(table.name);
  if (column.identity) forbidIdentityType(column);
  forbidItself(draft, key, column.name, column.type);
  forbidTwoNames(spec.constraints);
  const below = [...inheritors(draft.catalog, key).keys()].filter(
    (child) => !tableAt(draft, child)?.columns.known.has(column.name),
  );
  for (const at of [key, ...below])
    putOff(draft, "not null", () => {
      forbidOutsideDomain(draft, at, column.name);
      forbidEmpty(tableAt(draft, at) ?? table, at, column);
    });
  updateTable(draft, key, (now) => ({
    ...withNewColumn(now, column),
    rows: rowsWithColumn(draft, now, column),
  }));
  if (spec.generated) checkGeneration(draft, key, column, spec.generated.expression);
  const keys = spec.constraints.filter(({ type }) => type !== "check" && type !== "foreign key");
  const of = (wanted: string) => spec.constraints.filter(({ type }) => type === wanted);
  const adding = { creatingTable: false, only: false };
  forbidOnly(draft, key, effect);
  addToChildren(draft, key, column);
  const add = (one: ConstraintSpec): void => addConstraint(draft, key, one, adding);
  const indexes = distinctIndexes(keys);
  if (indexes.length > 0) putOff(draft, "indexes", () => indexes.forEach(add));
  putOff(draft, "constraints", () => [...of("check"), ...of("foreign key")].forEach(add));
}

/** 23502: rows that are there would have no value. */
function forbidEmpty(table: Table, key: string, column: Column): void {
  const filled = column.default !== undefined || column.identity !== undefined;
  if (column.notNull !== true || filled || table.rows.known.isEmpty()) return;
  refuse("23502", `column "${column.name}" of relation "${table.name}" contains null values`, {
    class: "column",
    name: column.name,
    on: key,
  });
}

const withNewColumn = (table: Table, column: Column): Table => ({
  ...table,
  columns: put(table.columns, column.name, column),
});

/** A child that has such a column keeps it: the definitions are merged. */
function addToChildren(draft: Draft, key: string, column: Column): void {
  for (const child of childrenOf(draft.catalog, key)) {
    const own = child.relation.columns.known.get(column.name);
    if (own) {
      notice(
        draft,
        `merging definition of column "${column.name}" for child "${child.relation.name}"`,
      );
      updateTable(draft, child.key, (table) =>
        withColumn(table, { ...own, inherited: true, ...(own.inherited ? {} : { local: true }) }),
      );
    } else {
      updateTable(draft, child.key, (table) => ({
        ...withNewColumn(table, {
          ...column,
          position: nextPosition(table.columns),
          inherited: true,
        }),
        rows: rowsWithColumn(draft, table, column),
      }));
    }
    addToChildren(draft, child.key, column);
  }
}
