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
  return rows.filter((row) => {
    const partner = others.findIndex((other) => maybeSameRow(row, other));
    if (partner < 0) return true;
    others.splice(partner, 1);
    return false;
  });
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
