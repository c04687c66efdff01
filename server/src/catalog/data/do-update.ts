import { isRelative } from "../../effects/data/update.ts";
import type { Assignment, InsertEffect } from "../../effects/data/write.ts";
import type { Row, RowValue, Table } from "../catalog.ts";
import { refuse, refuseFor } from "../draft.ts";
import { bind, type Env } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { rowBinding } from "../evaluate/table-rows.ts";
import { isError, isUnknown, truth } from "../evaluate/value.ts";
import { forbidFailedChecks } from "./checks.ts";
import { replaceRow } from "./keys.ts";
import { afterTriggers, defaultOf, forbidNulls } from "./new-row.ts";
import { fitsAll } from "./routing.ts";
import { sameValue, stored, unknownValue } from "./row-values.ts";
import { beforeRow } from "./triggers.ts";
import { putRows, type Writing } from "./writing.ts";

/** ON CONFLICT DO UPDATE of a row that is there; gives what that certainly becomes. */
export function updateConflicting(
  writing: Writing,
  effect: InsertEffect,
  proposed: Row,
  existing: Row,
): Row | undefined {
  const { draft, env, key, table } = writing;
  if (!effect.onConflict) return undefined;
  const inner = bind(env, [
    rowBinding(env, effect.alias, existing, table.columns),
    rowBinding(env, "excluded", proposed, table.columns),
  ]);
  const { where, set } = effect.onConflict;
  const holds = where ? truth(evaluateExpr(inner, where)) : true;
  if (holds === false) return undefined;
  const changed = changedRow(inner, table, existing, set, holds === true);
  const row = afterTriggers(draft, changed, beforeRow(draft.catalog, table, "update"));
  if (holds === true) {
    if (!fitsAll(draft, key, row)) refuse("0A000", "invalid ON UPDATE specification");
    forbidNulls(table, key, row);
    forbidFailedChecks(env, table, key, row);
  }
  draft.touched = true;
  writing.made.add(row);
  if (row === existing) return undefined;
  putRows(writing, { ...table.rows, known: replaceRow(env, table, existing, row) });
  return holds === true ? row : undefined;
}

/** A row with the assignments made; `sure`: they certainly are. The same object where nothing changes. */
export function changedRow(
  env: Env,
  table: Table,
  row: Row,
  set: readonly Assignment[],
  sure: boolean,
): Row {
  const values = row.values.withMutations((now) => {
    for (const assignment of set) {
      const { column } = assignment;
      const next = assignedValue(env, table, assignment);
      const before = row.values.get(column);
      if (sameValue(before, next)) continue;
      now.set(column, sure ? moved(assignment, before, next) : unknownValue);
    }
  });
  return values === row.values ? row : { values };
}

function assignedValue(env: Env, table: Table, { column, value, part }: Assignment): RowValue {
  const of = table.columns.known.get(column);
  if (part) return unknownValue;
  if (value.kind === "default") return of ? defaultOf(env, of) : unknownValue;
  const result = evaluateExpr(env, value);
  if (isError(result)) return refuseFor(result);
  return isUnknown(result) && !result.fresh ? unknownValue : stored(env, of, result);
}

/** What is put back with something added is not what it was, even where neither is known; NULL stays NULL. */
const moved = (assignment: Assignment, before: RowValue | undefined, next: RowValue): RowValue =>
  next.kind === "unknown" &&
  before?.kind === "constant" &&
  before.text !== null &&
  isRelative(assignment)
    ? { kind: "unknown", moved: true }
    : next;
