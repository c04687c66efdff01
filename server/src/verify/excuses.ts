import { standIns } from "./environment.ts";
import type { Plan } from "./plan.ts";
import type { CheckResult, Problem } from "./report.ts";
import type { Engine } from "./session.ts";

/** Errors that may only come of something that verify does not have: they prove nothing. */
export type Excuse = (result: CheckResult) => CheckResult;

/**
 * What fails because an object is not there, in a statement that
 * names something of which only a stand-in is there, is excused, and so is all that misses something after it.
 * Results are to be given in the order in which they come about; one that has been seen gets the same answer.
 */
export function excuseFor(plan: Plan, { lacks, roles }: Pick<Engine, "lacks" | "roles">): Excuse {
  const named = standIns(plan.environment);
  const texts = new Map(
    plan.files
      .flatMap((file) => [file, ...(file.down ? [file.down] : [])])
      .map((one) => [one.path, one]),
  );
  const seen = new WeakMap<CheckResult, CheckResult>();
  let because =
    lacks.length > 0
      ? `it may need ${lacks.join(", ")}, which the built-in PostgreSQL does not have`
      : undefined;

  const namedIn = ({ path, statement }: Problem): string | undefined => {
    const part = texts.get(path);
    const span = part?.statements[statement ?? -1]?.span;
    if (!part || !span) return undefined;
    const text = part.text.slice(span.start, span.end).replaceAll('"', "").toLowerCase();
    return named.find((one) => text.includes(one.toLowerCase()));
  };
  const excused = (problem: Problem): Problem => {
    const [, role] = /^role "(.*)" already exists$/.exec(problem.message) ?? [];
    if (role !== undefined && roles.has(role))
      return { ...problem, kind: "unverified", detail: "the server has had it before" };
    if (problem.kind !== "error" || !isLack(problem.sqlstate)) return problem;
    const of = namedIn(problem);
    if (of)
      because ??= `only a stand-in is there for ${of.replace(/\.$/, "")}; environment.baseline can say what it holds`;
    return because === undefined ? problem : { ...problem, kind: "unverified", detail: because };
  };
  return (result) => {
    if (result.outcome === "passed") return result;
    const before = seen.get(result);
    if (before) return before;
    const problems = result.problems.map(excused);
    const failed = problems.some((one) => one.kind !== "unverified");
    const answer: CheckResult = { ...result, problems, outcome: failed ? "failed" : "unverified" };
    seen.set(result, answer);
    return answer;
  };
}

/** Undefined object, function, table, schema, column; a foreign key to columns that are not unique. */
const lack = new Set(["42704", "42883", "42P01", "3F000", "42703", "42830"]);

export const isLack = (sqlstate: string | undefined): boolean =>
  sqlstate !== undefined && lack.has(sqlstate);
