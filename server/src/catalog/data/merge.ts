import type { MergeAction, MergeEffect } from "../../effects/data/write.ts";
import type { Row, Table } from "../catalog.ts";
import { doubt, refuseFor } from "../draft.ts";
import { type Bound, bind, type Env, failed } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { join } from "../evaluate/join.ts";
import { orderedNames, rowBinding } from "../evaluate/table-rows.ts";
import { truth } from "../evaluate/value.ts";
import { addRow } from "./add-row.ts";
import { afterDelete } from "./after-delete.ts";
import { changedRow } from "./changed-row.ts";
import { checkChanged } from "./changed-rows.ts";
import { forbidFailedChecks } from "./checks.ts";
import { forbidDomainValues } from "./domain-values.ts";
import { forbidDangling } from "./foreign-keys.ts";
import { withDependents, withGenerated } from "./generated-columns.ts";
import { replaceRow } from "./keys.ts";
import { defaultsOf, forbidNulls, proposedRow } from "./new-row.ts";
import { forgetInRelatives } from "./relatives.ts";
import { forgetRows } from "./row-values.ts";
import { afterChange } from "./triggers.ts";
import { flush, putRows, type Writing } from "./writing.ts";

/** MERGE, exactly where all rows on both sides are known; otherwise what the table holds is forgotten. */
export function mergeRows(writing: Writing, effect: MergeEffect): readonly Row[] {
  const { draft, env, key, table } = writing;
  draft.touched = true;
  draft.filled.add(key);
  const source = join(env, [effect.source], undefined);
  if (failed(source)) return refuseFor(source);
  const plan = planned(env, effect, table, source);
  if (!plan) {
    doubt(draft, `which rows of "${table.name}" match is not known`);
    forgetRows(draft, key, "delete");
    return [];
  }
  const replaced = new Map<Row, Row>();
  const made = plan.flatMap((step) => perform(writing, effect, step, replaced));
  flush(writing);
  const set = effect.actions.flatMap((action) => action.set.map(({ column }) => column));
  checkChanged(writing, {
    sure: replaced,
    perhaps: new Map(),
    columns: withDependents(table, set),
  });
  const added = made.filter((row) => ![...replaced.values()].includes(row));
  forbidDangling(draft, key, added);
  forgetInRelatives(draft, key, "insert");
  forgetInRelatives(draft, key, "delete");
  for (const event of new Set(plan.map(({ action }) => action.action)))
    if (event !== "nothing") afterChange(draft, key, event);
  return made;
}

interface Step {
  readonly action: MergeAction;
  readonly row: Row | undefined;
  readonly env: Env;
}

/** What is done for each pair; undefined where that is not known of one. */
function planned(
  env: Env,
  effect: MergeEffect,
  table: Table,
  source: readonly Bound[],
): readonly Step[] | undefined {
  if (!table.rows.complete || source.some(({ presence }) => presence !== "certain"))
    return undefined;
  if (table.rows.known.size * source.length > 20_000) return undefined;
  const steps: Step[] = [];
  const matched = new Set<Row>();
  for (const { bindings } of source) {
    let found = false;
    for (const row of table.rows.known) {
      const inner = bind(env, [rowBinding(env, effect.alias, row, table.columns), ...bindings]);
      const holds = truth(evaluateExpr(inner, effect.on));
      if (holds === "unknown") return undefined;
      if (!holds) continue;
      found = true;
      matched.add(row);
      const step = firstAction(effect, "matched", inner, row);
      if (step === "unknown") return undefined;
      if (step) steps.push(step);
    }
    if (found) continue;
    const step = firstAction(effect, "not matched", bind(env, bindings), undefined);
    if (step === "unknown") return undefined;
    if (step) steps.push(step);
  }
  for (const row of table.rows.known) {
    if (matched.has(row)) continue;
    const inner = bind(env, [rowBinding(env, effect.alias, row, table.columns)]);
    const step = firstAction(effect, "not matched by source", inner, row);
    if (step === "unknown") return undefined;
    if (step) steps.push(step);
  }
  return steps;
}

function firstAction(
  effect: MergeEffect,
  when: MergeAction["when"],
  env: Env,
  row: Row | undefined,
): Step | "unknown" | undefined {
  for (const action of effect.actions) {
    if (action.when !== when) continue;
    const holds = action.condition ? truth(evaluateExpr(env, action.condition)) : true;
    if (holds === "unknown") return holds;
    if (holds) return { action, row, env };
  }
  return undefined;
}

function perform(
  writing: Writing,
  effect: MergeEffect,
  step: Step,
  replaced: Map<Row, Row>,
): readonly Row[] {
  const { draft, env, key, table } = writing;
  const { action, row } = step;
  if (action.action === "insert") {
    const names = action.columns ?? orderedNames(table.columns);
    const given = action.values.map((value) =>
      value.kind === "default" ? ({ kind: "default" } as const) : evaluateExpr(step.env, value),
    );
    const proposed = proposedRow(draft, env, table, names, given, defaultsOf(env, table));
    const insert = { ...effect, kind: "insert" as const, source: "default values" as const };
    const row = withGenerated(env, table, proposed);
    const added = addRow(writing, insert, row, "certain", undefined);
    return added.kind === "added" ? [added.row] : [];
  }
  if (!row) return [];
  if (action.action === "delete") {
    putRows(writing, { ...table.rows, known: table.rows.known.filterNot((one) => one === row) });
    afterDelete(draft, key, { sure: [row], perhaps: [] });
    return [];
  }
  if (action.action !== "update") return [];
  const next = withGenerated(env, table, changedRow(step.env, table, row, action.set));
  if (next === row) return [next];
  forbidDomainValues(env, table, next, new Set(action.set.map(({ column }) => column)));
  forbidNulls(draft, table, key, next);
  forbidFailedChecks(env, table, key, next);
  putRows(writing, { ...table.rows, known: replaceRow(env, table, row, next) });
  replaced.set(row, next);
  return [next];
}
