import { List, Map as PersistentMap } from "immutable";
import type { Catalog, Column, Row, Table } from "../catalog.ts";
import type { Env } from "../evaluate/env.ts";
import type { Names } from "../names.ts";
import { isExact, isPositive, isUnused, type KeyText, keyText } from "./key-text.ts";
import type { UniqueKey } from "./unique-keys.ts";

export type Conflict = { readonly row: Row } | "possible" | "none";

/** Whether a known row has the same under the key. */
export function conflictOn(env: Env, key: UniqueKey, row: Row, { rows, columns }: Table): Conflict {
  const text = keyText(env, key, row, columns);
  if (text === "free" || isUnused(key, row)) return "none";
  if (rows.known.isEmpty() && !rows.numbered) return "none";
  const index = keyIndex(env, key, rows.known, columns);
  if (text === "open") return index.rows.isEmpty() && index.open.isEmpty() ? "none" : "possible";
  const same = index.rows.get(text.text);
  if (same) return { row: same };
  const meets = text.counted
    ? index.numbered || rows.numbered
    : index.counted && key.columns.length === 1 && isPositive(text.text);
  if (meets && !key.columns.some((column) => isSet(env.catalog, columns, column)))
    return "possible";
  const inexact = !key.columns.every((column) => isExact(env.catalog, columns, column));
  return (inexact && !index.rows.isEmpty()) || !index.open.isEmpty() ? "possible" : "none";
}

/** Whether two rows may have the same under a key. */
export function mayBeSame(env: Env, key: UniqueKey, { columns }: Table, a: Row, b: Row): boolean {
  const [one, other] = [keyText(env, key, a, columns), keyText(env, key, b, columns)];
  if (one === "free" || other === "free") return false;
  if (one === "open" || other === "open" || one.text === other.text) return true;
  if (!key.columns.every((column) => isExact(env.catalog, columns, column))) return true;
  return one.counted ? isPositive(other.text) : other.counted === true && isPositive(one.text);
}

/** Whether two known rows have the same key, now that some have changed: "possible" where a sequence's number may be it. */
export function sameAfterChange(
  env: Env,
  { rows, columns }: Table,
  key: UniqueKey,
  changed: readonly Row[],
): Conflict {
  const inChanged = new Set(changed);
  const seen = new Set<string>();
  let counted = false;
  let numbered = false;
  for (const row of [...changed, ...rows.known.filterNot((one) => inChanged.has(one))]) {
    const text = keyText(env, key, row, columns);
    if (typeof text !== "object") continue;
    if (seen.has(text.text)) return { row };
    seen.add(text.text);
    if (text.counted) counted = true;
    else if (inChanged.has(row) && isPositive(text.text)) numbered = true;
  }
  return counted && numbered ? "possible" : "none";
}

/** A row is added: the indexes of the rows before need not be made anew. */
export function withRow(env: Env, rows: List<Row>, row: Row, table: Table): List<Row> {
  const after = rows.push(row);
  const before = indexes.get(rows);
  if (before) {
    const next = new Map<UniqueKey, KeyIndex>();
    for (const [key, index] of before)
      next.set(key, addTo(index, row, keyText(env, key, row, table.columns)));
    indexes.set(after, next);
  }
  return after;
}

/** A row takes the place of another one. */
export function replaceRow(env: Env, table: Table, old: Row, row: Row): List<Row> {
  const { known } = table.rows;
  const at = known.indexOf(old);
  if (at < 0) return known;
  const after = known.set(at, row);
  const before = indexes.get(known);
  if (!before) return after;
  const next = new Map<UniqueKey, KeyIndex>();
  for (const [key, index] of before) {
    const [was, is] = [old, row].map((one) => keyText(env, key, one, table.columns));
    const text =
      typeof was === "object" && typeof is === "object" && was.text === is.text
        ? is.text
        : undefined;
    // With another key the index is made anew when it is asked for.
    if (text !== undefined) next.set(key, { ...index, rows: index.rows.set(text, row) });
  }
  indexes.set(after, next);
  return after;
}

/** The known rows of a table by what they have under a key. */
interface KeyIndex {
  readonly rows: PersistentMap<string, Row>;
  /** Rows of which it is not known. */
  readonly open: List<Row>;
  /** A row has a number of its own that a sequence may come to. */
  readonly numbered: boolean;
  /** A row has a number of a sequence. */
  readonly counted: boolean;
}

const indexes = new WeakMap<List<Row>, Map<UniqueKey, KeyIndex>>();

const addTo = (index: KeyIndex, row: Row, text: KeyText): KeyIndex => {
  if (text === "free") return index;
  if (text === "open") return { ...index, open: index.open.push(row) };
  const numbered = index.numbered || isPositive(text.text);
  const counted = index.counted || text.counted === true;
  return { ...index, rows: index.rows.set(text.text, row), numbered, counted };
};

function keyIndex(env: Env, key: UniqueKey, rows: List<Row>, columns: Names<Column>): KeyIndex {
  const ofList = indexes.get(rows) ?? new Map<UniqueKey, KeyIndex>();
  indexes.set(rows, ofList);
  const found = ofList.get(key);
  if (found) return found;
  let index: KeyIndex = { rows: PersistentMap(), open: List(), numbered: false, counted: false };
  for (const row of rows) index = addTo(index, row, keyText(env, key, row, columns));
  ofList.set(key, index);
  return index;
}

/** Somebody has set the column's sequence (setval), behind the numbers that are taken as we trust. */
function isSet(catalog: Catalog, columns: Names<Column>, name: string | undefined): boolean {
  const sequence = name === undefined ? undefined : columns.known.get(name)?.default?.sequence;
  return sequence !== undefined && catalog.assumed.get(setSequence(sequence)) === true;
}

/** What is remembered of setval, by the sequence's key. */
export const setSequence = (key: string): string => `setval ${key}`;
