import type { OpenedHistory } from "../history/open.ts";
import type { Finding, Severity } from "../rules/finding.ts";
import { writtenIn } from "../service/written.ts";
import type { Disagreement } from "../verify/disagreements.ts";
import type { Check, CheckResult, Problem, Report } from "../verify/report.ts";
import { severityOf } from "../verify/severity.ts";

/** One history, what verify showed of it, and how that is told. */
export interface Verified {
  readonly history: OpenedHistory;
  readonly report: Report;
  readonly told: readonly Told[];
  /** Where `check` would have said something else: bugs of ours. */
  readonly disagreements: readonly Disagreement[];
}

/** A problem in the form of a finding, so that it is printed like one. */
export interface Told {
  readonly check: Check;
  readonly problem: Problem;
  readonly finding: Finding;
}

/** `twice`: the user wants every file to bear a second run, whatever its runner does. */
export function toldOf(
  report: Report,
  history: OpenedHistory,
  rerun: "auto" | "require" | "off",
  twice: boolean,
): readonly Told[] {
  const tell = (result: CheckResult): readonly Told[] =>
    result.problems.map((problem) => ({
      check: result.check,
      problem,
      finding: findingOf(
        result.check,
        problem,
        severityOf(result.check, problem, history, rerun, twice),
        writtenIn(history, problem.path, problem.span ?? { start: 0, end: 0 }),
      ),
    }));
  return [
    ...report.files.flatMap((file) => file.checks.flatMap(tell)),
    ...report.checks.flatMap(tell),
  ];
}

const runs: Readonly<Record<Check, Finding["run"]>> = {
  fresh: "fresh",
  "all in one transaction": "fresh",
  again: "second",
  "half-way": "second",
  "history again": "replay",
  upgrade: "fresh",
  "down and up": "down",
};

const findingOf = (
  check: Check,
  problem: Problem,
  severity: Severity,
  place: Pick<Finding, "path" | "span">,
): Finding => ({
  rule: `verify/${check.replaceAll(" ", "-")}`,
  severity,
  message: problem.message,
  detail: [problem.sqlstate ? `SQLSTATE ${problem.sqlstate}` : "", problem.detail ?? ""]
    .filter(Boolean)
    .join(" · "),
  run: runs[check],
  sqlstate: problem.sqlstate ?? null,
  ...place,
  statement: null,
  related: [],
});
