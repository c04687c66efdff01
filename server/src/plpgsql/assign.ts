import type { Rows } from "../catalog/evaluate/env.ts";
import { isKnown, unknown, type Value } from "../catalog/evaluate/value.ts";
import { convert } from "./ask.ts";
import type { Row, Run } from "./run.ts";
import { same } from "./same.ts";
import type { Target } from "./tree.ts";
import { declaredType, row, write } from "./variables.ts";

type OneRow = Rows["rows"][number];

/** INTO and FOR: the columns of one row, by position; missing ones are NULL. */
export function assignRow(
  run: Run,
  target: Target,
  values: readonly Value[] | undefined,
  columns: Rows["columns"],
): void {
  if (target.kind === "record") {
    write(run, [target.name], values && columns ? named(columns, values) : row([], false));
    return;
  }
  for (const [index, name] of target.names.entries())
    assign(
      run,
      name,
      values === undefined || columns === undefined ? unknown : (values[index] ?? null),
    );
}

/** No row at all: everything NULL. */
export function assignNothing(run: Run, target: Target, columns: Rows["columns"]): void {
  if (target.kind === "list") for (const name of target.names) assign(run, name, null);
  else
    write(
      run,
      [target.name],
      columns
        ? named(
            columns,
            columns.map(() => null),
          )
        : null,
    );
}

/** A variable or field gets a value, converted to its type. */
export function assign(run: Run, target: string, value: Value): void {
  const names = target.split(".");
  write(run, names, convert(run, value, declaredType(run, names)));
}

export const forgetTarget = (run: Run, target: Target): void =>
  assignRow(run, target, undefined, undefined);

const named = (columns: readonly string[], values: readonly Value[]): Row =>
  row(
    columns.map((column, index) => [column, values[index] ?? null]),
    true,
  );

/**
 * The row that SELECT … INTO takes: the first one. "none": certainly no row; undefined: it is not known which one,
 * or whether there is one.
 */
export function firstRow({ rows }: Rows): OneRow | "none" | undefined {
  const [first, ...others] = rows;
  if (!first) return "none";
  if (rows.some((one) => one.presence !== "certain")) return undefined;
  // Without ORDER BY nobody knows which one comes first.
  return others.every((one) => same(one.values, first.values)) || !isKnown(first.values)
    ? first
    : undefined;
}

/** Whether a query gives a row, for FOUND. */
export function anyRow({ rows }: Rows): Value {
  if (rows.some((one) => one.presence === "certain")) return true;
  return rows.length === 0 ? false : unknown;
}

/** How many rows it gives, for ROW_COUNT. */
export const rowCountOf = ({ rows }: Rows): Value =>
  rows.every((one) => one.presence === "certain")
    ? rows.length
    : {
        kind: "unknown",
        notNull: true,
        atLeast: rows.filter((one) => one.presence === "certain").length,
      };
