import type { ConstraintSpec } from "../../effects/relations/constraint-spec.ts";
import type { Index, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, notice, putOff, refuse } from "../draft.ts";
import { findTaken, removeRelation, setRelation } from "../look-up.ts";
import { find, isThere, put } from "../names.ts";
import { type Adding, forbidNulls, tableAt } from "./add-constraint.ts";
import { changeColumn } from "./columns.ts";
import { inExpression, inPredicate, requireImmutable } from "./immutable.ts";
import { forbidSameEntry, makeIndex, primaryKeyOf } from "./make-index.ts";
import { requireOperatorClass } from "./operator-classes.ts";
import { requireColumn, updateTable } from "./require.ts";
import { checkTableExpression } from "./table-expression.ts";

/** PRIMARY KEY, UNIQUE, EXCLUDE: transformIndexConstraint, then DefineIndex. */
export function addKeyConstraint(
  draft: Draft,
  key: string,
  spec: ConstraintSpec,
  adding: Adding,
): void {
  const type = spec.type === "primary key" || spec.type === "exclude" ? spec.type : "unique";
  if (spec.usingIndex !== undefined) {
    takeIndex(draft, key, spec, spec.usingIndex);
    return;
  }
  forbidRepeated(spec);
  for (const column of [...spec.columns, ...spec.included])
    if (column !== undefined) requireKeyColumn(draft, key, column);
  const table = tableAt(draft, key);
  if (!table) return;
  forbidMutableParts(draft, key, spec);
  spec.columns.forEach((column, i) => {
    const type = column === undefined ? undefined : table.columns.known.get(column)?.type;
    requireOperatorClass(draft, type ?? "unknown", spec.method, spec.operatorClasses?.[i]);
  });
  const nulls = table.columns.known.filter(
    (column) =>
      type === "primary key" && spec.columns.includes(column.name) && column.notNull !== true,
  );
  makeIndex(draft, key, {
    ...newIndex(spec, type),
    only: adding.only,
  });
  for (const column of nulls.values())
    putOff(draft, "not null", () => forbidNulls(draft, key, column.name));
}

/** The expressions of an exclusion. */
function forbidMutableParts(draft: Draft, key: string, spec: ConstraintSpec): void {
  const { predicate, expressions = [] } = spec;
  for (const { value } of expressions) checkTableExpression(draft, key, value, "index expression");
  if (predicate) checkTableExpression(draft, key, predicate.value, "index predicate");
  if (predicate) requireImmutable(draft, key, predicate.value, inPredicate);
  for (const { value } of expressions) requireImmutable(draft, key, value, inExpression);
}

/** The index that a constraint asks for. */
function newIndex(spec: ConstraintSpec, type: "primary key" | "unique" | "exclude") {
  const { predicate, expressions } = spec;
  return {
    ...(spec.name === undefined ? {} : { name: spec.name }),
    constraint: { type, definition: spec.definition },
    columns: spec.columns,
    nameParts: spec.nameParts,
    included: spec.included,
    unique: type !== "exclude",
    nullsNotDistinct: spec.nullsNotDistinct,
    partial: predicate !== undefined,
    reads: [...(predicate?.reads ?? []), ...(expressions ?? []).flatMap(({ reads }) => reads)],
    definition: spec.definition,
    ifNotExists: false,
    only: false,
  };
}

function forbidRepeated(spec: ConstraintSpec): void {
  const repeated = spec.columns.find(
    (column, i) => column !== undefined && spec.columns.indexOf(column) < i,
  );
  if (repeated === undefined || spec.type === "exclude") return;
  const what = spec.type === "primary key" ? "primary key" : "unique";
  refuse("42701", `column "${repeated}" appears twice in ${what} constraint`, {
    class: "column",
    name: repeated,
  });
}

function requireKeyColumn(draft: Draft, key: string, column: string): void {
  const table = tableAt(draft, key);
  if (table)
    requireColumn(draft, key, table, column, `column "${column}" named in key does not exist`);
}

/** USING INDEX: the index becomes the constraint's, and takes its name. */
function takeIndex(draft: Draft, key: string, spec: ConstraintSpec, indexName: string): void {
  const table = tableAt(draft, key);
  if (!table) return;
  const indexKey = relationKey(table.schema, indexName);
  const found = find(draft.catalog.relations, indexKey);
  const name = spec.name ?? indexName;
  const type = spec.type === "primary key" ? "primary key" : "unique";
  if (found === "absent")
    refuse("42704", `index "${indexName}" does not exist`, { class: "index", name: indexName });
  if (isThere(found)) forbidUnfit(found, table, key, indexName);
  else doubt(draft, `index "${indexName}" was not created in view`);
  const index = isThere(found) && found.kind === "index" ? found : undefined;
  if (name !== indexName) {
    const other = findTaken(draft.catalog, relationKey(table.schema, name));
    if (isThere(other))
      refuse("42P07", `relation "${name}" already exists`, {
        class: "index",
        schema: table.schema,
        name,
      });
    notice(
      draft,
      `ALTER TABLE / ADD CONSTRAINT USING INDEX will rename index "${indexName}" to "${name}"`,
    );
  }
  if (type === "primary key" && primaryKeyOf(table))
    refuse("42P16", `multiple primary keys for table "${table.name}" are not allowed`, {
      class: "constraint",
      name,
      on: key,
    });
  forbidSameEntry(draft, table, name);
  const newKey = relationKey(table.schema, name);
  removeRelation(draft, indexKey);
  if (index) setRelation(draft, newKey, { ...index, name, constraint: name });
  else setRelation(draft, newKey, assumedIndex(table, key, name));
  const columns = (index?.columns ?? []).filter((column) => column !== undefined);
  updateTable(draft, key, (now) => ({
    ...now,
    ...(type === "primary key" ? { primaryKeySeen: true as const } : {}),
    constraints: put(now.constraints, name, {
      name,
      type,
      columns,
      index: newKey,
      validated: true,
      definition: spec.definition,
      origin: draft.origin,
    }),
  }));
  if (type === "primary key")
    for (const column of columns)
      changeColumn(draft, key, column, (now) => ({ ...now, notNull: true }));
}

/** A unique index of which the columns were not seen. */
const assumedIndex = (table: Table, key: string, name: string): Index => ({
  kind: "index",
  schema: table.schema,
  name,
  origin: "assumed",
  table: key,
  columns: [],
  columnNames: [],
  included: [],
  unique: true,
  nullsNotDistinct: false,
  partial: false,
  constraint: name,
  reads: [],
  definition: "unknown",
});

function forbidUnfit(
  found: { readonly kind: string },
  table: Table,
  key: string,
  name: string,
): void {
  const index = found.kind === "index" ? (found as Index) : undefined;
  const subject = { class: "index" as const, schema: table.schema, name };
  if (!index) return refuse("42809", `"${name}" is not an index`, subject);
  if (index.table !== key)
    refuse("55000", `index "${name}" does not belong to table "${table.name}"`, subject);
  if (index.constraint !== undefined)
    refuse("55000", `index "${name}" is already associated with a constraint`, subject);
  if (!index.unique) refuse("42809", `"${name}" is not a unique index`, subject);
  if (index.partial) refuse("42809", `"${name}" is a partial index`, subject);
  if (index.columns.includes(undefined))
    refuse("42809", `index "${name}" contains expressions`, subject);
}
