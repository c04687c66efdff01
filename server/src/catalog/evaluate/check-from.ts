import type { FromItem, SelectItem } from "../../effects/expression.ts";
import type { Column, Relation } from "../catalog.ts";
import { refuse } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import type { Names } from "../names.ts";
import { indexColumns } from "../relations/index-column.ts";
import { requireRelation, written } from "../relations/require.ts";
import { systemColumnsOf } from "../views/system-columns.ts";
import { anyColumn, type Checking, type OutputColumns, renamed } from "./check-context.ts";
import { checkExpr } from "./check-expr.ts";
import { checkBoolean } from "./check-operator.ts";
import { checkQuery } from "./check-query.ts";
import { settled } from "./common-type.ts";
import { forbidSameNames, type GivenName, namesGiven } from "./name-conflicts.ts";
import type { Frame, InferredType, Range } from "./scope.ts";

/** The ranges of a FROM list, left to right; LATERAL and functions see those before them. */
export function checkFrom(
  checking: Checking,
  items: readonly FromItem[],
  outer: Frame | undefined,
): readonly Range[] {
  const ranges: Range[] = [];
  const names: GivenName[] = [];
  for (const item of items) {
    ranges.push(...checkItem(checking, item, ranges, outer));
    const given = namesGiven(checking, item);
    forbidSameNames(names, given);
    names.push(...given);
  }
  return ranges;
}

const frameOf = (ranges: readonly Range[], outer: Frame | undefined): Frame => ({
  ranges,
  ...(outer ? { outer } : {}),
});

function checkItem(
  checking: Checking,
  item: FromItem,
  before: readonly Range[],
  outer: Frame | undefined,
): readonly Range[] {
  switch (item.kind) {
    case "relation":
      return [relationRange(checking, item)];
    case "query": {
      const around = item.lateral ? frameOf(before, outer) : outer;
      const output = checkQuery(checking, item.query, around);
      return [outputRange(item.alias, renamed(output, item.columns))];
    }
    case "function": {
      const type = checkExpr(checking, item.call, frameOf(before, outer));
      return [functionRange(item, type)];
    }
    case "join": {
      const left = checkItem(checking, item.left, before, outer);
      const right = checkItem(checking, item.right, [...before, ...left], outer);
      const both = [...left, ...right];
      forbidSameNames(namesGiven(checking, item.left), namesGiven(checking, item.right));
      if (item.on)
        checkBoolean(
          checking,
          "JOIN/ON",
          checkExpr(checking, item.on, frameOf([...before, ...both], outer)),
        );
      for (const name of item.using ?? []) {
        for (const { key, columns } of both)
          if (key !== undefined && columns.has(name)) checking.read?.(key, name);
        for (const side of [left, right])
          if (!side.some((range) => range.columns.has(name) || !range.complete))
            return refuse(
              "42703",
              `column "${name}" specified in USING clause does not exist in ${side === left ? "left" : "right"} table`,
              { class: "column", name },
            );
      }
      if (item.alias === undefined) return both;
      const columns = new Map(both.flatMap((range) => [...range.columns]));
      return [
        ...both,
        { alias: item.alias, columns, complete: both.every((range) => range.complete) },
      ];
    }
    case "opaque":
      for (const arg of item.args ?? []) checkExpr(checking, arg, frameOf(before, outer));
      return [{ alias: item.alias ?? "", columns: new Map(), complete: false }];
    default:
      return item satisfies never;
  }
}

type RelationItem = Extract<FromItem, { kind: "relation" }>;

function relationRange(checking: Checking, item: RelationItem): Range {
  const table = item.schema === undefined ? checking.tables.get(item.name) : undefined;
  if (table) return outputRange(item.alias, renamed(table, item.columns ?? []));
  const [key, relation] = required(checking, item);
  checking.read?.(key);
  const range = rangeOfRelation(item.alias, key, relation);
  if (!item.columns) return range;
  const output = renamed(
    {
      columns: [...range.columns].map(([name, type]) => ({ name, type })),
      complete: range.complete,
    },
    item.columns,
  );
  return { ...range, columns: outputRange(item.alias, output).columns };
}

function required(
  checking: Checking,
  item: RelationItem,
): [key: string, relation: Relation | undefined] {
  const name =
    item.schema === undefined ? { name: item.name } : { schema: item.schema, name: item.name };
  const { key, found } = findRelation(checking.draft.catalog, name);
  if (found === "unknown") {
    const { relation } = requireRelation(checking.draft, name);
    return [key, relation];
  }
  if (found === "absent")
    return refuse("42P01", `relation "${written(name)}" does not exist`, {
      class: "table",
      ...name,
    });
  if (found.kind === "index" || found.kind === "composite type")
    return refuse(
      "42809",
      `"${found.name}" is ${found.kind === "index" ? "an index" : "a composite type"}`,
      {
        class: found.kind === "index" ? "index" : "type",
        schema: found.schema,
        name: found.name,
      },
    );
  return [key, found];
}

/** A relation as FROM shows it. */
export function rangeOfRelation(alias: string, key: string, relation: Relation | undefined): Range {
  const schema = key.slice(0, key.indexOf("."));
  const system = systemColumnsOf(key);
  if (system)
    return {
      alias,
      key,
      schema,
      columns: untyped(system),
      complete: true,
    };
  const columns = relation && "columns" in relation ? relation.columns : undefined;
  if (columns && "known" in columns)
    return { alias, key, schema, columns: columnTypes(columns), complete: columns.complete };
  if (relation?.kind === "index") {
    const { names, complete } = indexColumns(relation);
    return { alias, key, schema, columns: untyped(names), complete };
  }
  if (relation?.kind === "sequence")
    return { alias, key, schema, columns: sequenceColumns, complete: true };
  return { alias, key, schema, columns: new Map(), complete: false };
}

const systemTypes = new WeakMap<ReadonlySet<string>, ReadonlyMap<string, InferredType>>();

function untyped(names: ReadonlySet<string>): ReadonlyMap<string, InferredType> {
  const found = systemTypes.get(names);
  if (found) return found;
  const types = new Map([...names].map((name) => [name, "unknown"] as const));
  systemTypes.set(names, types);
  return types;
}

export const sequenceColumns: ReadonlyMap<string, InferredType> = new Map([
  ["last_value", { schema: "pg_catalog", name: "int8", dimensions: 0 }],
  ["log_cnt", { schema: "pg_catalog", name: "int8", dimensions: 0 }],
  ["is_called", { schema: "pg_catalog", name: "bool", dimensions: 0 }],
]);

const inOrder = new WeakMap<Names<Column>, ReadonlyMap<string, InferredType>>();

/** In the table's order, which `*` and INSERT without a column list follow. */
function columnTypes(columns: Names<Column>): ReadonlyMap<string, InferredType> {
  const found = inOrder.get(columns);
  if (found) return found;
  const types = new Map(
    [...columns.known.values()]
      .sort((a, b) => a.position - b.position)
      .map((column) => [column.name, column.type] as const),
  );
  inOrder.set(columns, types);
  return types;
}

const outputRange = (alias: string, output: OutputColumns): Range => ({
  alias,
  columns: new Map(output.columns.map(({ name, type }) => [name, settled(type)])),
  complete: output.complete,
});

function functionRange(item: Extract<FromItem, { kind: "function" }>, type: InferredType): Range {
  const names = item.columns.length > 0 ? item.columns : [item.alias];
  const columns = new Map<string, InferredType>(names.map((name) => [name, "unknown"]));
  if (!item.defined && item.columns.length <= 1 && names[0] !== undefined)
    columns.set(names[0], type);
  if (item.ordinality)
    columns.set("ordinality", { schema: "pg_catalog", name: "int8", dimensions: 0 });
  return { alias: item.alias, columns, complete: item.defined ?? false };
}

/** The output columns of a select list or RETURNING. */
export function checkItems(
  checking: Checking,
  items: readonly SelectItem[],
  frame: Frame,
): OutputColumns {
  let complete = true;
  const columns = items.flatMap((item) => {
    if (item.value !== "star") {
      const type = checkExpr(checking, item.value, frame);
      // `(f(x)).*` is as many columns as the rows of f have.
      if (item.value.kind === "field" && item.value.name === "*") {
        complete = false;
        return [];
      }
      return [{ name: item.name, type }];
    }
    const ranges = item.of === undefined ? frame.ranges : starRange(checking, frame, item.of);
    if (ranges.some((range) => !range.complete)) complete = false;
    for (const { key, columns: all, complete: whole } of ranges) {
      if (key === undefined) continue;
      for (const name of all.keys()) checking.read?.(key, name);
      if (!whole) checking.read?.(key, anyColumn);
    }
    return ranges.flatMap((range) => [...range.columns].map(([name, type]) => ({ name, type })));
  });
  return { columns, complete };
}

function starRange(checking: Checking, frame: Frame, alias: string): readonly Range[] {
  for (let at: Frame | undefined = frame; at; at = at.outer) {
    const range = at.ranges.find((one) => one.alias === alias);
    if (range) return [range];
  }
  if (checking.scope.variable?.(alias, undefined) !== undefined)
    return [{ alias, columns: new Map(), complete: false }];
  return refuse("42P01", `missing FROM-clause entry for table "${alias}"`, {
    class: "table",
    name: alias,
  });
}
