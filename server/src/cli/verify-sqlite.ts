import type { OpenedHistory } from "../history/open.ts";
import { writtenPaths } from "../history/source-file.ts";
import type { Finding } from "../rules/finding.ts";
import type { Service } from "../service.ts";
import type { Check, CheckResult, FileReport, Report } from "../verify/report.ts";

/** A SQLite history as verify reports it: SQLite itself has run it already, to judge it. */
export function verifySqlite(service: Service, history: OpenedHistory): Report {
  const started = performance.now();
  const paths = [...new Set(history.files.flatMap(writtenPaths))];
  const options = { rerun: "require", disabledRules: [] } as const;
  return {
    folder: history.folder,
    runner: history.runner.id,
    engine: "SQLite (built in)",
    files: paths.map((path) => fileReport(path, service.check(history, path, options).findings)),
    checks: [],
    notes: [],
    milliseconds: performance.now() - started,
    cancelled: false,
    isWhole: true,
  };
}

const fileReport = (path: string, findings: readonly Finding[]): FileReport => ({
  path,
  statements: [],
  checks: (["fresh", "upgrade", "again"] as const).map((check) => result(check, findings)),
});

function result(check: Check, findings: readonly Finding[]): CheckResult {
  const problems = findings
    .filter((one) => shows[one.rule] === check)
    .map(({ rule, message, detail, path, span }) => ({
      kind: rule === "sqlite/missing-on-fresh" ? ("difference" as const) : ("error" as const),
      message,
      detail,
      path,
      span,
    }));
  return { check, outcome: problems.length > 0 ? "failed" : "passed", problems, milliseconds: 0 };
}

/** Which run of SQLite's shows what a rule says. */
const shows: Readonly<Record<string, Check>> = {
  "sqlite/refused-on-fresh": "fresh",
  "sqlite/refused-on-upgrade": "upgrade",
  "sqlite/missing-on-fresh": "upgrade",
  "sqlite/guard-needed": "again",
};
