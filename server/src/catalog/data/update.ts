import type { UpdateEffect } from "../../effects/data/write.ts";
import type { Row } from "../catalog.ts";
import { doubt, perhaps } from "../draft.ts";
import type { Env } from "../evaluate/env.ts";
import { inheritors } from "../relations/inheritors.ts";
import { changedRow, either } from "./changed-row.ts";
import { checkChanged } from "./changed-rows.ts";
import { forbidFailedChecks } from "./checks.ts";
import { matches, unseenMatches } from "./matching.ts";
import { afterTriggers, forbidNulls } from "./new-row.ts";
import { forgetAbove, forgetBelow } from "./relatives.ts";
import { forbidOtherPartition, requirePartition } from "./routing.ts";
import { afterChange, beforeRow } from "./triggers.ts";
import { flush, newWriting, putRows, type Writing } from "./writing.ts";

/** UPDATE: its names have been checked. Gives the rows that certainly are as it made them. */
export function updateRows(writing: Writing, effect: UpdateEffect): readonly Row[] {
  const { draft, env, key, table } = writing;
  draft.touched = true;
  draft.filled.add(key);
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
  const unseen = unseenMatches(writing, effect.alias, effect.from, effect.where);
  if (moves && draft.catalog.closed && !table.rows.complete)
    doubt(draft, `whether every row of "${table.name}" finds a partition is not known`);
  const written = (row: Row, env: Env): Row => {
    const next = afterTriggers(draft, changedRow(env, table, row, effect.set), before);
    if (moves) requirePartition(draft, key, table, next);
    forbidOtherPartition(draft, key, next);
    forbidNulls(table, key, next);
    forbidFailedChecks(env, table, key, next);
    return next;
  };
  const sure = new Map<Row, Row>();
  const may = new Map<Row, Row>();
  for (const { row, sure: holds, env } of [...found, ...unseen])
    if (holds && !before.mayDrop) sure.set(row, written(row, env));
    else if (draft.catalog.closed) perhaps(draft, () => may.set(row, written(row, env)));
    else may.set(row, afterTriggers(draft, changedRow(env, table, row, effect.set), before));
  const known = table.rows.known.map((row) => {
    const next = may.get(row);
    return sure.get(row) ?? (next ? either(row, next) : row);
  });
  if (sure.size + may.size > 0) putRows(writing, { ...table.rows, known });
  flush(writing);
  const columns = new Set(effect.set.map(({ column }) => column));
  checkChanged(writing, { sure, perhaps: may, columns });
  const any = found.length > 0 || !table.rows.complete;
  if (any) afterChange(draft, key, "update");
  return { changed: [...sure.values()], any };
}
