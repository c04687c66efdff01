import { refuse } from "../catalog/draft.ts";
import { isArray, isUnknown, type Value } from "../catalog/evaluate/value.ts";
import { evaluateText, integerOf } from "./ask.ts";
import { branches, gather } from "./branches.ts";
import { decide } from "./decide.ts";
import { type Completion, GiveUp, next, type Run } from "./run.ts";
import type { Loop } from "./tree.ts";
import { cell, frameOf, setFound, within, write } from "./variables.ts";

type Of<K extends Loop["kind"]> = Extract<Loop, { kind: K }>;

const endsPass = (loop: Loop, completion: Completion): boolean =>
  completion.kind === "continue" && (completion.label ?? loop.label) === loop.label;

const endsLoop = (loop: Loop, completion: Completion): boolean =>
  completion.kind === "exit" && (completion.label ?? loop.label) === loop.label;

/** `rounds` calls pass as often as the loop goes round, until that says stop or something else than "next". */
export function looped(
  run: Run,
  loop: Loop,
  rounds: (pass: () => Completion) => Completion,
): Completion {
  const because = `how often the loop of line ${loop.line} goes round is not known`;
  const pass = (): Completion => {
    spend(run);
    const completion = gather(
      run,
      because,
      (one) => endsPass(loop, one),
      () => run.perform(run, loop.body),
    );
    return endsPass(loop, completion) ? next : completion;
  };
  const completion = gather(
    run,
    because,
    (one) => endsLoop(loop, one),
    () => rounds(pass),
  );
  return endsLoop(loop, completion) ? next : completion;
}

/** None, one or more rounds, nobody knows how many: what two leave, more will not change. */
export function anyNumber(run: Run, loop: Loop, pass: () => Completion): Completion {
  const because = `how often the loop of line ${loop.line} goes round is not known`;
  const once = (again: () => Completion): Completion => {
    const completion = pass();
    return completion.kind === "next" ? again() : completion;
  };
  const round = (rest: () => Completion): Completion =>
    branches(run, because, [() => next, () => once(rest)]).completion;
  return round(() => round(() => next));
}

function spend(run: Run): void {
  if (run.budget.left-- <= 0) throw new GiveUp("it runs too long");
}

/** Somebody may have left it already: then nothing new comes from going round for ever. */
const mayHaveLeft = (run: Run, loop: Loop): boolean =>
  run.left.some((one) => endsLoop(loop, one.completion));

export const runEndless = (run: Run, loop: Of<"loop">): Completion =>
  looped(run, loop, (pass) => {
    for (let round = 0; ; round++) {
      const completion = pass();
      if (completion.kind !== "next") return completion;
      if (round === 0) continue;
      if (mayHaveLeft(run, loop)) return { kind: "exit", ...labelOf(loop) };
      const [out] = run.left;
      if (out) return out.completion;
    }
  });

const labelOf = (loop: Loop): { readonly label?: string } =>
  loop.label === undefined ? {} : { label: loop.label };

export const runWhile = (run: Run, loop: Of<"while">): Completion =>
  looped(run, loop, (pass) => {
    for (;;) {
      const { answer, settle } = decide(run, loop.line, loop.condition);
      if (answer === false) return settle(next);
      if (answer === "unknown") return anyNumber(run, loop, pass);
      const completion = pass();
      if (completion.kind !== "next") return completion;
      if (mayHaveLeft(run, loop)) return anyNumber(run, loop, pass);
    }
  });

export function runForInteger(run: Run, loop: Of<"for-integer">): Completion {
  const { line, variable, reverse } = loop;
  const lower = integerOf(run, line, loop.lower, "lower bound of FOR loop cannot be null");
  const upper = integerOf(run, line, loop.upper, "upper bound of FOR loop cannot be null");
  const step =
    loop.step === undefined
      ? 1
      : integerOf(run, line, loop.step, "BY value of FOR loop cannot be null");
  const inFrame = (value: Value, body: () => Completion): Completion =>
    within(run, frameOf([[variable, cell(value)]], loop.label), body);
  if (typeof lower !== "number" || typeof upper !== "number" || typeof step !== "number")
    return looped(run, loop, (pass) =>
      inFrame({ kind: "unknown", notNull: true }, () => anyNumber(run, loop, pass)),
    );
  if (step <= 0) refuse("22023", "BY value of FOR loop must be greater than zero");
  const first = lower;
  const goesOn = (at: number): boolean => (reverse ? at >= upper : at <= upper);
  const completion = looped(run, loop, (pass) => {
    for (let at = first; goesOn(at); at += reverse ? -step : step) {
      const passed = inFrame(at, pass);
      if (passed.kind !== "next") return passed;
    }
    return next;
  });
  setFound(run, goesOn(first));
  return completion;
}

export function runForEach(run: Run, loop: Of<"foreach">): Completion {
  const array = evaluateText(run, loop.line, loop.array);
  if (array === null) refuse("22004", "FOREACH expression must not be null");
  if (!isArray(array) || loop.slice) {
    if (!isUnknown(array) && !loop.slice)
      refuse("42804", `FOREACH expression must yield an array, not type ${typeof array}`);
    write(run, [loop.variable], { kind: "unknown" });
    return looped(run, loop, (pass) => anyNumber(run, loop, pass));
  }
  const completion = looped(run, loop, (pass) => {
    for (const item of array) {
      write(run, [loop.variable], item);
      const passed = pass();
      if (passed.kind !== "next") return passed;
    }
    return next;
  });
  setFound(run, array.length > 0);
  return completion;
}
