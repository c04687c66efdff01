import type { Presence, Rows } from "./env.ts";
import { isKnown, isUnknown, someValue, unknown, type Value } from "./value.ts";

type Row = Rows["rows"][number];

/** A key of which equality is the rows' equality; undefined where something in the row is not known. */
const keyOf = (values: readonly Value[]): string | undefined =>
  values.every(isKnown) ? JSON.stringify(values) : undefined;

/** DISTINCT; with ON, what remains of a group is not told. */
export function distinctRows(result: Rows, on: boolean): Rows {
  if (result.rows.length < 2) return result;
  if (on)
    return {
      ...result,
      rows: result.rows.map((row) => ({ ...row, presence: weaker(row.presence) })),
    };
  return { ...result, rows: distinct(result.rows) };
}

const weaker = (presence: Presence): Presence => (presence === "certain" ? "maybe" : presence);

function distinct<R extends Row>(rows: readonly R[]): readonly R[] {
  const seen = new Map<string, number>();
  const out: R[] = [];
  for (const row of rows) {
    const key = keyOf(row.values);
    const at = key === undefined ? undefined : seen.get(key);
    if (at !== undefined) {
      if (row.presence === "certain") out[at] = row;
      continue;
    }
    if (key !== undefined) seen.set(key, out.length);
    // It may equal another one; the first is there in any case.
    const alike = key === undefined && out.length > 0;
    out.push(alike ? { ...row, presence: weaker(row.presence) } : row);
  }
  return out;
}

/** LIMIT and OFFSET. */
export function limitRows(
  result: Rows,
  limit: number | "unknown" | undefined,
  offset: number | "unknown",
): Rows {
  const { columns, rows } = result;
  if (limit === undefined && offset === 0) return { columns, rows };
  if (limit === "unknown" || offset === "unknown")
    return { columns, rows: rows.map((row) => ({ ...row, presence: weaker(row.presence) })) };
  const most = limit ?? Number.POSITIVE_INFINITY;
  const certain = rows.filter((row) => row.presence === "certain").length;
  if (certain === rows.length && rows.length <= most && offset === 0) return { columns, rows };
  if (certain === rows.length && allSame(result.rows))
    return { columns, rows: rows.slice(offset, offset + most) };
  // Which rows are taken is not known, how many there are at least is.
  const sure = Math.max(0, Math.min(certain - offset, most));
  const values = rows[0]?.values.map((_, index) => anyOf(rows, index)) ?? [];
  const left = rows.length - certain > 0 && sure < most ? 1 : 0;
  const rest: Row[] = left ? [{ values, presence: most - sure === 1 ? "maybe" : "many" }] : [];
  return {
    columns,
    rows: [...Array.from({ length: sure }, (): Row => ({ values, presence: "certain" })), ...rest],
  };
}

const anyOf = (rows: readonly Row[], index: number): Value =>
  rows.every(({ values }) => {
    const value = values[index];
    return value !== null && value !== undefined && (!isUnknown(value) || value.notNull);
  })
    ? someValue
    : unknown;

const allSame = (rows: readonly Row[]): boolean => {
  const keys = new Set(rows.map((row) => keyOf(row.values)));
  return keys.size <= 1 && !keys.has(undefined);
};

/** UNION, INTERSECT, EXCEPT */
export function setRows(
  operation: "union" | "intersect" | "except",
  all: boolean,
  left: Rows,
  right: Rows,
): Rows {
  const { columns } = left;
  if (operation === "union") {
    const rows = [...left.rows, ...right.rows];
    return { columns, rows: all ? rows : distinct(rows) };
  }
  const rows = all ? left.rows : distinct(left.rows);
  const known = new Map(right.rows.map((row) => [keyOf(row.values), row.presence] as const));
  const open = right.rows.some((row) => row.presence === "many" || keyOf(row.values) === undefined);
  const kept = rows.flatMap((row): readonly Row[] => {
    const key = keyOf(row.values);
    const there = key === undefined ? undefined : known.get(key);
    const unsure = { ...row, presence: weaker(row.presence) };
    if (key === undefined)
      return known.size === 0 ? (operation === "except" ? [row] : []) : [unsure];
    if (there === "certain") return operation === "except" ? (all ? [unsure] : []) : [row];
    if (there !== undefined || open) return [unsure];
    return operation === "except" ? [row] : [];
  });
  return { columns, rows: kept };
}
