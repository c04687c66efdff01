import { Refusal } from "../catalog/draft.ts";
import { unknown, type Value } from "../catalog/evaluate/value.ts";
import { gather } from "./branches.ts";
import { type Completion, type Context, type Frame, GiveUp, type Run } from "./run.ts";
import { same } from "./same.ts";
import type { Body } from "./tree.ts";
import { cell, frameOf } from "./variables.ts";

/** Deeper than this no migration calls; recursion that nothing stops here is not followed. */
const deepest = 50;

/** One body more on top of what runs already. */
export function newRun(
  outer: Context & Pick<Run, "perform" | "apply" | "call">,
  body: Body,
  parameters: Frame,
): Run {
  if (outer.depth >= deepest) throw new GiveUp("functions call each other too deeply");
  const { machine, draft, budget, perform, apply, call } = outer;
  return {
    machine,
    draft,
    budget,
    perform,
    apply,
    call,
    body,
    depth: outer.depth + 1,
    frames: [frameOf([["found", cell(false)]]), parameters],
    rowCount: 0,
    left: [],
    at: { line: 0, sql: "" },
    handling: undefined,
  };
}

/** The body of what has none: statements outside PL/pgSQL, where columns come first. */
export const noBody = (): Body => ({
  parameters: [],
  records: new Set(),
  aliases: new Map(),
  conflict: "column",
  block: { kind: "block", line: 0, declares: [], body: [], handlers: [] },
});

/** Runs a body to its end; gives what it returns. An error says where in the body it happened. */
export function runToEnd(run: Run, work: () => Completion): Value {
  const values: Value[] = [];
  const returns = (completion: Completion): boolean => {
    if (completion.kind !== "return") return false;
    values.push(completion.value);
    return true;
  };
  try {
    const completion = gather(run, "whether it returns early is not known", returns, work);
    if (completion.kind === "return") values.push(completion.value);
  } catch (error) {
    if (error instanceof Refusal) error.inside = run.at;
    throw error;
  }
  const [value = null, ...others] = values;
  return others.every((other) => same(other, value)) ? value : unknown;
}
