import { runAgain, snapshot } from "./again.ts";
import { type Database, openDatabase } from "./database.ts";
import { differenceProblems } from "./difference-problems.ts";
import { objectDifferences } from "./differences.ts";
import { runDownAndUp } from "./down.ts";
import { environmentCommands } from "./environment.ts";
import { runHalfWay } from "./half-way.ts";
import { sqlOf } from "./locate.ts";
import { type Plan, type PlannedFile, sentOf } from "./plan.ts";
import { problemsOf, statementRuns } from "./problems.ts";
import type {
  Check,
  CheckResult,
  FileReport,
  ObjectDifference,
  Problem,
  Progress,
} from "./report.ts";
import { rowDifferences } from "./rows.ts";
import { runPart, unsent } from "./run-part.ts";
import type { Engine } from "./session.ts";

/** What is to be shown of a history besides its fresh run. */
export interface Wanted {
  /** Each file again right after its first run. */
  readonly again: boolean;
  /** The whole history again at the end. */
  readonly twice: boolean;
  readonly down: boolean;
  readonly locks: boolean;
  /** The history as it stood at the base: it is applied first, then what is new. */
  readonly base?: Plan;
}

export interface Shown {
  readonly files: FileReport[];
  readonly checks: CheckResult[];
  readonly notes: string[];
}

/** Runs all checks; what has been shown is in `shown` even when it throws half-way. */
export async function verifyHistory(
  engine: Engine,
  plan: Plan,
  wanted: Wanted,
  shown: Shown,
  tell: (progress: Progress) => void,
): Promise<void> {
  const setup = environmentCommands(plan.environment);
  const database = await openDatabase(engine, setup);
  const total = plan.files.length;
  let end: Snapshot | undefined;
  try {
    if (plan.files.some((file) => file.grouping === "all pending"))
      shown.checks.push(await allInOne(database, plan.files));
    for (const [index, file] of plan.files.entries()) {
      const say = (check: Check): void =>
        tell({ kind: "file", path: file.path, check, done: index, of: total });
      if (index > 0 && usesBefore(file)) {
        const upgraded = await allInOne(database, plan.files.slice(index));
        if (upgraded.outcome !== "passed") shown.checks.push(upgraded);
      }
      shown.files.push(await checkFile(database, file, wanted, say, tell));
    }
    if (wanted.twice || wanted.base) end = await snapshot(database.session());
    if (wanted.twice && end) shown.checks.push(await wholeAgain(database, plan, end, tell));
  } finally {
    await database.close();
  }
  // One database after the other: on a server they share their roles.
  if (wanted.base && end)
    shown.checks.push(await upgrade(engine, setup, plan, wanted.base, end, tell));
  if (wanted.down && plan.files.some((file) => file.down))
    await runDownAndUp(engine, setup, plan, shown, tell);
}

async function checkFile(
  database: Database,
  file: PlannedFile,
  wanted: Wanted,
  say: (check: Check) => void,
  tell: (progress: Progress) => void,
): Promise<FileReport> {
  const checks: CheckResult[] = [];
  const add = (result: CheckResult): void => {
    checks.push(result);
    tell({ kind: "checked", path: file.path, result });
  };
  if (file.canStopHalfWay && wanted.again && file.statements.length > 1) {
    say("half-way");
    add(await timed("half-way", () => runHalfWay(database, file)));
  }
  say("fresh");
  const start = performance.now();
  const first = await runPart(database, file, file.grouping, wanted.locks ? "locks" : "outcomes");
  add(result("fresh", problemsOf(file, first), start));
  // A BEGIN of the file's own that is still open.
  if (file.statements.some((one) => one.controls)) await database.session().run("rollback;");
  await database.session().run("reset role");
  const report = {
    path: file.path,
    statements: statementRuns(file, first),
    ...(first.apart ? { apart: first.apart } : {}),
  };
  if (!wanted.again) return { ...report, checks };
  say("again");
  const began = performance.now();
  // What took the session down once is not sent again.
  const left = {
    ...file,
    statements: file.statements.map((one, at) =>
      first.answers[at]?.lost ? { ...one, refused: "it was stopped before" } : one,
    ),
  };
  const again = await runAgain(database, left);
  const failedBefore = new Set(
    first.answers.flatMap((one, at) => (one?.error || one?.lost ? [at] : [])),
  );
  // What has failed on a fresh database has been told.
  const problems = again.problems.filter((one) => !failedBefore.has(one.statement ?? -1));
  add(result("again", problems, began));
  return { ...report, checks, again: statementRuns(left, again.run) };
}

async function timed(check: Check, run: () => Promise<readonly Problem[]>): Promise<CheckResult> {
  const start = performance.now();
  return result(check, await run(), start);
}

export const result = (check: Check, problems: readonly Problem[], start: number): CheckResult => ({
  check,
  outcome: problems.some((one) => one.kind !== "unverified")
    ? "failed"
    : problems.length > 0
      ? "unverified"
      : "passed",
  problems,
  milliseconds: performance.now() - start,
});

type Snapshot = Awaited<ReturnType<typeof snapshot>>;

const compared = (before: Snapshot, after: Snapshot): readonly ObjectDifference[] => [
  ...objectDifferences(before.objects, after.objects),
  ...rowDifferences(before.rows, after.rows),
];

/**
 * On a fresh database PostgreSQL 17 and later let a new value of an enum be used at once when its type is as new; on a
 * database that has the type already they do not, so what comes with a new value is tried there too.
 */
const usesBefore = (file: PlannedFile): boolean =>
  file.grouping === "all pending" && file.statements.some((one) => one.addsValue);

/** A runner that applies all that is pending in one transaction: what is new in it cannot always be used in it. */
async function allInOne(database: Database, files: readonly PlannedFile[]): Promise<CheckResult> {
  const start = performance.now();
  const problems: Problem[] = [];
  const session = database.session();
  await session.run("begin");
  for (const file of files) {
    const sent = sentOf(file);
    const got = await session.runEach(
      sent.map((index) => sqlOf(file, file.statements[index] ?? { span: file.span })),
      { failing: "stop" },
    );
    const answers = unsent(file);
    for (const [at, answer] of got.entries()) answers[sent[at] ?? 0] = answer;
    const lost = got.some((one) => one.lost);
    problems.push(...problemsOf(file, { answers }));
    if (lost) await database.restore();
    if (lost || got.some((one) => one.error)) break;
  }
  await database.session().run("rollback");
  return result("all in one transaction", problems, start);
}

/** The whole history again, as a runner without a record does at every start. */
async function wholeAgain(
  database: Database,
  plan: Plan,
  before: Snapshot,
  tell: (progress: Progress) => void,
): Promise<CheckResult> {
  const start = performance.now();
  const problems: Problem[] = [];
  for (const [index, file] of plan.files.entries()) {
    tell({
      kind: "file",
      path: file.path,
      check: "history again",
      done: index,
      of: plan.files.length,
    });
    problems.push(...problemsOf(file, await runPart(database, file, file.grouping)));
  }
  const after = await snapshot(database.session());
  problems.push(...differenceProblems({ path: plan.folder }, compared(before, after)));
  return result("history again", problems, start);
}

/** From the base: its history first, then the files that it does not have; the end must be what a fresh run gives. */
async function upgrade(
  engine: Engine,
  setup: readonly string[],
  plan: Plan,
  base: Plan,
  fresh: Snapshot,
  tell: (progress: Progress) => void,
): Promise<CheckResult> {
  const start = performance.now();
  const problems: Problem[] = [];
  const database = await openDatabase(engine, setup);
  const applied = new Set(base.files.map((file) => file.path));
  try {
    for (const file of base.files) await runPart(database, file, file.grouping);
    const pending = plan.files.filter((file) => !applied.has(file.path));
    if (pending.some((file) => file.grouping === "all pending"))
      problems.push(...(await allInOne(database, pending)).problems);
    for (const [index, file] of plan.files.entries()) {
      if (applied.has(file.path)) continue;
      tell({ kind: "file", path: file.path, check: "upgrade", done: index, of: plan.files.length });
      problems.push(...problemsOf(file, await runPart(database, file, file.grouping)));
    }
    const after = await snapshot(database.session());
    problems.push(
      ...differenceProblems({ path: plan.folder }, compared(fresh, after)).map((one) => ({
        ...one,
        message: one.message.replace("no error, but", "not as on a fresh database:"),
      })),
    );
  } finally {
    await database.close();
  }
  return result("upgrade", problems, start);
}
