import { locate } from "./locate.ts";
import type { PlannedPart } from "./plan.ts";
import type { Problem, StatementRun } from "./report.ts";
import type { PartRun } from "./run-part.ts";
import type { Answer, ServerError } from "./session.ts";

/** What went wrong in one run of a part, statement by statement. */
export function problemsOf(part: PlannedPart, run: PartRun): readonly Problem[] {
  const problems: Problem[] = part.statements.flatMap((statement, index): readonly Problem[] => {
    const at = { path: part.path, statement: index };
    if (statement.refused !== undefined)
      return [
        {
          ...at,
          kind: "unverified",
          message: `not run: ${statement.refused}`,
          span: statement.span,
        },
      ];
    const answer = run.answers[index];
    if (answer?.lost)
      return [{ ...at, kind: "stopped", message: answer.lost.message, span: statement.span }];
    if (!answer?.error || isEcho(answer)) return [];
    return [{ ...at, ...errorProblem(answer.error), span: locate(part, statement, answer.error) }];
  });
  if (run.atCommit) problems.push({ path: part.path, ...errorProblem(run.atCommit) });
  return problems;
}

export function errorProblem(error: ServerError): Omit<Problem, "path"> {
  const detail = [error.detail, error.hint, error.where?.split("\n")[0]]
    .filter(Boolean)
    .join(" · ");
  return {
    kind: "error",
    message: error.message,
    sqlstate: error.code,
    ...(detail ? { detail } : {}),
  };
}

export const statementRuns = (part: PlannedPart, run: PartRun): readonly StatementRun[] =>
  part.statements.map((statement, index) => {
    const answer = run.answers[index];
    return {
      span: statement.span,
      outcome: statement.refused === undefined ? outcomeOf(answer) : "unverified",
      ...(answer?.error && !isEcho(answer)
        ? { sqlstate: answer.error.code, message: answer.error.message }
        : {}),
      ...(answer?.lost ? { message: answer.lost.message } : {}),
      milliseconds: answer?.milliseconds ?? 0,
      ...(answer?.locks ? { locks: answer.locks } : {}),
    };
  });

function outcomeOf(answer: Answer | undefined): StatementRun["outcome"] {
  if (!answer || isEcho(answer)) return "not run";
  if (answer.lost) return "stopped";
  return answer.error ? "failed" : "applied";
}

/** 25P02: the transaction that the file itself began has failed before; the statement was not looked at. */
const isEcho = (answer: Answer): boolean => answer.error?.code === "25P02";
