import type { Catalog, Column, Row, RowValue, Table } from "../catalog.ts";
import { compare } from "../evaluate/compare.ts";
import { newEnv } from "../evaluate/env.ts";
import { columnValue } from "../evaluate/table-rows.ts";
import { childrenOf, type Linked } from "./links.ts";
import { type Bound, boundOf, keyColumns, type Limit } from "./partition-bound.ts";

export type Certainty = boolean | "unknown";

/** Whether a row fits a partition's bound. */
export function fitsPartition(
  catalog: Catalog,
  parentKey: string,
  parent: Table,
  partition: string,
  row: Row,
): Certainty {
  const own = partitionsOf(catalog, parentKey).find(({ key }) => key === partition);
  return own ? fits(catalog, parentKey, parent, own, row) : "unknown";
}

export const partitionsOf = (catalog: Catalog, key: string): readonly Linked<Table>[] =>
  childrenOf(catalog, key).filter(({ relation }) => relation.partitionBound !== undefined);

function fits(
  catalog: Catalog,
  parentKey: string,
  parent: Table,
  partition: Linked<Table>,
  row: Row,
): Certainty {
  const bound = boundOf(catalog, parent, partition.relation.partitionBound ?? "");
  if (bound?.kind !== "default") return fitsBound(catalog, parent, bound, row);
  const others = partitionsOf(catalog, parentKey).filter(({ key }) => key !== partition.key);
  return not(some(others.map((other) => fits(catalog, parentKey, parent, other, row))));
}

/** Of any bound but DEFAULT. */
export function fitsBound(
  catalog: Catalog,
  parent: Table,
  bound: Bound | undefined,
  row: Row,
): Certainty {
  const columns = keyColumns(parent);
  if (!columns || !bound) return "unknown";
  const values = columns.map((column) => column && row.values.get(column.name));
  if (bound.kind === "list") {
    const [value] = values;
    return some(bound.values.map((one) => isSame(catalog, columns[0], value, one)));
  }
  if (bound.kind !== "range") return "unknown";
  if (values.some(isNull)) return false;
  const limits = values.map((value): Limit => value ?? { kind: "unknown" });
  return both(
    not(isBefore(catalog, columns, limits, bound.from)),
    isBefore(catalog, columns, limits, bound.to),
  );
}

const isNull = (value: RowValue | undefined): boolean =>
  value?.kind === "constant" && value.text === null;

function isSame(
  catalog: Catalog,
  column: Column | undefined,
  a: RowValue | undefined,
  b: RowValue,
): Certainty {
  if (a?.kind !== "constant" || b.kind !== "constant") return "unknown";
  if (a.text === null || b.text === null) return a.text === b.text;
  return ordered(catalog, column, "=", a, b);
}

function ordered(
  catalog: Catalog,
  column: Column | undefined,
  operator: "=" | "<",
  a: RowValue,
  b: RowValue,
): Certainty {
  const env = newEnv(catalog, {});
  const holds = compare(operator, columnValue(env, a, column), columnValue(env, b, column));
  return typeof holds === "boolean" ? holds : "unknown";
}

/** Column by column, from the first on. */
function isBefore(
  catalog: Catalog,
  columns: readonly (Column | undefined)[],
  a: readonly Limit[],
  b: readonly Limit[],
): Certainty {
  for (const [i, column] of columns.entries()) {
    const [one, other] = [a[i], b[i]];
    if (one === undefined || other === undefined) return "unknown";
    if (one === other && typeof one === "string") return false;
    if (one === "lowest" || other === "highest") return true;
    if (one === "highest" || other === "lowest") return false;
    const less = ordered(catalog, column, "<", one, other);
    if (less !== false) return less;
    const same = ordered(catalog, column, "=", one, other);
    if (same !== true) return same;
  }
  return false;
}

export function isEmptyRange(catalog: Catalog, parent: Table, bound: Bound): boolean {
  const columns = keyColumns(parent);
  return (
    bound.kind === "range" &&
    columns !== undefined &&
    not(isBefore(catalog, columns, bound.from, bound.to)) === true
  );
}

/** Whether a row may fit both; neither is DEFAULT. */
export function overlap(catalog: Catalog, parent: Table, a: Bound, b: Bound): Certainty {
  const columns = keyColumns(parent);
  if (a.kind === "hash" && b.kind === "hash")
    return (a.remainder - b.remainder) % Math.min(a.modulus, b.modulus) === 0;
  if (!columns) return "unknown";
  if (a.kind === "list" && b.kind === "list")
    return some(
      a.values.flatMap((one) => b.values.map((other) => isSame(catalog, columns[0], one, other))),
    );
  if (a.kind !== "range" || b.kind !== "range") return false;
  return both(isBefore(catalog, columns, a.from, b.to), isBefore(catalog, columns, b.from, a.to));
}

const not = (one: Certainty): Certainty => (one === "unknown" ? one : !one);
const both = (a: Certainty, b: Certainty): Certainty =>
  a === false || b === false ? false : a === true && b === true ? true : "unknown";
export const some = (all: readonly Certainty[]): Certainty =>
  all.includes(true) ? true : all.includes("unknown") ? "unknown" : false;
