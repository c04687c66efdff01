import type { Node } from "@pgsql/types";
import { List, Map as PersistentMap } from "immutable";
import type { Expr } from "../../effects/expression.ts";
import { expression } from "../../effects/expressions/expression.ts";
import type { Catalog, Column, Constraint, Index, Row, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { bind, type Env } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { rowBinding } from "../evaluate/table-rows.ts";
import { textOf } from "../evaluate/text.ts";
import { isUnknown, truth } from "../evaluate/value.ts";
import type { Names } from "../names.ts";
import { constraintOf, deferralOf } from "../relations/deferral.ts";
import { indexesOf } from "../relations/links.ts";

/** A unique index, or that of an exclusion: no two rows have the same values there. */
export interface UniqueKey {
  readonly name: string;
  /** Undefined for an expression. */
  readonly columns: readonly (string | undefined)[];
  readonly expressions: readonly Expr[];
  /** Of a partial index. */
  readonly predicate?: Expr;
  readonly nullsNotDistinct: boolean;
  /** Of an exclusion constraint: whether it asks no more than that rows are not the same. */
  readonly exclusion?: "equal" | "other";
  /** May be checked after the row is there. */
  readonly deferrable: boolean;
  /** Checked only at the end of the transaction. */
  readonly deferred: boolean;
  readonly index: Index;
}

const made = new WeakMap<Index, UniqueKey>();

/** The unique indexes of a table that are known. */
export const uniqueKeys = (catalog: Catalog, table: string): readonly UniqueKey[] =>
  indexesOf(catalog, table)
    .filter(({ relation }) => relation.columns.length > 0)
    .flatMap(({ relation }) => {
      const known = made.get(relation);
      if (known) return [known];
      const constraint = constraintOf(catalog, relation);
      if (!relation.unique && constraint?.type !== "exclude") return [];
      const key = uniqueKey(relation, constraint);
      made.set(relation, key);
      return [key];
    });

/** Of CREATE INDEX or of a constraint. */
interface IndexTree {
  readonly whereClause?: Node;
  readonly where_clause?: Node;
  readonly elements?: readonly { readonly expr?: Node }[];
  readonly exclusions?: readonly ExclusionTree[];
}

/** An index element, and the name of its operator. */
interface ExclusionTree {
  readonly List?: {
    readonly items?: readonly {
      readonly IndexElem?: { readonly expr?: Node };
      readonly List?: {
        readonly items?: readonly { readonly String?: { readonly sval?: string } }[];
      };
    }[];
  };
}

/** What an index asks of rows, unique or not. */
export function uniqueKey(index: Index, constraint: Constraint | undefined): UniqueKey {
  const tree = readTree(index.definition);
  const pairs = tree.exclusions?.map((pair) => pair.List?.items ?? []);
  const elements = tree.elements ?? pairs?.flatMap(([item]) => item?.IndexElem ?? []) ?? [];
  const predicate = tree.whereClause ?? tree.where_clause;
  return {
    name: index.name,
    columns: index.columns,
    expressions: elements.flatMap(({ expr }) => (expr ? [expression(expr)] : [])),
    ...(pairs
      ? {
          exclusion: pairs.every(
            ([, operator]) => operator?.List?.items?.at(-1)?.String?.sval === "=",
          )
            ? "equal"
            : "other",
        }
      : {}),
    ...(index.partial
      ? {
          predicate: predicate ? expression(predicate) : { kind: "opaque", why: "predicate" },
        }
      : {}),
    nullsNotDistinct: index.nullsNotDistinct,
    ...deferralOf(constraint),
    index,
  };
}

/** Definitions are canonical JSON of the syntax tree. */
function readTree(definition: string): IndexTree {
  try {
    return JSON.parse(definition) as IndexTree;
  } catch {
    return {};
  }
}

/** What PostgreSQL says of two rows that are the same under it. */
export const violated = ({ name, exclusion }: UniqueKey): { sqlstate: string; message: string } =>
  exclusion
    ? {
        sqlstate: "23P01",
        message: `conflicting key value violates exclusion constraint "${name}"`,
      }
    : { sqlstate: "23505", message: `duplicate key value violates unique constraint "${name}"` };

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

/** Whether a new row has something that no row before it had. */
export const isUnused = (key: UniqueKey, row: Row): boolean =>
  key.columns.some((column) => {
    const value = column === undefined ? undefined : row.values.get(column);
    return value?.kind === "unknown" && value.unused === true;
  });

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
const isPositive = (texts: string): boolean =>
  (JSON.parse(texts) as readonly (string | null)[]).some((text) => Number(text) >= 1);

/** Types of which two different texts, as they are stored here, are two different values. */
function isExact(catalog: Catalog, columns: Names<Column>, column: string | undefined): boolean {
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
