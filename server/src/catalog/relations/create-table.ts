import { Map as PersistentMap } from "immutable";
import type { ConstraintSpec } from "../../effects/relations/constraint-spec.ts";
import type { CreateTable } from "../../effects/relations/create-table.ts";
import type { Column, Table } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { emptyNames, type Names, put } from "../names.ts";
import { requirePlain } from "../objects/require.ts";
import { addConstraint } from "./add-constraint.ts";
import { makeColumn } from "./columns.ts";
import { isThereAlready, mayBeOlder, placeOfNew, withUnseenParts } from "./creation.ts";
import { distinctIndexes } from "./distinct-indexes.ts";
import { inheritFrom, parentColumns, type Parent, requireParents } from "./inherit.ts";
import { addLikeParts, type Like, likeColumns } from "./like.ts";
import { clonePartitionParts, forbidOverlap } from "./partitions.ts";
import { nextPosition, systemColumns, updateTable } from "./require.ts";
import { rowTypeColumns } from "./row-type.ts";
import { noRows } from "./rows.ts";

/** Parse analysis of all elements, then the table with its checks, then LIKE, indexes, foreign keys. */
export function createTable(draft: Draft, effect: CreateTable): void {
  const place = placeOfNew(draft, effect.name, effect.persistence === "temporary");
  const { schema, key, found } = place;
  const name = effect.name.name;
  if (effect.guard === "if not exists" && typeof found === "object") {
    isThereAlready(draft, place, name, effect.guard);
    return;
  }
  const own = ownParts(draft, effect, { schema, name, temporary: schema === "pg_temp" });
  const parents = requireParents(draft, effect);
  const columns = parentColumns(parents, own.columns, effect.partitionBound !== undefined);
  requireKeyColumns(columns, own.constraints, effect);
  isThereAlready(draft, place, name, effect.guard);
  if (effect.options["server"] !== undefined) requireServer(draft, effect);
  setRelation(draft, key, newTable(draft, effect, schema, columns, parents));
  for (const parent of parents) inheritFrom(draft, key, parent);
  const adding = { creatingTable: true, only: false };
  const add = (spec: ConstraintSpec): void => addConstraint(draft, key, spec, adding);
  const of = (...types: readonly ConstraintSpec["type"][]): readonly ConstraintSpec[] =>
    own.constraints.filter((constraint) => types.includes(constraint.type));
  of("check", "not null").forEach(add);
  if (effect.partitionBound !== undefined) forbidOverlap(draft, key);
  for (const like of own.likes) addLikeParts(draft, key, like);
  for (const parent of parents)
    if (effect.partitionBound !== undefined) clonePartitionParts(draft, key, parent.key);
  distinctIndexes(of("primary key", "unique", "exclude")).forEach(add);
  of("foreign key").forEach(add);
  if (mayBeOlder(found, effect.guard)) updateTable(draft, key, withUnseenParts);
}

interface OwnParts {
  readonly columns: Names<Column>;
  /** Of columns and of the table, in the order written. */
  readonly constraints: readonly ConstraintSpec[];
  readonly likes: readonly Like[];
}

/** transformCreateStmt: types are looked up, and sequences made, before the table. */
function ownParts(
  draft: Draft,
  effect: CreateTable,
  table: { readonly schema: string; readonly name: string; readonly temporary: boolean },
): OwnParts {
  let columns = effect.of ? rowTypeColumns(draft, effect.of) : emptyNames<Column>(true);
  const constraints: ConstraintSpec[] = [];
  const likes: Like[] = [];
  const fromType = new Set(columns.known.keys());
  const add = (column: Column): void => {
    if (systemColumns.has(column.name))
      refuse("42701", `column name "${column.name}" conflicts with a system column name`, {
        class: "column",
        name: column.name,
      });
    if (columns.known.has(column.name) && !fromType.delete(column.name))
      refuse("42701", `column "${column.name}" specified more than once`, {
        class: "column",
        name: column.name,
      });
    columns = put(columns, column.name, column);
  };
  for (const element of effect.elements) {
    if (element.kind === "column") {
      const before = columns.known.get(element.column.name);
      const made = makeColumn(draft, table, element.column, before?.position ?? nextPosition(columns));
      add(before && made.type === "unknown" ? { ...made, type: before.type } : made);
      constraints.push(...element.column.constraints);
    } else if (element.kind === "constraint") {
      constraints.push(element.constraint);
    } else {
      const like = likeColumns(draft, table, element);
      for (const column of like.columns) add({ ...column, position: nextPosition(columns) });
      if (!like.complete) columns = { ...columns, complete: false };
      likes.push(like);
    }
  }
  return { columns, constraints, likes };
}

/** transformIndexConstraint and ComputePartitionAttrs: the columns named are there. */
function requireKeyColumns(
  columns: Names<Column>,
  constraints: readonly ConstraintSpec[],
  effect: CreateTable,
): void {
  const missing = (column: string | undefined): boolean =>
    column !== undefined && columns.complete && !columns.known.has(column);
  for (const { type, columns: keys } of constraints) {
    if (type !== "primary key" && type !== "unique" && type !== "exclude") continue;
    const column = keys.find(missing);
    if (column !== undefined)
      refuse("42703", `column "${column}" named in key does not exist`, {
        class: "column",
        name: column,
      });
  }
  const column = effect.partitionKey?.reads.find(missing);
  if (column !== undefined)
    refuse("42703", `column "${column}" named in partition key does not exist`, {
      class: "column",
      name: column,
    });
}

/** CREATE FOREIGN TABLE … SERVER */
function requireServer(draft: Draft, effect: CreateTable): void {
  const { server } = JSON.parse(effect.options["server"] ?? "{}") as { server?: string };
  if (server !== undefined)
    requirePlain(draft, "server", server, "42704", `server "${server}" does not exist`);
}

function newTable(
  draft: Draft,
  effect: CreateTable,
  schema: string,
  columns: Names<Column>,
  parents: readonly Parent[],
): Table {
  const complete = true;
  return {
    kind: effect.partitionKey ? "partitioned table" : effect.class,
    schema,
    name: effect.name.name,
    origin: draft.origin,
    persistence: schema === "pg_temp" ? "temporary" : effect.persistence,
    columns,
    constraints: emptyNames(complete),
    triggers: emptyNames(complete),
    policies: emptyNames(complete),
    rules: emptyNames(complete),
    parents: parents.map(({ key }) => key),
    ...(effect.partitionBound === undefined ? {} : { partitionBound: effect.partitionBound }),
    ...(effect.partitionKey
      ? {
          partitionKey: effect.partitionKey.definition,
          partitionColumns: effect.partitionKey.reads,
        }
      : {}),
    rowSecurity: false,
    forceRowSecurity: false,
    rows: effect.class === "foreign table" ? { ...noRows, complete: false } : noRows,
    options: PersistentMap<string, string>({
      ...effect.options,
      ...(effect.of ? { of: effect.of.name } : {}),
      ...(effect.onCommit ? { "on commit": effect.onCommit } : {}),
    }),
  };
}
