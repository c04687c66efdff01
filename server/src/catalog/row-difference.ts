import type { Row, RowValue, Table } from "./catalog.ts";
import type { Difference } from "./difference.ts";

/**
 * Rows as multisets. Values that cannot be told may be the same; those that are made anew each time (`fresh`) count as
 * the same, so that only an extra row, a missing one or another constant shows.
 */
export function differentRows(on: string, a: Table, b: Table): readonly Difference[] {
  if (a.rows === b.rows || a.rows.known === b.rows.known) return [];
  const shared = new Set<Row>(a.rows.known);
  const added = [...b.rows.known].filter((row) => !shared.delete(row));
  const missing = pairedOff([...shared], added);
  const different = (row: Row, change: Difference["change"]): Difference => ({
    class: "row",
    key: shown(row),
    on,
    change,
  });
  return [
    ...added.map((row, i) => different(row, i < missing.length ? "changed" : "added")),
    ...(b.rows.complete ? missing.slice(added.length).map((row) => different(row, "missing")) : []),
  ];
}

/** Takes rows that may be the same out of both lists; what is left of the first one is the answer. */
function pairedOff(rows: readonly Row[], others: Row[]): readonly Row[] {
  if (rows.length === 0 || others.length === 0) return rows;
  const columns = commonColumns([...rows, ...others]);
  const left = new Set(others);
  const alike = new Map<string, Row[]>();
  const vague: Row[] = [];
  for (const other of others) {
    const text = whole(other, columns);
    if (text === undefined) vague.push(other);
    else alike.set(text, [...(alike.get(text) ?? []), other]);
  }
  const partnerOf = (row: Row): Row | undefined => {
    const text = whole(row, columns);
    const among = text === undefined ? left : [...(alike.get(text) ?? []), ...vague];
    for (const other of among) if (left.has(other) && maybeSameRow(row, other)) return other;
    return undefined;
  };
  const alone = rows.filter((row) => {
    const partner = partnerOf(row);
    return partner === undefined || !left.delete(partner);
  });
  others.splice(0, others.length, ...left);
  return alone;
}

const commonColumns = (rows: readonly Row[]): readonly string[] =>
  [...(rows[0]?.values.keys() ?? [])].filter((column) =>
    rows.every(({ values }) => values.has(column)),
  );

/** The row as text, where it has these columns only and each of them can be told: only its like may be the same. */
function whole({ values }: Row, columns: readonly string[]): string | undefined {
  if (values.size !== columns.length) return undefined;
  const parts: (string | null)[] = [];
  for (const column of columns) {
    const value = values.get(column);
    if (!value || value.kind === "unknown") return undefined;
    parts.push(value.kind, value.kind === "constant" ? value.text : null);
  }
  return JSON.stringify(parts);
}

function maybeSameRow(a: Row, b: Row): boolean {
  const columns = new Set([...a.values.keys(), ...b.values.keys()]);
  for (const column of columns) {
    const [one, other] = [a.values.get(column), b.values.get(column)];
    if (one && other && one !== other && !maybeSameValue(one, other)) return false;
  }
  return true;
}

function maybeSameValue(a: RowValue, b: RowValue): boolean {
  if (a.kind === "constant" && b.kind === "constant") return a.text === b.text;
  if (a.kind === "unknown" || b.kind === "unknown") return !isMoved(a) && !isMoved(b);
  return a.kind === b.kind;
}

const isMoved = (value: RowValue): boolean => value.kind === "unknown" && value.moved === true;

/** The constants, for a reader. */
const shown = (row: Row): string =>
  [...row.values]
    .flatMap(([column, value]) =>
      value.kind === "constant" ? [`${column} = ${value.text ?? "null"}`] : [],
    )
    .join(", ");
