import { Map as PersistentMap } from "immutable";
import type { Column, Row, RowValue, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { checkingDraft } from "../evaluate/check-context.ts";
import { checkExpr } from "../evaluate/check-expr.ts";
import type { Env } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { doubtLength, lengthOf } from "../evaluate/text-length.ts";
import { isError, type Value } from "../evaluate/value.ts";
import type { Names } from "../names.ts";
import { inOrder } from "../relations/inherit.ts";
import { freshValue } from "./fresh-value.ts";
import { isPerhapsNull, nullValue, type RowValues, stored, unknownValue } from "./row-values.ts";
import type { BeforeRow } from "./triggers.ts";

/** A value that a statement gives a column; `default`: it leaves it to the column. */
export type Given = Value | { readonly kind: "default" };

const isDefault = (given: Given): given is { readonly kind: "default" } =>
  typeof given === "object" && given !== null && "kind" in given && given.kind === "default";

const isGiven = (given: Given | undefined): boolean => given !== undefined && !isDefault(given);

/** What the columns hold where nothing is given. */
export interface Defaults {
  readonly values: RowValues;
  /** Columns that every row gets another value for. */
  readonly fresh: readonly string[];
}

export function defaultsOf(env: Env, table: Table): Defaults {
  const values = PersistentMap(
    table.columns.known.entrySeq().map(([name, column]) => [name, defaultOf(env, column)] as const),
  );
  return { values, fresh: [...values.filter(({ kind }) => kind === "fresh").keys()] };
}

export function defaultOf(env: Env, column: Column): RowValue {
  if (column.identity) return { kind: "fresh" };
  if (column.generated || column.assumed) return unknownValue;
  if (!column.default) return withoutDefault(env, column);
  if (column.default.fresh) return { kind: "fresh" };
  const value = evaluateExpr(env, column.default.value);
  return isError(value) ? unknownValue : stored(env, column, value);
}

/** NULL, but a domain may bring a default of its own. */
export function withoutDefault(env: Env, { type }: Column): RowValue {
  if (type === "unknown") return unknownValue;
  const user = env.catalog.types.known.get(relationKey(type.schema, type.name));
  if (user?.kind === "unknown") return unknownValue;
  if (user?.kind !== "domain" || type.dimensions > 0) return nullValue;
  // Where its base type is a domain too, it took that one's default when it was made.
  const isOwn = user.base !== "unknown" && user.base.schema === "pg_catalog";
  const hasNone = user.origin !== "assumed" && user.definition.endsWith("\n");
  return isOwn && hasNone ? nullValue : unknownValue;
}

/** The row that a statement proposes; refused for a value that its column's type does not read. */
export function proposedRow(
  draft: Draft,
  env: Env,
  table: Table,
  columns: readonly (string | undefined)[],
  given: readonly Given[],
  defaults: Defaults,
): Row {
  const values = defaults.values.withMutations((row) => {
    for (const name of defaults.fresh) row.set(name, freshValue(draft));
    for (const [index, name] of columns.entries()) {
      const value = given[index];
      if (name === undefined || value === undefined || isDefault(value)) continue;
      row.set(name, stored(env, table.columns.known.get(name), value));
    }
    for (const name of defaults.fresh)
      if (!columns.some((one, at) => one === name && isGiven(given[at])))
        doubtDefault(draft, table.columns.known.get(name));
  });
  return { values };
}

/** What BEFORE triggers leave of it. */
export function afterTriggers(draft: Draft, row: Row, before: BeforeRow): Row {
  if (!before.setsAny && before.sets.size === 0) return row;
  const values = row.values.map((value, name) => {
    const set = before.sets.get(name);
    if (set === "fresh") return freshValue(draft);
    if (set === "unused" && !before.setsAny)
      return { kind: "unknown" as const, unused: true as const };
    return set === "unknown" || before.setsAny ? unknownValue : value;
  });
  return { values };
}

/** See doubtLength. */
export function doubtDefault(draft: Draft, column: Column | undefined): void {
  if (!column?.default || column.type === "unknown" || lengthOf(column.type) === undefined) return;
  const place = { ranges: [], place: "DEFAULT expression" } as const;
  const given = checkExpr(checkingDraft(draft), column.default.value, place);
  doubtLength(draft, column.type, given);
}

const required = new WeakMap<Names<Column>, readonly Column[]>();

/** NOT NULL columns in the table's order. */
function requiredIn(columns: Names<Column>): readonly Column[] {
  const known = required.get(columns);
  if (known) return known;
  const found = inOrder(columns).filter((column) => column.notNull === true);
  required.set(columns, found);
  return found;
}

/** 23502 */
export function forbidNulls(draft: Draft, table: Table, key: string, row: Row): void {
  for (const column of requiredIn(table.columns)) {
    const value = row.values.get(column.name);
    const isPerhaps = isPerhapsNull(value);
    if (!isPerhaps && (value?.kind !== "constant" || value.text !== null)) continue;
    const message = `null value in column "${column.name}" of relation "${table.name}" violates not-null constraint`;
    if (!isPerhaps) refuse("23502", message, { class: "column", name: column.name, on: key });
    else if (draft.catalog.closed) doubt(draft, message);
  }
}
