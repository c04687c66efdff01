import { Map as PersistentMap } from "immutable";
import type { InsertEffect } from "../../effects/data/write.ts";
import type { Row, Rows, Table } from "../catalog.ts";
import { doubt, perhaps, refuse } from "../draft.ts";
import type { Presence } from "../evaluate/env.ts";
import type { Change } from "./changed-rows.ts";
import { forbidFailedChecks } from "./checks.ts";
import { type Arbiter, forbidDeferrable, type Judged } from "./conflict-target.ts";
import {
  doubtSecondTime,
  forbidSecondTime,
  mayChange,
  mayChangeMet,
  refuseSecondTime,
  updateConflicting,
} from "./do-update.ts";
import { forbidDomainValues } from "./domain-values.ts";
import { absentKey, isNumberedBy, isUnused, type KeyText, keyText } from "./key-text.ts";
import { conflictOn, withRow } from "./keys.ts";
import { forbidNulls } from "./new-row.ts";
import { forbidOtherPartition } from "./routing.ts";
import { unknownValue } from "./row-values.ts";
import { type UniqueKey, violated } from "./unique-keys.ts";
import { putRows, type Writing } from "./writing.ts";

export type Added =
  | { readonly kind: "added"; readonly row: Row }
  | { readonly kind: "skipped" }
  /**
   * It (`perhaps`), or one with its key, may be there; `changed`: the one that was there, and what it certainly is now;
   * `perhapsChanged`: those that DO UPDATE may have met, and what they may be now.
   */
  | {
      readonly kind: "possible";
      readonly perhaps?: Row;
      readonly changed?: Change;
      readonly perhapsChanged?: readonly Change[];
    };

/** One proposed row: refused (23502, 23514, 23505), added, skipped or merged by ON CONFLICT. */
export function addRow(
  writing: Writing,
  effect: InsertEffect,
  row: Row,
  presence: Presence,
  arbiter: Arbiter | undefined,
): Added {
  const { env, table, keys } = writing;
  if (presence === "certain") forbidUnfit(writing, row);
  else if (writing.draft.catalog.closed) perhaps(writing.draft, () => forbidUnfit(writing, row));
  const judged = keys.map((one) => ({ key: one, conflict: conflictOn(env, one, row, table) }));
  const handled = (one: UniqueKey): boolean =>
    arbiter !== undefined && (arbiter === "any" || arbiter.includes(one));
  const own = judged.filter(({ key: one }) => handled(one));
  const others = judged.filter(({ key: one }) => !handled(one));
  if (presence === "certain") forbidDeferrable(writing, own);
  const met = own.flatMap(({ conflict }) => (typeof conflict === "object" ? conflict.row : []))[0];
  if (met)
    return presence === "certain" || effect.onConflict?.action === "nothing"
      ? merged(writing, effect, row, met)
      : possibly(writing, row, mayChange(writing, effect, row, [met]));
  const skippable = arbiter !== undefined && openConflicts(writing, row, own, arbiter === "any");
  // A row that is skipped for another key meets this one no more.
  const tried: Presence = skippable && presence === "certain" ? "maybe" : presence;
  for (const { key: one, conflict } of others)
    if (typeof conflict === "object") refuseDuplicate(writing, one, tried);
  if (presence !== "certain") {
    if (!arbiter && keys.length > 0)
      doubt(writing.draft, `whether a row is there already in "${table.name}"`);
    return possibly(writing, row, arbiter ? mayChangeMet(writing, effect, row, arbiter) : []);
  }
  if (openConflicts(writing, row, others, arbiter === undefined))
    doubt(writing.draft, `a row with this key may be there already in "${table.name}"`);
  return arbiter && skippable ? eitherWay(writing, effect, row, arbiter) : put(writing, row);
}

/** 23502 and 23514, in PostgreSQL's order. */
function forbidUnfit({ draft, env, key, table }: Writing, row: Row): void {
  forbidDomainValues(env, table, row);
  forbidNulls(draft, table, key, row);
  forbidFailedChecks(env, table, key, row);
  forbidOtherPartition(draft, key, row);
}

function merged(writing: Writing, effect: InsertEffect, row: Row, existing: Row): Added {
  if (effect.onConflict?.action !== "update") return { kind: "skipped" };
  if (writing.made.has(existing)) refuseSecondTime();
  if (writing.mayBeMade.has(existing)) doubtSecondTime(writing.draft, writing.table);
  const changed = updateConflicting(writing, effect, row, existing);
  return { kind: "possible", ...(changed ? { changed: [existing, changed] as const } : {}) };
}

function refuseDuplicate(writing: Writing, one: UniqueKey, presence: Presence): void {
  const { sqlstate, message } = violated(one);
  if (presence !== "certain" || one.deferred) doubt(writing.draft, message);
  else refuse(sqlstate, message, { class: "row", name: one.name, on: writing.key });
}

/**
 * Whether a row that nobody sees, or of which not all is known, may have the same key; `andUnseen`: also under keys
 * that nobody sees.
 */
function openConflicts(
  writing: Writing,
  row: Row,
  judged: readonly Judged[],
  andUnseen: boolean,
): boolean {
  const { table } = writing;
  if (judged.some(({ conflict }) => conflict === "possible")) return true;
  if (table.rows.complete) return false;
  if (andUnseen && !table.constraints.complete) return !isKnownAbsent(table, row, judged);
  return judged.some(({ key }) => {
    const text = keyText(writing.env, key, row, table.columns);
    return (
      text !== "free" && !isUnused(key, row) && !isFresh(text) && !isAbsent(table.rows, key, row)
    );
  });
}

/** Nobody has what was made just now. */
const isFresh = (text: KeyText): boolean =>
  typeof text === "object" && text.text.includes('"fresh ');

const isAbsent = (rows: Rows, key: UniqueKey, row: Row): boolean => {
  const columns = key.columns.filter((column) => column !== undefined);
  const text = columns.length === key.columns.length ? absentKey(columns, row) : undefined;
  return text !== undefined && (rows.absent?.has(text) ?? false);
};

/** Of a table that was not created in view, a key that was deleted is all that can be told. */
const isKnownAbsent = (
  table: Table,
  row: Row,
  judged: readonly { readonly key: UniqueKey }[],
): boolean =>
  judged.length > 0
    ? judged.every(({ key }) => isAbsent(table.rows, key, row))
    : (table.rows.absent?.some((text) => has(row, text)) ?? false);

const has = (row: Row, text: string): boolean =>
  (JSON.parse(text) as [string, string][]).every(([column, value]) => {
    const own = row.values.get(column);
    return own?.kind === "constant" && own.text === value;
  });

function put(writing: Writing, row: Row): Added {
  const { table } = writing;
  const { rows } = table;
  const absent = rows.absent?.filterNot((text) => has(row, text));
  putRows(writing, {
    ...rows,
    known: withRow(writing.env, rows.known, row, table),
    ...(absent ? { absent } : {}),
  });
  writing.made.add(row);
  return { kind: "added", row };
}

function possibly(writing: Writing, row: Row, perhapsChanged: readonly Change[] = []): Added {
  const { keys, table } = writing;
  const { known, numbered } = table.rows;
  const isNumbered = numbered || keys.some((one) => isNumberedBy(one, row, table));
  putRows(writing, { known, complete: false, ...(isNumbered ? { numbered: true as const } : {}) });
  return { kind: "possible", perhaps: row, perhapsChanged };
}

/** Inserted or not, a row with this key is there afterwards; of its other columns only what both ways agree on. */
function eitherWay(writing: Writing, effect: InsertEffect, row: Row, arbiter: Arbiter): Added {
  const columns = arbiter === "any" ? [] : (arbiter[0]?.columns ?? []);
  const named = columns.filter((column) => column !== undefined);
  const constant = named.every((column) => row.values.get(column)?.kind === "constant");
  // A known row of which not all is known may be the one.
  const seen =
    writing.table.rows.complete || named.length === 0 || named.length < columns.length || !constant;
  forbidSecondTime(writing, effect, row, arbiter);
  const perhapsChanged = mayChangeMet(writing, effect, row, arbiter);
  if (seen) return possibly(writing, row, perhapsChanged);
  const agreed = new Set([...named, ...takenOver(effect)]);
  const values = PersistentMap(
    row.values
      .entrySeq()
      .map(([name, value]) => [name, agreed.has(name) ? value : unknownValue] as const),
  );
  put(writing, { values });
  return { kind: "possible", perhaps: row, perhapsChanged };
}

/** Columns that DO UPDATE sets to what was to be inserted there. */
const takenOver = ({ onConflict }: InsertEffect): readonly string[] =>
  onConflict?.where
    ? []
    : (onConflict?.set ?? []).flatMap(({ column, value }) =>
        value.kind === "column" && value.qualifier === "excluded" && value.name === column
          ? column
          : [],
      );
