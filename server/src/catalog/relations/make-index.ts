import { type Constraint, type Index, type Relation, relationKey, type Table } from "../catalog.ts";
import { forbidUnindexable } from "../data/index-rows.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { findTaken, setRelation } from "../look-up.ts";
import { find, isThere, put } from "../names.ts";
import { chooseRelationName, distinctParts, joinColumns, type NameParts } from "./choose-name.ts";
import { changeColumn } from "./columns.ts";
import { forgetElsewhere } from "./forget-guessed.ts";
import { childrenOf, indexesOf } from "./links.ts";
import { mayBeNotNull } from "./not-null-name.ts";
import { isTable, updateTable } from "./require.ts";

/** An index that is to be made, alone or for a constraint; its table and columns have been looked up. */
export interface NewIndex {
  readonly name?: string;
  readonly constraint?: {
    readonly type: "primary key" | "unique" | "exclude";
    readonly definition: string;
  };
  readonly columns: readonly (string | undefined)[];
  readonly nameParts: readonly string[];
  readonly included: readonly string[];
  readonly unique: boolean;
  readonly nullsNotDistinct: boolean;
  readonly partial: boolean;
  readonly reads: readonly string[];
  readonly definition: string;
  readonly ifNotExists: boolean;
  readonly parent?: string;
  readonly only: boolean;
  readonly inherited?: true;
}

/** DefineIndex from where the columns are known to be there. Answers the index's key; undefined: it was there. */
export function makeIndex(draft: Draft, tableKey: string, wanted: NewIndex): string | undefined {
  const table = draft.catalog.relations.known.get(tableKey);
  if (!table) return undefined;
  const constraint = wanted.constraint;
  const name = wanted.name ?? automaticName(draft, table, wanted);
  if (constraint?.type === "primary key") forbidSecondPrimaryKey(draft, table);
  if (isTable(table)) requirePartitionColumns(table, wanted);
  const key = relationKey(table.schema, name);
  const found = findTaken(draft.catalog, key);
  if (isThere(found)) {
    if (!wanted.ifNotExists)
      return refuse("42P07", `relation "${name}" already exists`, {
        class: found.kind === "index" ? "index" : "table",
        schema: table.schema,
        name,
      });
    notice(draft, `relation "${name}" already exists, skipping`);
    return undefined;
  }
  if (found === "unknown" && wanted.name !== undefined && !wanted.ifNotExists)
    doubt(draft, `a relation "${name}" may exist already`);
  if (constraint && wanted.name !== undefined && isTable(table))
    forbidSameConstraint(
      draft,
      table,
      name,
      constraint.type === "primary key" ? wanted.columns : [],
    );
  const index: Index = {
    kind: "index",
    schema: table.schema,
    name,
    origin: draft.origin,
    table: tableKey,
    columns: wanted.columns,
    columnNames: distinctParts(wanted.nameParts),
    included: wanted.included,
    unique: wanted.unique,
    nullsNotDistinct: wanted.nullsNotDistinct,
    partial: wanted.partial,
    ...(constraint ? { constraint: name } : {}),
    reads: wanted.reads,
    // It is where the table is.
    ...(table.guessed && !constraint ? { guessed: true as const } : {}),
    ...(wanted.parent === undefined ? {} : { parent: wanted.parent }),
    definition: wanted.definition,
  };
  if (isTable(table)) forbidUnindexable(draft, tableKey, table, index, constraint?.type);
  setRelation(draft, key, index);
  if (index.guessed) forgetElsewhere(draft, key);
  if (constraint) addIndexConstraint(draft, tableKey, name, key, wanted);
  if (table.kind === "partitioned table" && !wanted.only)
    onPartitions(draft, tableKey, key, wanted);
  return key;
}

function automaticName(draft: Draft, table: Relation, wanted: NewIndex): string {
  const columns = joinColumns(distinctParts([...wanted.nameParts, ...wanted.included]));
  const type = wanted.constraint?.type;
  const parts: NameParts =
    type === "primary key"
      ? [table.name, undefined, "pkey"]
      : [table.name, columns, type === "exclude" ? "excl" : type === "unique" ? "key" : "idx"];
  const forWhat = type === undefined ? "for a relation" : "for a constraint";
  return chooseRelationName(draft.catalog, table.schema, parts, forWhat);
}

/** index_check_primary_key */
function forbidSecondPrimaryKey(draft: Draft, table: Relation): void {
  if (!isTable(table)) return;
  if (primaryKeyOf(table))
    refuse("42P16", `multiple primary keys for table "${table.name}" are not allowed`, {
      class: "constraint",
      name: primaryKeyOf(table)?.name ?? "",
      on: relationKey(table.schema, table.name),
    });
  if (!table.constraints.complete && !table.primaryKeySeen)
    doubt(draft, `table "${table.name}" may have a primary key already`);
}

export const primaryKeyOf = (table: Table): Constraint | undefined =>
  table.constraints.known.find((constraint) => constraint.type === "primary key");

/** A unique index on a partitioned table has to have all columns of the partition key. */
function requirePartitionColumns(table: Table, wanted: NewIndex): void {
  if (table.kind !== "partitioned table") return;
  if (!wanted.unique && wanted.constraint?.type !== "exclude") return;
  if (table.partitionColumns?.every((column) => wanted.columns.includes(column)) ?? true) return;
  refuse("0A000", "unique constraint on partitioned table must include all partitioning columns", {
    class: "table",
    schema: table.schema,
    name: table.name,
  });
}

/**
 * ConstraintNameIsUsed, asked after the name of the relation. `madeNotNull`: columns of a primary key, which are made
 * NOT NULL before it is made.
 */
export function forbidSameConstraint(
  draft: Draft,
  table: Table,
  name: string,
  madeNotNull: NewIndex["columns"] = [],
): void {
  const found = find(table.constraints, name);
  if (isThere(found))
    refuse("42710", `constraint "${name}" for relation "${table.name}" already exists`, {
      class: "constraint",
      name,
      on: relationKey(table.schema, table.name),
    });
  if (found === "unknown" || mayBeNotNull(draft.catalog, table, name, madeNotNull))
    doubt(draft, `constraint "${name}" for relation "${table.name}" may exist already`);
}

/** Where nobody asks first, the catalog's own index refuses the entry. */
export function forbidSameEntry(
  draft: Draft,
  table: Table,
  name: string,
  type?: Constraint["type"],
): void {
  const found = find(table.constraints, name);
  if (!isThere(found) || found.type === type) return forbidSameConstraint(draft, table, name);
  refuse(
    "23505",
    'duplicate key value violates unique constraint "pg_constraint_conrelid_contypid_conname_index"',
    { class: "constraint", name, on: relationKey(table.schema, table.name) },
  );
}

function addIndexConstraint(
  draft: Draft,
  tableKey: string,
  name: string,
  index: string,
  wanted: NewIndex,
): void {
  const { type, definition } = wanted.constraint ?? { type: "unique", definition: "" };
  const columns = wanted.columns.filter((column) => column !== undefined);
  const constraint: Constraint = {
    name,
    type,
    columns,
    index,
    validated: true,
    ...(wanted.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
    ...(wanted.inherited ? { inherited: true } : {}),
    definition,
    origin: draft.origin,
  };
  updateTable(draft, tableKey, (table) => ({
    ...table,
    ...(type === "primary key" ? { primaryKeySeen: true as const } : {}),
    constraints: put(table.constraints, name, constraint),
  }));
  if (type === "primary key")
    for (const column of columns)
      changeColumn(draft, tableKey, column, (now) => ({ ...now, notNull: true }));
}

/** Each partition gets one too, unless it has one that will do. */
function onPartitions(draft: Draft, tableKey: string, parent: string, wanted: NewIndex): void {
  for (const { key, relation } of childrenOf(draft.catalog, tableKey)) {
    if (relation.partitionBound === undefined) continue;
    indexPartition(draft, key, parent, wanted);
  }
}

/** The index of a partition that goes with its parent's: an equal one, or a new one. */
export function indexPartition(
  draft: Draft,
  partition: string,
  parent: string,
  wanted: NewIndex,
): void {
  const fitting = indexesOf(draft.catalog, partition).find(
    ({ relation }) => relation.parent === undefined && fits(relation, wanted),
  );
  if (fitting) {
    setRelation(draft, fitting.key, { ...fitting.relation, parent });
    return;
  }
  const { name, ...unnamed } = wanted;
  makeIndex(draft, partition, { ...unnamed, parent, ifNotExists: false, inherited: true });
}

const fits = (index: Index, wanted: NewIndex): boolean =>
  index.unique === wanted.unique &&
  index.partial === wanted.partial &&
  index.definition === wanted.definition &&
  (index.constraint !== undefined) === (wanted.constraint !== undefined) &&
  String(index.columns) === String(wanted.columns) &&
  String(index.included) === String(wanted.included);
