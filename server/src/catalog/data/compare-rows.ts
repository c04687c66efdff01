import type { Row, Rows, RowValue } from "../catalog.ts";

/**
 * Whether two runs left the same known rows, in whatever order. A value that is made anew each time (now(), nextval)
 * is the same only in a row that was not made anew.
 */
export function sameRows(a: Rows, b: Rows): boolean {
  if (a.known === b.known) return true;
  if (a.known.size !== b.known.size) return false;
  const ids = new Map<RowValue, number>();
  const left = new Map<string, number>();
  for (const row of a.known) count(left, textOf(row, ids), 1);
  for (const row of b.known) count(left, textOf(row, ids), -1);
  return [...left.values()].every((balance) => balance === 0);
}

const count = (balance: Map<string, number>, text: string, by: number): void => {
  balance.set(text, (balance.get(text) ?? 0) + by);
};

function textOf(row: Row, ids: Map<RowValue, number>): string {
  const texts = [...row.values].map(([column, value]) => {
    if (value.kind === "constant") return [column, value.text];
    if (value.kind === "unknown" && !value.moved) return [column];
    const id = ids.get(value) ?? ids.size;
    ids.set(value, id);
    return [column, id];
  });
  return JSON.stringify(texts.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
