import type { OpenedHistory } from "../history/open.ts";
import type { SqliteScene } from "../rules/folder-rule.ts";
import { placeOf, spotOf } from "../rules/sqlite/place.ts";
import type { SqliteEngine } from "../sqlite/engine.ts";
import type { SqliteHistory } from "../sqlite/history.ts";
import { judgeSqlite, type Refused } from "../sqlite/judge.ts";
import type { Script } from "../sqlite/script.ts";
import type { CheckResult, FileReport, Problem, Report } from "../verify/report.ts";

/** What SQLite answers to a history, in the form of verify's report; whatever comments silence. */
export function verifySqlite(
  engine: SqliteEngine,
  opened: OpenedHistory,
  history: SqliteHistory,
): Report {
  const started = performance.now();
  const judged = judgeSqlite(engine, history);
  const scene = { history, judged };
  const scripts = [...(judged.baseline ? [judged.baseline] : []), ...judged.migrations];
  return {
    folder: opened.folder,
    runner: opened.runner.id,
    engine: "SQLite (built in)",
    files: scripts.map((script) => fileReport(scene, script)),
    checks: [],
    notes: [],
    milliseconds: performance.now() - started,
    cancelled: false,
    isWhole: true,
  };
}

const fileReport = (scene: SqliteScene, script: Script): FileReport => ({
  path: placeOf(scene, script, { start: 0, end: 0 }).path,
  statements: [],
  checks: (["fresh", "upgrade", "again"] as const)
    .filter((when) => scene.judged.ran.has(when))
    .map((when) => result(when, problems(scene, script, when))),
});

const result = (check: Refused["when"], found: readonly Problem[]): CheckResult => ({
  check,
  outcome: found.length > 0 ? "failed" : "passed",
  problems: found,
  milliseconds: 0,
});

const problems = (
  scene: SqliteScene,
  script: Script,
  when: Refused["when"],
): readonly Problem[] => [
  ...scene.judged.refused
    .filter((one) => one.script === script && one.when === when)
    .map(({ step, message, before, guessed }) => ({
      kind: "error" as const,
      message,
      ...(before?.path === undefined
        ? {}
        : {
            detail: `On a database that has not seen ${before.path}${guessed ? ": what its table lacked is likely, not certain" : ""}`,
          }),
      ...placeOf(scene, script, spotOf(step, message)),
    })),
  ...scene.judged.missing
    .filter((one) => when === "upgrade" && one.script === script)
    .map(({ step, name }) => ({
      kind: "difference" as const,
      message: `${name} is there on upgraded databases, and on a new one it is not`,
      ...placeOf(scene, script, spotOf(step, "")),
    })),
];
