import type { UpdateEffect } from "../../effects/data/write.ts";
import type { Row } from "../catalog.ts";
import { doubt } from "../draft.ts";
import { inheritors } from "../relations/inheritors.ts";
import { checkChanged } from "./changed-rows.ts";
import { forbidFailedChecks } from "./checks.ts";
import { changedRow } from "./do-update.ts";
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
  const sure = new Map<Row, Row>();
  for (const { row, sure: holds, env } of found) {
    const certain = holds && !before.mayDrop;
    const made = changedRow(env, table, row, effect.set, certain);
    const next = certain ? afterTriggers(draft, made, before) : blurred(made, before);
    if (certain) {
      if (moves) requirePartition(draft, key, table, next);
      forbidOtherPartition(draft, key, next);
      forbidNulls(table, key, next);
      forbidFailedChecks(env, table, key, next);
      changed.push(next);
    }
    if (certain) sure.set(row, next);
    if (next !== row) replaced.set(row, next);
  }
  if (replaced.size > 0)
    putRows(writing, {
      ...table.rows,
      known: table.rows.known.map((row) => replaced.get(row) ?? row),
    });
  flush(writing);
  const any = found.length > 0 || !table.rows.complete;
  checkChanged(writing, sure, new Set(effect.set.map(({ column }) => column)));
  afterKeyChange(
    draft,
    key,
    [...replaced.keys()].filter((row) => !sure.has(row)),
  );
  if (any) afterChange(draft, key, "update");
  return { changed, any };
}

/** What a trigger sets on a row that may not have been touched. */
function blurred(row: Row, before: ReturnType<typeof beforeRow>): Row {
  if (!before.setsAny && before.sets.size === 0) return row;
  return {
    values: row.values.map((value, name) =>
      before.setsAny || before.sets.has(name) ? unknownValue : value,
    ),
  };
}
