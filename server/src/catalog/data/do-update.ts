import type { InsertEffect } from "../../effects/data/write.ts";
import type { Row, Table } from "../catalog.ts";
import { type Draft, doubt, perhaps, refuse } from "../draft.ts";
import { bind } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { rowBinding } from "../evaluate/table-rows.ts";
import { truth } from "../evaluate/value.ts";
import { changedRow, either } from "./changed-row.ts";
import type { Change } from "./changed-rows.ts";
import { forbidFailedChecks } from "./checks.ts";
import type { Arbiter } from "./conflict-target.ts";
import { forbidDomainValues } from "./domain-values.ts";
import { withGenerated } from "./generated-columns.ts";
import { keyText } from "./key-text.ts";
import { mayBeSame, replaceRow } from "./keys.ts";
import { mayHoldUnseen, unseenRow } from "./matching.ts";
import { afterTriggers, forbidNulls } from "./new-row.ts";
import { fitsAll } from "./routing.ts";
import { beforeRow } from "./triggers.ts";
import { putRows, type Writing } from "./writing.ts";

/** ON CONFLICT DO UPDATE of a row that is there; gives what that certainly becomes. */
export function updateConflicting(
  writing: Writing,
  effect: InsertEffect,
  proposed: Row,
  existing: Row,
): Row | undefined {
  const { draft, env, table } = writing;
  const step = conflictingRow(writing, effect, proposed, existing);
  if (!step) return undefined;
  const { row, sure } = step;
  draft.touched = true;
  (sure ? writing.made : writing.mayBeMade).add(row);
  if (row === existing) return undefined;
  putRows(writing, { ...table.rows, known: replaceRow(env, table, existing, row) });
  return sure ? row : undefined;
}

/** Of rows that the proposed one may meet; gives what they may become. */
export function mayChange(
  writing: Writing,
  effect: InsertEffect,
  proposed: Row,
  existing: readonly Row[],
): readonly Change[] {
  if (effect.onConflict?.action !== "update") return [];
  const { draft, env } = writing;
  return existing.flatMap((was): readonly Change[] => {
    let is: Row | undefined;
    perhaps(draft, () => {
      if (writing.made.has(was)) refuseSecondTime();
      is = conflictingRow(writing, effect, proposed, was)?.row;
    });
    if (!is || is === was) return [];
    const { table } = writing;
    const known = replaceRow(env, table, was, either(was, is));
    putRows(writing, { ...table.rows, known });
    return [[was, is]];
  });
}

export const refuseSecondTime = (): never =>
  refuse("21000", "ON CONFLICT DO UPDATE command cannot affect row a second time");

export const doubtSecondTime = (draft: Draft, table: Table): void =>
  doubt(draft, `whether a row of "${table.name}" is updated twice is not known`);

/** Whichever of the two the one before it with this key has met, it was written by this statement. */
export function forbidSecondTime(
  { draft, env, table, met }: Writing,
  { onConflict }: InsertEffect,
  proposed: Row,
  arbiter: Arbiter,
): void {
  if (onConflict?.action !== "update" || arbiter === "any") return;
  for (const key of arbiter) {
    const text = keyText(env, key, proposed, table.columns);
    if (typeof text === "string") continue;
    const one = JSON.stringify([key.name, text.text]);
    if (met.has(one)) {
      if (!onConflict.where) refuseSecondTime();
      doubtSecondTime(draft, table);
    }
    met.add(one);
  }
}

/** The same of all that have, or may have, its key. */
export function mayChangeMet(
  writing: Writing,
  effect: InsertEffect,
  proposed: Row,
  arbiter: Arbiter,
): readonly Change[] {
  if (effect.onConflict?.action !== "update") return [];
  const { draft, env, table } = writing;
  const { known } = table.rows;
  if (known.size > askedAtMost) {
    putRows(writing, { ...table.rows, known: known.clear(), complete: false });
    doubt(draft, `which row of "${table.name}" is updated is not known`);
    return [];
  }
  const met = known.filter(
    (row) => arbiter === "any" || arbiter.some((key) => mayBeSame(env, key, table, proposed, row)),
  );
  const unseen = mayHoldUnseen(draft.catalog, table) ? [unseenRow] : [];
  return mayChange(writing, effect, proposed, [...met, ...unseen]);
}

/** Of more rows nobody is asked one by one. */
const askedAtMost = 200;

/** A row as the statement makes it where WHERE holds, in every way in order; undefined where it leaves it alone. */
function conflictingRow(
  { draft, env, key, table }: Writing,
  effect: InsertEffect,
  proposed: Row,
  existing: Row,
): { readonly row: Row; readonly sure: boolean } | undefined {
  if (!effect.onConflict) return undefined;
  const inner = bind(env, [
    rowBinding(env, effect.alias, existing, table.columns),
    rowBinding(env, "excluded", proposed, table.columns),
  ]);
  const { where, set } = effect.onConflict;
  const holds = where ? truth(evaluateExpr(inner, where)) : true;
  if (holds === false) return undefined;
  const before = beforeRow(draft.catalog, table, "update");
  const next = (): Row => {
    const changed = afterTriggers(draft, changedRow(inner, table, existing, set), before);
    const row = withGenerated(env, table, changed);
    if (!fitsAll(draft, key, row)) refuse("0A000", "invalid ON UPDATE specification");
    forbidDomainValues(env, table, row, new Set(set.map(({ column }) => column)));
    forbidNulls(draft, table, key, row);
    forbidFailedChecks(env, table, key, row);
    return row;
  };
  if (holds === true) return { row: next(), sure: true };
  let row = existing;
  perhaps(draft, () => {
    row = either(existing, next());
  });
  return { row, sure: false };
}
