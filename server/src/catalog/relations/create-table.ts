import { Map as PersistentMap } from "immutable";
import type { ColumnSpec } from "../../effects/relations/column-spec.ts";
import type { ConstraintSpec } from "../../effects/relations/constraint-spec.ts";
import type { CreateTable } from "../../effects/relations/create-table.ts";
import { type Column, type Relation, relationKey, type Table } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { emptyNames, find, forget, type Names, put } from "../names.ts";
import { requirePlain } from "../objects/require.ts";
import { addConstraint, tableAt } from "./add-constraint.ts";
import {
  changeColumn,
  columnDefault,
  forbidIdentityType,
  madeDefault,
  makeColumn,
} from "./columns.ts";
import { isThereAlready, mayBeOlder, placeOfNew, withUnseenParts } from "./creation.ts";
import { distinctIndexes, refuseSecondKey } from "./distinct-indexes.ts";
import { checkGeneration } from "./generated-column.ts";
import { inPartitionKey, requireImmutable } from "./immutable.ts";
import {
  forbidUnlikeChecks,
  inheritFrom,
  type Parent,
  parentColumns,
  requireParentNames,
  requireParents,
  requirePartitioned,
} from "./inherit.ts";
import { addLikeParts, type Like, likeColumns } from "./like.ts";
import { indexesOf } from "./links.ts";
import {
  clonePartitionParts,
  forbidOverlap,
  forbidRowsInDefault,
  requireFittingBound,
} from "./partitions.ts";
import { nextPosition, requireRelation, systemColumns, updateTable } from "./require.ts";
import { rowTypeColumns } from "./row-type.ts";
import { noRows } from "./rows.ts";
import { sequencesOf } from "./sequences.ts";
import {
  forbidAnyParameter,
  forbidOtherInToast,
  forbidOtherParameters,
} from "./storage-parameters.ts";
import { checkTableExpression } from "./table-expression.ts";

/** Parse analysis of all elements, then the parents, the table with its defaults, partitions and checks, then the rest. */
export function createTable(draft: Draft, effect: CreateTable): void {
  const place = placeOfNew(draft, effect.name, effect.persistence === "temporary");
  const { schema, key, found } = place;
  const name = effect.name.name;
  if (effect.guard === "if not exists" && typeof found === "object") {
    isThereAlready(draft, place, name, effect.guard);
    return;
  }
  const own = ownParts(draft, effect, { schema, name, temporary: schema === "pg_temp" });
  requireKeyColumns(draft, own, effect);
  if (own.sequenceTwice) refuseSequenceTwice(own.sequenceTwice);
  own.columns.known.forEach((column) => {
    if (column.identity) forbidIdentityType(column);
  });
  requireParentNames(draft, effect);
  forbidParameters(effect);
  if (own.twice !== undefined) refuseTwice(own.twice);
  const parents = requireParents(draft, effect, schema === "pg_temp");
  const columns = parentColumns(parents, own, effect.partitionBound !== undefined);
  forbidUnlikeChecks(parents);
  forbidSystemColumns(own.columns);
  isThereAlready(draft, place, name, effect.guard);
  if (effect.options["server"] !== undefined) requireServer(draft, effect);
  leaveToGuessed(draft, key);
  setRelation(draft, key, newTable(draft, effect, schema, columns, parents));
  if (effect.class === "table" && !effect.partitionKey) forbidOtherInToast(effect.options);
  for (const parent of parents) inheritFrom(draft, key, parent);
  own.defaults.forEach((spec) => addDefault(draft, key, spec));
  if (effect.partitionBound !== undefined) {
    for (const parent of parents) {
      requirePartitioned(parent);
      requireFittingBound(draft, parent.table, effect.partitionBound);
    }
    forbidOverlap(draft, key);
    forbidRowsInDefault(draft, key);
  }
  if (effect.partitionKey) requirePartitionKey(columns, effect.partitionKey.reads);
  for (const { value } of effect.partitionKey?.expressions ?? []) {
    checkTableExpression(draft, key, value, "partition key expression");
    requireImmutable(draft, key, value, inPartitionKey);
  }
  for (const parent of parents)
    if (effect.partitionBound !== undefined) clonePartitionParts(draft, key, parent.key);
  const adding = { creatingTable: true, only: false };
  const add = (spec: ConstraintSpec): void => addConstraint(draft, key, spec, adding);
  const of = (...types: readonly ConstraintSpec["type"][]): readonly ConstraintSpec[] =>
    own.constraints.filter((constraint) => types.includes(constraint.type));
  of("check").forEach(add);
  of("not null").forEach(add);
  for (const like of own.likes) addLikeParts(draft, key, like);
  distinctIndexes(of("primary key", "unique", "exclude")).forEach(add);
  of("foreign key").forEach(add);
  if (mayBeOlder(found, effect.guard)) updateTable(draft, key, withUnseenParts);
}

function forbidParameters({ class: of, options, partitionKey, name }: CreateTable): void {
  if (of === "foreign table") return;
  if (options["oids"] !== undefined && !/^(false|off|no|f|n|0)$/i.test(options["oids"]))
    refuse("0A000", "tables declared WITH OIDS are not supported");
  if (partitionKey) forbidAnyParameter(name.name, options);
  else forbidOtherParameters("table", options);
}

/** What was taken to belong to a table that was only guessed to be here belongs to one in another schema. */
function leaveToGuessed(draft: Draft, key: string): void {
  const guessed = draft.catalog.relations.known.get(key);
  if (!guessed?.guessed) return;
  for (const { key: part } of [
    ...indexesOf(draft.catalog, key),
    ...sequencesOf(draft.catalog, key),
  ])
    draft.catalog = { ...draft.catalog, relations: forget(draft.catalog.relations, part) };
}

interface OwnParts {
  /** Without the defaults that are written with them. */
  readonly columns: Names<Column>;
  /** A name that two columns have. */
  readonly twice: string | undefined;
  /** What both name their sequence. */
  readonly sequenceTwice: Relation | undefined;
  readonly defaults: readonly ColumnSpec[];
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
  let twice: string | undefined;
  let sequenceTwice: Relation | undefined;
  const constraints: ConstraintSpec[] = [];
  const defaults: ColumnSpec[] = [];
  const likes: Like[] = [];
  const counted = new Set<string>();
  const fromType = new Set(columns.known.keys());
  const add = (column: Column): void => {
    if (columns.known.has(column.name) && !fromType.delete(column.name)) twice ??= column.name;
    columns = put(columns, column.name, column);
  };
  for (const element of effect.elements) {
    if (element.kind === "column") {
      const { default: written, generated, ...spec } = element.column;
      const before = columns.known.get(spec.name);
      if (spec.serial || spec.identity) {
        if (counted.has(spec.name)) sequenceTwice ??= sequenceOf(draft, table, spec.name);
        counted.add(spec.name);
      }
      const made = {
        ...makeColumn(draft, table, spec, before?.position ?? nextPosition(columns)),
        ...(generated ? { generated: generated.kind } : {}),
      };
      forbidTwoNames(spec.constraints);
      add(before && made.type === "unknown" ? { ...made, type: before.type } : made);
      if (written || generated) defaults.push(element.column);
      constraints.push(...spec.constraints);
    } else if (element.kind === "constraint") {
      constraints.push(element.constraint);
    } else {
      const like = likeColumns(draft, table, element);
      for (const column of like.columns) add({ ...column, position: nextPosition(columns) });
      if (!like.complete) columns = { ...columns, complete: false };
      likes.push(like);
    }
  }
  return { columns, twice, sequenceTwice, defaults, constraints, likes };
}

/** transformColumnDefinition, which has no SQLSTATE for it. */
export function forbidTwoNames(constraints: readonly ConstraintSpec[]): void {
  const [name, ...others] = constraints.flatMap((one) =>
    one.type === "not null" ? (one.name ?? []) : [],
  );
  const other = others.find((one) => one !== name);
  if (other !== undefined)
    refuse("XX000", `conflicting not-null constraint names "${name}" and "${other}"`);
}

const sequenceOf = (
  draft: Draft,
  table: { readonly schema: string; readonly name: string },
  column: string,
): Relation | undefined =>
  sequencesOf(draft.catalog, relationKey(table.schema, table.name), column)[0]?.relation;

const refuseTwice = (name: string): never =>
  refuse("42701", `column "${name}" specified more than once`, { class: "column", name });

/** The names are chosen before the first sequence is made. */
const refuseSequenceTwice = ({ schema, name }: Relation): never =>
  refuse("42P07", `relation "${name}" already exists`, { class: "sequence", schema, name });

/** CheckAttributeNamesTypes */
function forbidSystemColumns(columns: Names<Column>): void {
  const name = [...columns.known.keys()].find((column) => systemColumns.has(column));
  if (name !== undefined)
    refuse("42701", `column name "${name}" conflicts with a system column name`, {
      class: "column",
      name,
    });
}

/** AddRelationNewConstraints: of the columns, before those of the checks. */
function addDefault(draft: Draft, key: string, spec: ColumnSpec): void {
  const { name, default: written, generated } = spec;
  const column = tableAt(draft, key)?.columns.known.get(name);
  if (!column) return;
  if (generated) checkGeneration(draft, key, column, generated.expression);
  const fallback = generated
    ? madeDefault(draft, generated.expression)
    : written && columnDefault(draft, column, written);
  changeColumn(draft, key, name, ({ default: inherited, ...now }) => ({
    ...now,
    ...(fallback ? { default: fallback } : {}),
  }));
}

/** transformIndexConstraints: one primary key at most; the columns named are the table's or a parent's. */
function requireKeyColumns(draft: Draft, own: OwnParts, effect: CreateTable): void {
  let primaryKeys = 0;
  const unsettled = effect.inherits.length > 0 || effect.of !== undefined;
  for (const { type, columns: keys, included } of own.constraints) {
    if (type !== "primary key" && type !== "unique" && type !== "exclude") continue;
    if (type === "primary key" && ++primaryKeys > 1) refuseSecondKey(effect.name.name);
    // What an exclusion names is looked up when its index is made.
    if (type === "exclude") continue;
    for (const column of [...keys, ...included]) {
      if (column === undefined || own.columns.known.has(column) || !own.columns.complete) continue;
      if (systemColumns.has(column)) continue;
      if (unsettled && isInherited(draft, effect, column)) continue;
      refuse("42703", `column "${column}" named in key does not exist`, {
        class: "column",
        name: column,
      });
    }
  }
}

/** Whether a parent has the column, or may have it. */
const isInherited = (draft: Draft, effect: CreateTable, column: string): boolean =>
  effect.inherits.some((name) => {
    const { relation } = requireRelation(draft, name);
    return (
      !("columns" in relation && "known" in relation.columns) ||
      find(relation.columns, column) !== "absent"
    );
  });

function requirePartitionKey(columns: Names<Column>, reads: readonly string[]): void {
  const column = reads.find((one) => columns.complete && !columns.known.has(one));
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
