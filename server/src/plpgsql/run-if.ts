import { notice, refuse } from "../catalog/draft.ts";
import { evaluateText } from "./ask.ts";
import { branches } from "./branches.ts";
import { decide } from "./decide.ts";
import type { Completion, Run } from "./run.ts";
import type { Branch, Case, If, Statement } from "./tree.ts";
import { cell, frameOf, within } from "./variables.ts";

export const runIf = (run: Run, statement: If): Completion =>
  choose(run, statement.branches, () => run.perform(run, statement.otherwise));

/** The subject is evaluated once, into a variable that the conditions ask. */
export function runCase(run: Run, statement: Case): Completion {
  const { subject, otherwise } = statement;
  const rest = (): Completion =>
    otherwise ? run.perform(run, otherwise) : refuse("20000", "case not found");
  if (!subject) return choose(run, statement.branches, rest);
  const value = evaluateText(run, statement.line, subject.value);
  return within(run, frameOf([[subject.variable, cell(value)]]), () =>
    choose(run, statement.branches, rest),
  );
}

/** The first branch whose condition holds; where that is not known, both ways are gone. */
function choose(run: Run, among: readonly Branch[], otherwise: () => Completion): Completion {
  const [branch, ...others] = among;
  if (!branch) return otherwise();
  const { line, condition, body } = branch;
  const decision = decide(run, line, condition);
  const taken = (): Completion => run.perform(run, body);
  const passed = (): Completion => {
    if (changes(body)) notice(run.draft, `${shown(condition)} does not hold`);
    return choose(run, others, otherwise);
  };
  switch (decision.answer) {
    case true:
      return decision.settle(taken());
    case false:
      return decision.settle(passed());
    case "unknown": {
      if (run.machine.undecided === "holds") return taken();
      const because = `whether ${shown(condition)} holds is not known`;
      const { completion, refused } = branches(run, because, [taken, passed]);
      if (refused[0] !== refused[1]) decision.learn(refused[0] !== true);
      return completion;
    }
  }
}

/** A branch that only raises is a check, not a step that a guard spares. */
const changes = (body: readonly Statement[]): boolean => body.some((one) => one.kind !== "raise");

/** A condition on one line, for messages. */
function shown(condition: string): string {
  const line = condition.trim().replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 117)}…` : line;
}
