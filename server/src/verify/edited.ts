import { runAgain, runAgainInside } from "./again.ts";
import { type Database, openDatabase } from "./database.ts";
import { embedded } from "./embedded.ts";
import { environmentCommands } from "./environment.ts";
import { namedExtensions } from "./extensions.ts";
import type { EditedJob } from "./job.ts";
import { sqlOf } from "./locate.ts";
import type { Plan, PlannedFile } from "./plan.ts";
import { problemsOf, statementRuns } from "./problems.ts";
import type { FileReport } from "./report.ts";
import { type PartRun, runPart } from "./run-part.ts";
import type { Answer } from "./session.ts";
import { result } from "./verify-history.ts";

/** The database as it is before the migration that is being edited; one, and dropped when nobody asks for a while. */
interface Kept {
  readonly key: string;
  readonly database: Database;
  readonly cancel: AbortController;
}

let kept: Promise<Kept> | undefined;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Memory that an idle database holds: 300 MB. */
const idleAfter = 5 * 60_000;

/** One call after the other: they share a database. */
export function verifyEdited(job: EditedJob, parts: string): Promise<FileReport> {
  const next = last.then(() => verifyNow(job, parts));
  last = next.catch(() => undefined);
  return next;
}

async function verifyNow(job: EditedJob, parts: string): Promise<FileReport> {
  const at = job.plan.files.findIndex((one) => one.path === job.path);
  const file = job.plan.files[at];
  if (!file) return { path: job.path, statements: [], checks: [] };
  const before = { ...job.plan, files: job.plan.files.slice(0, at) };
  const extensions = namedExtensions([{ ...before, files: [...before.files, file] }]);
  const key = JSON.stringify([
    extensions,
    job.plan.environment,
    job.deadline,
    before.files.map((one) => one.text),
  ]);
  clearTimeout(idle);
  if ((await kept)?.key !== key) {
    await forget();
    kept = prepare(key, before, extensions, job.deadline, parts);
  }
  idle = setTimeout(() => void forget(), idleAfter);
  try {
    return await tryFile((await (kept as Promise<Kept>)).database, file);
  } catch (error) {
    await forget();
    throw error;
  }
}

async function forget(): Promise<void> {
  const old = kept;
  kept = undefined;
  await old?.then((one) => one.database.close()).catch(() => undefined);
}

async function prepare(
  key: string,
  before: Plan,
  extensions: readonly string[],
  deadline: number,
  parts: string,
): Promise<Kept> {
  const cancel = new AbortController();
  const engine = embedded({ parts, extensions, deadline, signal: cancel.signal });
  const database = await openDatabase(engine, environmentCommands(before.environment));
  for (const file of before.files) await runPart(database, file, file.grouping);
  return { key, database, cancel };
}

/** Both runs in one transaction that is rolled back; for real, on a database that is put back, where that cannot be. */
async function tryFile(database: Database, file: PlannedFile): Promise<FileReport> {
  const start = performance.now();
  const stepsOut = file.statements.some((one) => one.outside || one.controls);
  const inside = stepsOut ? undefined : await inTransaction(database, file, start);
  if (inside) return inside;
  const aside = { ...database, committed: () => undefined };
  const run = await runPart(aside, file, file.grouping, "locks");
  const fresh = result("fresh", problemsOf(file, run), start);
  const began = performance.now();
  const again = await runAgain(aside, file);
  await database.restore();
  return reportOf(file, run, fresh, again.run, result("again", again.problems, began));
}

async function inTransaction(
  database: Database,
  file: PlannedFile,
  start: number,
): Promise<FileReport | undefined> {
  const session = database.session();
  const sent = file.statements.flatMap((one, index) => (one.refused === undefined ? [index] : []));
  await session.run("begin");
  const got = await session.runEach(
    sent.flatMap((index) => sqlOf(file, file.statements[index] ?? { span: file.span })),
    { failing: "alone", asking: "locks" },
  );
  if (got.some((answer) => answer.lost)) {
    await database.restore();
    return undefined;
  }
  const answers: (Answer | undefined)[] = file.statements.map(() => undefined);
  for (const [at, answer] of got.entries()) answers[sent[at] ?? 0] = answer;
  const fresh = result("fresh", problemsOf(file, { answers }), start);
  const began = performance.now();
  const again = await runAgainInside(database, file);
  if (!again) return undefined;
  await session.run("rollback");
  const failed = new Set(got.flatMap((answer, at) => (answer.error ? [sent[at]] : [])));
  const problems = again.problems.filter((one) => !failed.has(one.statement));
  return reportOf(file, { answers }, fresh, again.run, result("again", problems, began));
}

const reportOf = (
  file: PlannedFile,
  run: PartRun,
  fresh: FileReport["checks"][number],
  second: PartRun,
  again: FileReport["checks"][number],
): FileReport => ({
  path: file.path,
  statements: statementRuns(file, run),
  again: statementRuns(file, second),
  checks: [fresh, again],
});
