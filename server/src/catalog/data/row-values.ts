import type { Map as PersistentMap } from "immutable";
import type { Column, Row, Rows, RowValue, Table } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { refuse, refuseFor } from "../draft.ts";
import { castTo } from "../evaluate/cast.ts";
import type { Env } from "../evaluate/env.ts";
import { textOf } from "../evaluate/text.ts";
import { lengthOf } from "../evaluate/text-length.ts";
import { isError, isUnknown, type Value } from "../evaluate/value.ts";
import { shownType } from "../objects/written-type.ts";
import { childrenOf } from "../relations/links.ts";
import { isTable, updateTable } from "../relations/require.ts";

export type RowValues = PersistentMap<string, RowValue>;

export const unknownValue: RowValue = { kind: "unknown" };
export const nullValue: RowValue = { kind: "constant", text: null };
const perhapsNullValue: RowValue = { kind: "unknown", perhapsNull: true };
export const isPerhapsNull = (value: RowValue | undefined): boolean =>
  value?.kind === "unknown" && value.perhapsNull === true;
const constant = (text: string | null): RowValue =>
  text === null ? nullValue : { kind: "constant", text };

const made = new WeakMap<object, RowValue>();

/** The same fresh value stays the same wherever it is copied to. */
function freshRowValue(fresh: object): RowValue {
  if ("kind" in fresh && fresh.kind === "fresh") return fresh as RowValue;
  const known = made.get(fresh);
  if (known) return known;
  const value: RowValue = { kind: "fresh" };
  made.set(fresh, value);
  return value;
}

/** A value as a row holds it. */
export function rowValue(value: Value): RowValue {
  if (isUnknown(value)) {
    if (value.fresh) return freshRowValue(value.fresh);
    return value.perhapsNull ? perhapsNullValue : unknownValue;
  }
  const text = textOf(value);
  return text === undefined ? unknownValue : constant(text);
}

/** What a column stores of a value: read as its type, refused where it is none (22P02, 22001 …). */
export function stored(env: Env, column: Column | undefined, value: Value): RowValue {
  if (isError(value)) return refuseFor(value);
  if (value === null || !column || column.type === "unknown") return rowValue(value);
  const { modifiers, ...type } = column.type;
  const read = castTo(env.catalog, value, type);
  if (isError(read)) return refuseFor(read);
  const kept = rowValue(read);
  if (kept.kind !== "constant" || kept.text === null) return kept;
  const limit = lengthOf(column.type);
  if (limit !== undefined && [...kept.text.trimEnd()].length > limit)
    refuse("22001", `value too long for type ${shownType(type, [])}(${modifiers})`);
  return type.name === "numeric" && type.dimensions === 0 && modifiers !== undefined
    ? fitted(kept.text, modifiers)
    : kept;
}

/** numeric(p,s): 22003 where it has too many digits before the point; with more behind it than s it is rounded. */
function fitted(text: string, modifiers: string): RowValue {
  const [precision = 0, scale = 0] = modifiers.split(",").map(Number);
  const rounded = Number(Number(text).toFixed(Math.max(0, scale)));
  if (Math.abs(rounded) >= 10 ** (precision - scale)) refuse("22003", "numeric field overflow");
  const decimals = /^[-+]?\d*(?:\.(\d*))?$/.exec(text)?.[1] ?? "";
  return /[^-+.\d]/.test(text) || decimals.length > scale ? unknownValue : constant(text);
}

export const sameValue = (a: RowValue | undefined, b: RowValue | undefined): boolean => {
  if (a === b) return true;
  if (a?.kind === "constant") return b?.kind === "constant" && a.text === b.text;
  return a?.kind === "unknown" && b?.kind === "unknown" && !a.moved && !b.moved;
};

/** The row with one value in all these columns. */
export const withValue = (row: Row, columns: readonly string[], value: RowValue): Row => ({
  values: row.values.merge(columns.map((column) => [column, value] as const)),
});

export const setRows = (draft: Draft, key: string, rows: Rows): void =>
  updateTable(draft, key, (table) => (table.rows === rows ? table : { ...table, rows }));

/** Rows may have come, gone or changed, in the tables below too: what is known of them is forgotten. */
export function forgetRows(draft: Draft, key: string, how: "insert" | "update" | "delete"): void {
  updateTable(draft, key, (table) => ({ ...table, rows: forgotten(table, how) }));
  for (const { key: child, relation } of childrenOf(draft.catalog, key))
    if (how !== "insert" || relation.partitionBound !== undefined) forgetRows(draft, child, how);
}

/** Anything may have been written anywhere. */
export function forgetAllRows(draft: Draft): void {
  draft.touched = true;
  for (const [key, relation] of draft.catalog.relations.known)
    if (isTable(relation) && (relation.rows.complete || !relation.rows.known.isEmpty())) {
      updateTable(draft, key, (table) => ({ ...table, rows: forgotten(table, "delete") }));
      updateTable(draft, key, (table) => ({ ...table, rows: forgotten(table, "insert") }));
    }
}

export function forgotten({ rows }: Table, how: "insert" | "update" | "delete"): Rows {
  if (how === "insert") return withoutAbsent({ ...rows, complete: false });
  const known = how === "delete" ? rows.known.clear() : rows.known.map(blank);
  return withoutAbsent({ known, complete: how === "update" && rows.complete });
}

const withoutAbsent = ({ known, complete, numbered }: Rows): Rows => ({
  known,
  complete,
  ...(numbered ? { numbered } : {}),
});

const blank = (row: Row): Row => ({ values: row.values.map(() => unknownValue) });
