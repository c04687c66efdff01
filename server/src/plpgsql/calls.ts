import { checkCalled } from "../catalog/data/call.ts";
import { refuseFor } from "../catalog/draft.ts";
import { newEnv } from "../catalog/evaluate/env.ts";
import { evaluateExpr } from "../catalog/evaluate/evaluate-expr.ts";
import { isError, type Value } from "../catalog/evaluate/value.ts";
import type { CallEffect } from "../effects/data/select.ts";
import type { SelectQuery } from "../effects/expression.ts";
import type { NameRef } from "../effects/type-ref.ts";
import { rowsOf } from "./ask.ts";
import { branches } from "./branches.ts";
import { callRoutine, runnable } from "./call-routine.ts";
import { next, type Run } from "./run.ts";

/** A call that is a statement of its own, or what a SELECT calls; false when its body cannot be run here. */
export function runCall(run: Run, effect: CallEffect): boolean {
  const routine = runnable(run, effect, effect.args.length);
  if (!routine) return false;
  if (effect.routine === "procedure") checkCalled(run.draft, effect);
  const call = (args: readonly Value[]) => () => {
    callRoutine(run, routine, args);
    return next;
  };
  if (!effect.within) {
    call(argumentValues(run, effect))();
    return true;
  }
  const because = `for how many rows ${effect.name} is called is not known`;
  for (const { values, presence } of rowsOf(run, argumentsIn(effect, effect.within), []).rows) {
    if (presence === "certain") call(values)();
    else branches(run, because, [() => next, call(values)]);
  }
  return true;
}

/** For expressions: the value of a function that somebody wrote. What it does is done to the draft. */
export function runHook(run: Run, name: NameRef, args: readonly Value[]): Value | undefined {
  const routine = runnable(run, name, args.length);
  return routine && callRoutine(run, routine, args);
}

function argumentValues(run: Run, { args }: CallEffect): readonly Value[] {
  return args.map((arg) => {
    const value = evaluateExpr(
      newEnv(run.draft.catalog, { call: (_, name, inner) => run.call(run, name, inner) }),
      arg,
    );
    return isError(value) ? refuseFor(value) : value;
  });
}

/** The query's rows with the arguments as columns. */
const argumentsIn = ({ args }: CallEffect, within: SelectQuery): SelectQuery => ({
  ...within,
  items: args.map((value, index) => ({ name: `${index}`, value })),
  orderBy: [],
  distinct: false,
});
