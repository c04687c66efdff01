import type { UpdateEffect } from "../../effects/data/write.ts";
import type { Row } from "../catalog.ts";
import { doubt, perhaps, Refusal } from "../draft.ts";
import { inheritors } from "../relations/inheritors.ts";
import { changedRow, either } from "./changed-row.ts";
import { type Changes, checkChanged, concerns } from "./changed-rows.ts";
import { forbidFailedChecks } from "./checks.ts";
import { forbidDomainValues } from "./domain-values.ts";
import { withDependents, withGenerated } from "./generated-columns.ts";
import { type Match, matches, unseenMatches } from "./matching.ts";
import { afterTriggers, forbidNulls } from "./new-row.ts";
import { movedTo } from "./partition-rows.ts";
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
  const found = [matches, unseenMatches].flatMap((those) =>
    those(writing, effect.alias, effect.from, effect.where),
  );
  if (moves && draft.catalog.closed && !table.rows.complete)
    doubt(draft, `whether every row of "${table.name}" finds a partition is not known`);
  const changes = rewritten(writing, effect, found, moves);
  const { sure, perhaps: may } = changes;
  const known = table.rows.known.map((row) => {
    const next = may.get(row);
    return sure.get(row) ?? (next ? either(row, next) : row);
  });
  if (sure.size + may.size > 0) putRows(writing, { ...table.rows, known });
  flush(writing);
  checkChanged(writing, changes);
  const any = found.length > 0 || !table.rows.complete;
  if (any) afterChange(draft, key, "update");
  return { changed: [...sure.values()], any };
}

/** What the rows become, each held against what is asked of it alone. */
function rewritten(
  writing: Writing,
  { set }: UpdateEffect,
  found: readonly Match[],
  moves: boolean,
): Changes {
  const { draft, key, table } = writing;
  const before = beforeRow(draft.catalog, table, "update");
  const columns = withDependents(
    table,
    set.map(({ column }) => column),
  );
  const anew = ({ row, env }: Match): Row =>
    withGenerated(env, table, afterTriggers(draft, changedRow(env, table, row, set), before));
  const inOrder = (next: Row): Row => {
    forbidDomainValues(writing.env, table, next, columns);
    if (moves) movedTo(writing, requirePartition(draft, key, table, next), next);
    forbidOtherPartition(draft, key, next);
    forbidNulls(draft, table, key, next);
    forbidFailedChecks(writing.env, table, key, next);
    return next;
  };
  const sure = new Map<Row, Row>();
  const may = new Map<Row, Row>();
  // One after the other: a row whose key another one has fails before those after it are looked at.
  const mayFailBefore = (): boolean =>
    sure.size > 0 && writing.keys.some((one) => !one.deferred && concerns(one, columns));
  for (const one of found)
    if (one.sure && !before.mayDrop) {
      try {
        sure.set(one.row, inOrder(anew(one)));
      } catch (error) {
        if (error instanceof Refusal && mayFailBefore())
          doubt(draft, `a row with this key may be there already in "${table.name}"`);
        throw error;
      }
    } else
      perhaps(draft, () => {
        const next = anew(one);
        may.set(one.row, draft.catalog.closed ? inOrder(next) : next);
      });
  return { sure, perhaps: may, columns };
}
