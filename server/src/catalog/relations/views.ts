import { Map as PersistentMap } from "immutable";
import type { Query } from "../../effects/expression.ts";
import type {
  CreateTableAs,
  CreateView,
  RefreshMaterializedView,
} from "../../effects/relations/create-view.ts";
import type { Column, Table, TypeName, View } from "../catalog.ts";
import { queryResult } from "../data/query-result.ts";
import { type Draft, refuse } from "../draft.ts";
import {
  anyColumn,
  checkingDraft,
  type OutputColumns,
  renamed,
} from "../evaluate/check-context.ts";
import { checkQuery } from "../evaluate/check-query.ts";
import { setRelation } from "../look-up.ts";
import { emptyNames, isThere, type Names, put } from "../names.ts";
import { shownType } from "../objects/written-type.ts";
import { isThereAlready, mayBeOlder, placeOfNew, withUnseenParts } from "./creation.ts";
import { inOrder } from "./inherit.ts";
import { indexesOf } from "./links.ts";
import { requireRelation, updateTable, type Wanted } from "./require.ts";
import { noRows } from "./rows.ts";
import { forbidOtherInToast, forbidOtherParameters } from "./storage-parameters.ts";

/** DefineView: the query is read first, then the name looked at. */
export function createView(draft: Draft, effect: CreateView): void {
  const { output, reads } = readQuery(draft, effect.query);
  if (effect.columns.length > output.columns.length && output.complete)
    refuse("42601", "CREATE VIEW specifies more column names than columns");
  const shown = renamed(output, effect.columns);
  const columns = columnsOf(shown);
  const temporary = effect.temporary || reads.some(isTemporary);
  const place = placeOfNew(draft, effect.name, temporary);
  const name = effect.name.name;
  const { found, schema, key } = place;
  const replaced = effect.guard === "or replace" && isThere(found) ? found : undefined;
  if (replaced && replaced.kind !== "view" && replaced.kind !== "unknown")
    refuse("42809", `"${name}" is not a view`, { class: "view", schema, name });
  const before = replaced?.kind === "view" ? replaced : undefined;
  if (before) forbidOtherColumns(draft, before, columns);
  forbidSameName(shown);
  forbidOtherParameters("view", effect.options);
  if (!replaced && !(effect.guard && found === "unknown"))
    isThereAlready(draft, place, name, undefined);
  const unseen = effect.guard !== undefined && found === "unknown";
  setRelation(draft, key, {
    ...(before ?? { triggers: emptyNames(!unseen), rules: emptyNames(!unseen) }),
    kind: "view",
    schema,
    name,
    origin: draft.origin,
    columns,
    reads,
    definition: effect.definition,
    ...(literalNow.test(effect.definition) ? { now: draft.catalog.session.past } : {}),
    options: PersistentMap(effect.options),
  });
}

const isTemporary = ({ relation }: View["reads"][number]): boolean =>
  relation.startsWith("pg_temp.");

/** `'now'::timestamp` in canonical text: the view keeps the time that it was when the view was made. */
const literalNow =
  /"arg":\{"A_Const":\{"sval":\{"sval":"\s*now\s*"\}\}\},"typeName":\{"names":\[[^\]]*"sval":"time(?:stamp)?(?:tz)?"/i;

export interface QueryReads {
  readonly output: OutputColumns;
  readonly reads: View["reads"];
}

/** Parse analysis of a query; what a view of it would depend on. */
function readQuery(draft: Draft, query: Query): QueryReads {
  const read = new Map<string, Set<string | typeof anyColumn>>();
  const note = (relation: string, column?: string | typeof anyColumn): void => {
    const columns = read.get(relation) ?? new Set();
    if (column !== undefined) columns.add(column);
    read.set(relation, columns);
  };
  const output = checkQuery({ ...checkingDraft(draft), read: note }, query, undefined);
  return {
    output,
    reads: [...read].map(([relation, columns]) => ({
      relation,
      columns: [...columns].filter((column) => column !== anyColumn),
      ...(columns.has(anyColumn) ? { others: true as const } : {}),
    })),
  };
}

const text: TypeName = { schema: "pg_catalog", name: "text", dimensions: 0 };

/** MergeAttributes */
function forbidSameName({ columns, complete }: OutputColumns): void {
  const names = columns.map((column) => column.name);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (complete && twice !== undefined)
    refuse("42701", `column "${twice}" specified more than once`, { class: "column", name: twice });
}

function columnsOf(output: OutputColumns): Names<Column> {
  let columns = emptyNames<Column>(output.complete);
  output.columns.forEach(({ name, type }, i) => {
    const column: Column = {
      name,
      type: type === "literal" ? text : type,
      position: i + 1,
      notNull: false,
    };
    columns = put(columns, name, column);
  });
  return columns;
}

/** checkViewColumns: CREATE OR REPLACE may only add columns at the end. */
function forbidOtherColumns(draft: Draft, before: View, columns: Names<Column>): void {
  if (!before.columns.complete || !columns.complete) return;
  const subject = { class: "view" as const, schema: before.schema, name: before.name };
  const old = inOrder(before.columns);
  const now = inOrder(columns);
  if (now.length < old.length) refuse("42P16", "cannot drop columns from view", subject);
  const path = draft.catalog.session.searchPath;
  old.forEach((column, i) => {
    const other = now[i];
    if (!other) return;
    if (other.name !== column.name)
      refuse(
        "42P16",
        `cannot change name of view column "${column.name}" to "${other.name}"`,
        subject,
      );
    if (column.type === "unknown" || other.type === "unknown") return;
    const types = [shownType(column.type, path), shownType(other.type, path)];
    if (types[0] !== types[1])
      refuse(
        "42P16",
        `cannot change data type of view column "${column.name}" from ${types[0]} to ${types[1]}`,
        subject,
      );
  });
}

/** CREATE TABLE AS, SELECT INTO, CREATE MATERIALIZED VIEW: the query's errors come even before IF NOT EXISTS. */
export function createTableAs(draft: Draft, effect: CreateTableAs): void {
  const { output, reads } = readQuery(draft, effect.query);
  if (effect.class === "materialized view" && reads.some(isTemporary))
    refuse("0A000", "materialized views must not use temporary tables or views");
  const place = placeOfNew(draft, effect.name, effect.persistence === "temporary");
  const { found, schema, key } = place;
  const name = effect.name.name;
  if (isThereAlready(draft, place, name, effect.guard)) return;
  forbidOtherParameters("table", effect.options);
  forbidOtherInToast(effect.options);
  if (effect.columns.length > output.columns.length && output.complete)
    refuse("42601", "too many column names were specified");
  const shown = renamed(output, effect.columns);
  forbidSameName(shown);
  const columns = columnsOf(shown);
  const base = { schema, name, origin: draft.origin, columns };
  const children = { triggers: emptyNames<never>(true), rules: emptyNames<never>(true) };
  const older = mayBeOlder(found, effect.guard);
  if (effect.class === "materialized view") {
    setRelation(draft, key, {
      ...base,
      ...children,
      kind: "materialized view",
      columns: older ? { ...columns, complete: false } : columns,
      reads,
      definition: effect.definition,
      options: PersistentMap(effect.options),
    });
    return;
  }
  const table: Table = {
    ...base,
    ...children,
    kind: "table",
    persistence: schema === "pg_temp" ? "temporary" : effect.persistence,
    constraints: emptyNames(true),
    policies: emptyNames(true),
    parents: [],
    rowSecurity: false,
    forceRowSecurity: false,
    rows: effect.withData ? queryResult(draft, effect.query, inOrder(columns)) : noRows,
    options: PersistentMap<string, string>({
      ...effect.options,
      ...(effect.onCommit ? { "on commit": effect.onCommit } : {}),
    }),
  };
  setRelation(draft, key, table);
  if (older) updateTable(draft, key, withUnseenParts);
}

/** RangeVarCallbackMaintainsTable takes tables too, which are then turned away in other words. */
const aMaterializedView: Wanted = {
  kinds: ["materialized view", "table", "partitioned table"],
  otherwise: (name) => ["42809", `"${name}" is not a table or materialized view`],
};

export function refreshMaterializedView(draft: Draft, effect: RefreshMaterializedView): void {
  const { key, relation } = requireRelation(draft, effect.name, aMaterializedView);
  draft.touched = true;
  if (relation.kind !== "materialized view" && relation.origin !== "assumed")
    refuse("0A000", `"${relation.name}" is not a materialized view`, {
      class: "table",
      schema: relation.schema,
      name: relation.name,
    });
  if (!effect.concurrently || relation.origin === "assumed") return;
  const fit = indexesOf(draft.catalog, key).some(
    ({ relation: index }) => index.unique && !index.partial && !index.columns.includes(undefined),
  );
  if (!fit)
    refuse("55000", `cannot refresh materialized view "${key}" concurrently`, {
      class: "materialized view",
      schema: relation.schema,
      name: relation.name,
    });
}
