import { runAgain, runAgainInside } from "./again.ts";
import { type Database, openDatabase } from "./database.ts";
import { embedded } from "./embedded.ts";
import { environmentCommands } from "./environment.ts";
import { namedExtensions } from "./extensions.ts";
import type { EditedMessage } from "./job.ts";
import { sqlOf } from "./locate.ts";
import { type Plan, type PlannedFile, sentOf } from "./plan.ts";
import { problemsOf, statementRuns } from "./problems.ts";
import type { FileReport } from "./report.ts";
import { type PartRun, runPart, unsent } from "./run-part.ts";
import { result } from "./verify-history.ts";

/** The database as it is before the migration that is being edited; one, and dropped when nobody asks for a while. */
interface Kept {
  /** What can be had in it. */
  readonly key: string;
  readonly database: Promise<Database>;
  /** Takes it down, with what runs in it. */
  readonly cancel: AbortController;
}

let before: Plan | undefined;
let kept: Kept | undefined;
let idle: NodeJS.Timeout | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Memory that an idle database holds: 300 MB. */
const idleAfter = 5 * 60_000;

/** One call after the other: they share a database. One that is cancelled reports nothing. */
export function verifyEdited(
  job: EditedMessage,
  parts: string,
  signal: AbortSignal,
): Promise<FileReport> {
  const next = last.then(() => verifyNow(job, parts, signal));
  last = next.catch(() => undefined);
  return next;
}

async function verifyNow(
  job: EditedMessage,
  parts: string,
  signal: AbortSignal,
): Promise<FileReport> {
  if (job.before) {
    before = job.before;
    forget();
  }
  const nothing: FileReport = { path: job.file.path, statements: [], checks: [] };
  if (!before || signal.aborted) return nothing;
  clearTimeout(idle);
  idle = setTimeout(forget, idleAfter);
  const { database: opening, cancel } = keep(before, job, parts);
  try {
    // Whoever stops waiting for what comes before finds it there the next time.
    const database = await unlessAborted(opening, signal);
    if (!database) return nothing;
    // Nothing but the end of its session stops a statement.
    signal.addEventListener("abort", () => cancel.abort(), { once: true });
    return await tryFile(database, job.file);
  } catch (error) {
    forget();
    if (signal.aborted) return nothing;
    throw error;
  }
}

function keep(plan: Plan, { file, deadline }: EditedMessage, parts: string): Kept {
  const extensions = [...extensionsBefore(plan), ...namedExtensions([{ ...plan, files: [file] }])];
  const key = JSON.stringify([[...new Set(extensions)], deadline]);
  if (kept?.key === key) return kept;
  forget();
  const cancel = new AbortController();
  const engine = embedded({
    parts,
    extensions: [...new Set(extensions)],
    deadline,
    signal: cancel.signal,
  });
  const open = async (): Promise<Database> => {
    const database = await openDatabase(engine, environmentCommands(plan.environment));
    for (const one of plan.files) await runPart(database, one, one.grouping);
    return database;
  };
  kept = { key, database: open(), cancel };
  return kept;
}

const named = new WeakMap<Plan, readonly string[]>();

function extensionsBefore(plan: Plan): readonly string[] {
  const names = named.get(plan) ?? namedExtensions([plan]);
  named.set(plan, names);
  return names;
}

function forget(): void {
  const old = kept;
  kept = undefined;
  old?.cancel.abort();
  void old?.database.then((database) => database.close()).catch(() => undefined);
}

const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> =>
  Promise.race([
    work,
    new Promise<undefined>((done) => {
      signal.addEventListener("abort", () => done(undefined), { once: true });
    }),
  ]);

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
  const sent = sentOf(file);
  await session.run("begin");
  const got = await session.runEach(
    sent.flatMap((index) => sqlOf(file, file.statements[index] ?? { span: file.span })),
    { failing: "alone", asking: "locks" },
  );
  if (got.some((answer) => answer.lost)) {
    await database.restore();
    return undefined;
  }
  const answers = unsent(file);
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
