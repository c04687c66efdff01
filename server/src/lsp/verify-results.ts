import type { VerifyProblem, VerifyResult } from "../../../protocol/requests.ts";
import type { Settings } from "../config/settings.ts";
import type { OpenedHistory } from "../history/open.ts";
import { writtenIn } from "../service/written.ts";
import type { CheckResult, ObjectDifference, Problem } from "../verify/report.ts";
import { severityOf } from "../verify/severity.ts";
import { locationOf } from "./navigate.ts";
import type { Server } from "./server.ts";

/** One check of one migration, or of the history (then `path` is its folder), in the words of the protocol. */
export function verifyResult(
  server: Server,
  history: OpenedHistory,
  path: string,
  { check, outcome, milliseconds, problems: found }: CheckResult,
  rerun: Settings["rerun"],
): VerifyResult {
  const problems = found.map((problem) => ({
    ...verifyProblem(server, history, problem),
    severity: severityOf(check, problem, history, rerun, false),
  }));
  const counted = problems.filter((one) => one.severity !== "information");
  const words = () => {
    if (outcome === "passed") return "passed";
    if (counted.length === 0) return "told";
    return counted.every((one) => one.kind === "stopped") ? "stopped" : "failed";
  };
  return { path, check, outcome: words(), milliseconds, problems };
}

function verifyProblem(
  server: Server,
  history: OpenedHistory,
  problem: Problem,
): Omit<VerifyProblem, "severity"> {
  const place = writtenIn(history, problem.path, problem.span ?? { start: 0, end: 0 });
  const { differences } = problem;
  return {
    kind: problem.kind,
    message: [
      problem.sqlstate ? `${problem.sqlstate} ${problem.message}` : problem.message,
      problem.detail ?? "",
    ]
      .filter(Boolean)
      .join("\n"),
    ...locationOf(server, history, place),
    ...(differences
      ? {
          expected: definitions(differences, ({ before }) => before),
          actual: definitions(differences, ({ after }) => after),
        }
      : {}),
  };
}

const definitions = (
  differences: readonly ObjectDifference[],
  of: (one: ObjectDifference) => string | undefined,
): string =>
  differences
    .flatMap((one) => {
      const text = of(one);
      return text === undefined ? [] : [`${one.class} ${one.name}\n${text}\n`];
    })
    .join("\n");
