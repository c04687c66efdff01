import { carryOut } from "../catalog/carry-out.ts";
import { doubt, refuse } from "../catalog/draft.ts";
import type { Rows } from "../catalog/evaluate/env.ts";
import { isUnknown, unknown } from "../catalog/evaluate/value.ts";
import type { Effect } from "../effects/effect.ts";
import type { Query } from "../effects/expression.ts";
import { rowsOf, slotValues } from "./ask.ts";
import { anyRow, assignNothing, assignRow, firstRow, forgetTarget, rowCountOf } from "./assign.ts";
import { fill } from "./fill.ts";
import { planStatement, type StatementPlan } from "./plans.ts";
import { rowsWritten } from "./rows-written.ts";
import { type Completion, next, type Run } from "./run.ts";
import { topLevelOnly } from "./top-level-only.ts";
import type { Sql, Target } from "./tree.ts";
import { setFound, write } from "./variables.ts";

/** A statement of the body itself. */
export function runSql(run: Run, statement: Sql): Completion {
  const { kind, line, sql, into, strict } = statement;
  run.at = { line, sql };
  const plan = planStatement(run, sql);
  const values = slotValues(run, plan);
  const { effects, rows } = fill(plan.what, values);
  for (const effect of effects) refuseTopLevelOnly(effect);
  perform(run, { effects, rows }, into, strict);
  if (kind === "call") forgetInOut(run, plan);
  if (kind === "sql" && rows !== "none" && !into)
    refuse("42601", "query has no destination for result data");
  return next;
}

/** CALL may write to the variables that are its arguments. */
function forgetInOut(run: Run, plan: StatementPlan): void {
  for (const effect of plan.what.effects)
    if (effect.kind === "call")
      for (const arg of effect.args)
        if (arg.kind === "parameter") write(run, plan.slots[arg.number - 1] ?? [], unknown);
}

/** What a statement does, and the rows that it gives. */
export interface Doing {
  readonly effects: readonly Effect[];
  readonly rows: "none" | "returning" | Query;
}

/** Applies the effects; the rows go to `into`, FOUND and ROW_COUNT say how many there were. */
export function perform(
  run: Run,
  { effects, rows }: Doing,
  into: Target | undefined,
  strict: boolean,
): void {
  if (typeof rows === "object") {
    const given = queried(run, rows, effects, into !== undefined);
    run.rowCount = rowCountOf(given);
    setFound(run, anyRow(given));
    if (into) takeRow(run, given, into, strict);
    return;
  }
  const written = rowsWritten(run, effects);
  carryOut(run.draft, effects, (effect) => run.apply(run, effect));
  run.rowCount = written ?? 0;
  if (written !== undefined) setFound(run, isUnknown(written) ? unknown : written !== 0);
  if (into && rows === "returning") forgetTarget(run, into);
}

/** Functions in a query are called once: for its value where somebody takes it, for what they do otherwise. */
function queried(run: Run, query: Query, effects: readonly Effect[], taken: boolean): Rows {
  const calls = effects.some((effect) => effect.kind === "call");
  const { catalog, touched } = run.draft;
  for (const effect of effects) if (!taken || effect.kind !== "call") run.apply(run, effect);
  // Looking is not touching: a block that only asks has done nothing.
  if (run.draft.catalog === catalog) run.draft.touched = touched;
  if (calls && !taken) return { columns: undefined, rows: [{ values: [], presence: "many" }] };
  return rowsOf(run, query, []);
}

function takeRow(run: Run, given: Rows, into: Target, strict: boolean): void {
  const first = firstRow(given);
  if (strict) {
    const certain = given.rows.filter((row) => row.presence === "certain").length;
    if (first === "none") refuse("P0002", "query returned no rows");
    if (certain > 1) refuse("P0003", "query returned more than one row");
    if (certain !== given.rows.length)
      doubt(run.draft, "how many rows the query returns is not known");
  }
  if (first === "none") assignNothing(run, into, given.columns);
  else if (first)
    assignRow(run, into, first.values, given.columns ?? first.values.map((_, index) => `${index}`));
  else forgetTarget(run, into);
}

/** Statements that open transactions of their own cannot be executed from a function. */
export function refuseTopLevelOnly(effect: Effect): void {
  const name = topLevelOnly(effect);
  if (name !== undefined) refuse("25001", `${name} cannot be executed from a function`);
}

/** PreventInTransactionBlock, where the block is in view. */
export function refuseInTransaction(effect: Effect): void {
  const name = topLevelOnly(effect);
  if (name !== undefined) refuse("25001", `${name} cannot run inside a transaction block`);
}
