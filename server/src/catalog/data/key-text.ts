import type { Catalog, Column, Row, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { bind, type Env } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { rowBinding } from "../evaluate/table-rows.ts";
import { textOf } from "../evaluate/text.ts";
import { isUnknown, truth } from "../evaluate/value.ts";
import type { Names } from "../names.ts";
import type { UniqueKey } from "./unique-keys.ts";

/**
 * What a row has under a key. `counted`: with a sequence's number, which a row with a number of its own may have, too;
 * `free`: nothing can be the same (NULL, outside of a partial index); `open`: not known.
 */
export type KeyText = { readonly text: string; readonly counted?: boolean } | "free" | "open";

export function keyText(env: Env, key: UniqueKey, row: Row, columns: Names<Column>): KeyText {
  if (key.predicate) {
    const inside = truth(
      evaluateExpr(bind(env, [rowBinding(env, "", row, columns)]), key.predicate),
    );
    if (inside === false) return "free";
    if (inside === "unknown") {
      const text = plainKey(env, key, row, columns);
      return typeof text === "string" ? text : "open";
    }
  }
  return plainKey(env, key, row, columns);
}

function plainKey(env: Env, key: UniqueKey, row: Row, columns: Names<Column>): KeyText {
  const texts: (string | null)[] = [];
  let open = key.exclusion === "other";
  let counted = false;
  let expressions = 0;
  for (const column of key.columns) {
    let text: string | null | undefined;
    if (column === undefined) {
      const expr = key.expressions[expressions++];
      const value = expr
        ? evaluateExpr(bind(env, [rowBinding(env, "", row, columns)]), expr)
        : undefined;
      if (value !== undefined && isUnknown(value) && value.fresh) text = freshText(value.fresh);
      else text = value === undefined ? undefined : textOf(value);
    } else {
      const value = row.values.get(column);
      if (value?.kind === "fresh") {
        counted ||= isCounted(columns, column);
        text = freshText(value);
      } else text = value?.kind === "constant" ? folded(columns, column, value.text) : undefined;
    }
    if (text === null && !key.nullsNotDistinct) return "free";
    if (text === undefined) open = true;
    else texts.push(text);
  }
  return open ? "open" : { text: JSON.stringify(texts), ...(counted ? { counted } : {}) };
}

/** citext compares without regard to case. */
const folded = (columns: Names<Column>, name: string, text: string | null): string | null => {
  const type = columns.known.get(name)?.type;
  return type !== undefined && type !== "unknown" && type.name === "citext"
    ? (text?.toLowerCase() ?? null)
    : text;
};

const ids = new WeakMap<object, number>();
let lastId = 0;

/** Another text for each fresh value. */
function freshText(value: object): string {
  const known = ids.get(value);
  if (known !== undefined) return `fresh ${known}`;
  ids.set(value, ++lastId);
  return `fresh ${lastId}`;
}

/** Integers are fresh from a sequence, everything else by chance or by the clock. */
function isCounted(columns: Names<Column>, name: string): boolean {
  const type = columns.known.get(name)?.type;
  return type !== undefined && type !== "unknown" && /^int\d$/.test(type.name);
}

/** Whether a new row has something that no row before it had. */
export const isUnused = (key: UniqueKey, row: Row): boolean =>
  key.columns.some((column) => {
    const value = column === undefined ? undefined : row.values.get(column);
    return value?.kind === "unknown" && value.unused === true;
  });

/** Whether a row has a number of its own that its column's sequence may come to. */
export const isNumberedBy = ({ columns }: UniqueKey, { values }: Row, table: Table): boolean =>
  columns.length === 1 &&
  columns.every((name) => {
    const column = name === undefined ? undefined : table.columns.known.get(name);
    const value = name === undefined ? undefined : values.get(name);
    return (
      (column?.identity !== undefined || column?.default?.fresh === true) &&
      value?.kind === "constant" &&
      Number(value.text) >= 1
    );
  });

/** A sequence begins at 1 unless somebody says otherwise. */
export const isPositive = (texts: string): boolean =>
  (JSON.parse(texts) as readonly (string | null)[]).some((text) => Number(text) >= 1);

/** Types of which two different texts, as they are stored here, are two different values. */
export function isExact(
  catalog: Catalog,
  columns: Names<Column>,
  column: string | undefined,
): boolean {
  if (column === undefined) return true;
  const type = columns.known.get(column)?.type;
  if (type === undefined || type === "unknown") return false;
  if (type.dimensions > 0) return false;
  if (type.schema === "pg_catalog" || type.name === "citext") return exact.has(type.name);
  return catalog.types.known.get(relationKey(type.schema, type.name))?.kind === "enum";
}

const exact: ReadonlySet<string> = new Set(
  "bool char citext date int2 int4 int8 name numeric oid text uuid varchar bpchar float4 float8".split(
    " ",
  ),
);

/** How Rows.absent writes that no row has these constants. */
export const absentKey = (columns: readonly string[], row: Row): string | undefined => {
  const parts = [...columns].sort().map((column) => {
    const value = row.values.get(column);
    return value?.kind === "constant" && value.text !== null ? [column, value.text] : undefined;
  });
  return parts.includes(undefined) ? undefined : JSON.stringify(parts);
};
