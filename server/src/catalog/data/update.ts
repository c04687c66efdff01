import type { UpdateEffect } from "../../effects/data/write.ts";
import type { Row } from "../catalog.ts";
import { doubt, refuse } from "../draft.ts";
import { inheritors } from "../relations/inheritors.ts";
import { forbidFailedChecks } from "./checks.ts";
import { changedRow } from "./do-update.ts";
import { forbidDangling } from "./foreign-keys.ts";
import { keyText, sameAfterChange, type UniqueKey, violated } from "./keys.ts";
import { matches } from "./matching.ts";
import { afterTriggers, forbidNulls } from "./new-row.ts";
import { afterKeyChange } from "./referenced-keys.ts";
import { forgetAbove, forgetBelow } from "./relatives.ts";
import { forbidOtherPartition, requirePartition } from "./routing.ts";
import { unknownValue } from "./row-values.ts";
import { afterChange, beforeRow } from "./triggers.ts";
import { flush, newWriting, putRows, type Writing } from "./writing.ts";

/** UPDATE: its names have been checked. Gives the rows that certainly are as it made them. */
export function updateRows(writing: Writing, effect: UpdateEffect): readonly Row[] {
  const { draft, env, key, table } = writing;
  draft.touched = true;
  const moves = effect.set.some(({ column }) => table.partitionColumns?.includes(column));
  const { changed, any } = updateOwn(writing, effect, moves);
  if (any) forgetAbove(draft, key, "update");
  if (moves && any) {
    forgetBelow(draft, key, "delete");
    forgetBelow(draft, key, "insert");
  } else if (!effect.only) {
    for (const child of inheritors(draft.catalog, key).keys()) {
      const below = newWriting(draft, env, child);
      if (below) updateOwn(below, effect, false);
    }
  }
  return changed;
}

/** The rows of one table; `any`: some may have changed. */
function updateOwn(
  writing: Writing,
  effect: UpdateEffect,
  moves: boolean,
): { readonly changed: readonly Row[]; readonly any: boolean } {
  const { draft, key, table } = writing;
  const before = beforeRow(draft.catalog, table, "update");
  const found = matches(writing, effect.alias, effect.from, effect.where);
  if (moves && draft.catalog.closed && !table.rows.complete)
    doubt(draft, `whether every row of "${table.name}" finds a partition is not known`);
  const changed: Row[] = [];
  const replaced = new Map<Row, Row>();
  for (const { row, sure, env } of found) {
    const certain = sure && !before.mayDrop;
    const made = changedRow(env, table, row, effect.set, certain);
    const next = certain ? afterTriggers(draft, made, before) : blurred(made, before);
    if (certain) {
      if (moves) requirePartition(draft, key, table, next);
      forbidOtherPartition(draft, key, next);
      forbidNulls(table, key, next);
      forbidFailedChecks(env, table, key, next);
      changed.push(next);
    }
    if (next !== row) replaced.set(row, next);
  }
  if (replaced.size > 0)
    putRows(writing, {
      ...table.rows,
      known: table.rows.known.map((row) => replaced.get(row) ?? row),
    });
  flush(writing);
  const any = found.length > 0 || !table.rows.complete;
  if (changed.length > 0) {
    const touched = new Set(effect.set.map(({ column }) => column));
    const keys = writing.keys.filter((one) =>
      one.columns.some((column) => column === undefined || touched.has(column)),
    );
    for (const one of keys) forbidSameKeys(writing, one, changed);
    forbidDangling(draft, key, changed);
    afterKeyChange(draft, key, [...replaced.keys()]);
  }
  if (any) afterChange(draft, key, "update");
  return { changed, any };
}

/** 23505, 23P01 */
function forbidSameKeys(writing: Writing, key: UniqueKey, changed: readonly Row[]): void {
  if (key.deferred) return;
  const same = sameAfterChange(writing.env, writing.table, key, changed);
  if (same === "none") {
    if (mayMeetUnseen(writing, key, changed))
      doubt(writing.draft, `a row with this key may be there already in "${writing.table.name}"`);
    return;
  }
  const { sqlstate, message } = violated(key);
  if (same === "possible") return doubt(writing.draft, message);
  refuse(sqlstate, message, { class: "row", name: key.name, on: writing.key });
}

/** In a history that starts from nothing, a row that may be there is one that its own statements may have put there. */
const mayMeetUnseen = (
  { draft, env, table }: Writing,
  key: UniqueKey,
  changed: readonly Row[],
): boolean =>
  draft.catalog.closed &&
  !table.rows.complete &&
  changed.some((row) => typeof keyText(env, key, row, table.columns) === "object");

/** What a trigger sets on a row that may not have been touched. */
function blurred(row: Row, before: ReturnType<typeof beforeRow>): Row {
  if (!before.setsAny && before.sets.size === 0) return row;
  return {
    values: row.values.map((value, name) =>
      before.setsAny || before.sets.has(name) ? unknownValue : value,
    ),
  };
}
