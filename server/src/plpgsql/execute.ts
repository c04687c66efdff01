import type { Node } from "@pgsql/types";
import { applyEffect } from "../catalog/apply-effect.ts";
import { carryOut } from "../catalog/carry-out.ts";
import type { Catalog, Origin } from "../catalog/catalog.ts";
import { forgetAllRows } from "../catalog/data/row-values.ts";
import { attempt, type Draft, doubt } from "../catalog/draft.ts";
import { betweenStatements } from "../catalog/objects/uncommitted.ts";
import type { Step } from "../catalog/outcome.ts";
import type { DoEffect } from "../effects/blocks.ts";
import type { Effect } from "../effects/effect.ts";
import { translate } from "../effects/translate.ts";
import { runCall, runHook } from "./calls.ts";
import { checkDeclarations } from "./check-declarations.ts";
import { doStatement, openBody } from "./open-body.ts";
import { GiveUp, type Machine, type Run } from "./run.ts";
import { newRun, noBody, runToEnd } from "./run-body.ts";
import { refuseInTransaction } from "./run-sql.ts";
import { runStatements } from "./run-statement.ts";
import { validateRoutine } from "./validate-routine.ts";
import { frameOf } from "./variables.ts";

export type { Machine } from "./run.ts";

export const effectsOf = (tree: Node, sql: string): readonly Effect[] => translate(tree, sql);

/** Inner statements that one statement may run before nobody waits for it any longer. */
const budget = 10_000;

/** Runs one statement over the catalog, DO blocks and called functions included. */
export function execute(
  machine: Machine,
  before: Catalog,
  effects: readonly Effect[],
  origin: Origin,
): Step {
  const step = attempt(before, origin, (draft, at) => {
    const top = outermost(machine, draft);
    draft.call = (_, name, args) => runHook(top, name, args);
    const each = (effect: Effect): void => {
      if (!before.session.saved.isEmpty()) refuseInTransaction(effect);
      try {
        applyAny(top, effect);
      } catch (error) {
        if (!(error instanceof GiveUp)) throw error;
        doubt(draft, error.message);
        forgetAllRows(draft);
      }
    };
    carryOut(draft, effects, each, at);
  });
  const catalog = betweenStatements(step.catalog);
  return catalog === step.catalog ? step : { ...step, catalog };
}

/** What statements outside any body run in. */
const outermost = (machine: Machine, draft: Draft): Run =>
  newRun(
    {
      machine,
      draft,
      budget: { left: budget },
      depth: -1,
      perform: runStatements,
      apply: applyAny,
      call: runHook,
    },
    noBody(),
    frameOf([]),
  );

/** Blocks and calls are run here, everything else is the catalog's. */
function applyAny(run: Run, effect: Effect): void {
  if (effect.kind === "do" && effect.language === "plpgsql") runDo(run, effect);
  else if (effect.kind !== "call" || !runCall(run, effect)) applyEffect(run.draft, effect);
  if (effect.kind === "create-routine") validateRoutine(run, effect);
}

function runDo(outer: Run, { body: text }: DoEffect): void {
  const body = openBody(outer.machine, doStatement(text));
  checkDeclarations(outer, body);
  const run = newRun(outer, body, frameOf([]));
  runToEnd(run, () => run.perform(run, [body.block]));
}
