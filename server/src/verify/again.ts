import { allObjects, changedSince, touchedCatalogs } from "./catalog-query.ts";
import { type Database, stoppedBy } from "./database.ts";
import { objectDifferences, readObjects } from "./differences.ts";
import { sqlOf } from "./locate.ts";
import type { PlannedFile } from "./plan.ts";
import { problemsOf } from "./problems.ts";
import type { ObjectDifference, Problem } from "./report.ts";
import { everyTable, rowDifferences, rowDigests, touched } from "./rows.ts";
import { type PartRun, runPart } from "./run-part.ts";
import type { Answer, Session } from "./session.ts";

export interface AgainRun {
  readonly run: PartRun;
  readonly problems: readonly Problem[];
  /** The database is as it was before. */
  readonly differences: readonly ObjectDifference[];
}

/**
 * The file once more on what its first run left: no statement may fail, and objects and rows must be as they were.
 * Where it can be, that is done in one transaction which is rolled back; else for real, and the database is restored.
 */
export async function runAgain(database: Database, file: PlannedFile): Promise<AgainRun> {
  const steps = file.statements.some((one) => one.outside || one.controls);
  const { run, differences } = steps
    ? await forReal(database, file)
    : await inTransaction(database, file);
  return {
    run,
    differences,
    problems: [...problemsOf(file, run), ...differenceProblems(file, differences)],
  };
}

export function differenceProblems(
  file: { readonly path: string },
  differences: readonly Attributed[],
): readonly Problem[] {
  const byStatement = new Map<number | undefined, Attributed[]>();
  for (const one of differences) byStatement.set(one.by, [...(byStatement.get(one.by) ?? []), one]);
  return [...byStatement].map(([by, found]) => ({
    kind: "difference",
    path: file.path,
    message: `no error, but ${found.map(sentence).join(", ")}`,
    differences: found.map(({ by: _, span: __, ...one }) => one),
    ...(by === undefined ? {} : { statement: by }),
    ...(found[0]?.span ? { span: found[0].span } : {}),
  }));
}

export interface Attributed extends ObjectDifference {
  /** Index of the statement that made it. */
  readonly by?: number | undefined;
  readonly span?: { readonly start: number; readonly end: number } | undefined;
}

const sentence = (one: ObjectDifference): string =>
  one.class === "rows of table"
    ? `the rows of ${one.name} differ (${one.before} → ${one.after})`
    : `${one.class} ${one.name} is ${one.change}`;

interface Compared {
  readonly run: PartRun;
  readonly differences: readonly Attributed[];
}

async function inTransaction(database: Database, file: PlannedFile): Promise<Compared> {
  const first = await rolledBack(database, file, "plain", ownTransaction);
  if (!first) return forReal(database, file);
  if (first.differences.length === 0) return first;
  // Who made them is asked only now: it costs a question after each statement.
  return (await rolledBack(database, file, "attributed", ownTransaction)) ?? first;
}

/** The second run inside the open transaction of the first one; undefined when the session was lost. */
export async function runAgainInside(
  database: Database,
  file: PlannedFile,
): Promise<AgainRun | undefined> {
  let compared = await rolledBack(database, file, "plain", insideAnother);
  if (compared && compared.differences.length > 0)
    compared = await rolledBack(database, file, "attributed", insideAnother);
  if (!compared) return undefined;
  const { run, differences } = compared;
  return {
    run,
    differences,
    problems: [...problemsOf(file, run), ...differenceProblems(file, differences)],
  };
}

/** What holds a second run, so that it can be taken back, and the number that its first write gets. */
interface Frame {
  readonly begin: string;
  readonly rollback: string;
  readonly firstXid: "asked before" | "asked after";
}

const ownTransaction: Frame = { begin: "begin", rollback: "rollback", firstXid: "asked after" };

const insideAnother: Frame = {
  begin: "savepoint _verify_again",
  rollback: "rollback to savepoint _verify_again; release _verify_again",
  firstXid: "asked before",
};

/** A subtransaction gets its number with its first write; this one is rolled back with the rest. */
async function numberOfSubtransaction(session: Session): Promise<string | null> {
  await session.run("select lo_create(0)");
  return (await session.run(highestXid)).rows[0]?.[0] ?? null;
}

/** What each session has prepared. */
const questions = new WeakMap<Session, Set<string>>();

async function rolledBack(
  database: Database,
  file: PlannedFile,
  how: "plain" | "attributed",
  frame: Frame,
): Promise<Compared | undefined> {
  const session = database.session();
  const sent = file.statements.flatMap((one, index) => (one.refused === undefined ? [index] : []));
  const texts = sent.map((index) => sqlOf(file, file.statements[index] ?? never()));
  const answers: (Answer | undefined)[] = file.statements.map(() => undefined);
  const marks: number[] = [];
  await session.run(frame.begin);
  const own = frame.firstXid === "asked before" ? await numberOfSubtransaction(session) : null;
  const got =
    how === "plain"
      ? await session.runEach(texts, { failing: "alone", locks: false })
      : await marked(session, texts, marks);
  for (const [at, answer] of got.entries()) {
    if (answer.lost?.kind === "cancelled") throw stoppedBy(answer.lost);
    // Whoever takes the session down is found by running for real.
    if (answer.lost) {
      await database.restore();
      return undefined;
    }
    answers[sent[at] ?? 0] = answer;
  }
  if (own !== null) {
    await session.run("savepoint _verify_end");
    // Numbers are given in turn: the next one is this one's when nothing was written in between.
    if (Number(await numberOfSubtransaction(session)) === Number(own) + 1) {
      await session.run(frame.rollback);
      return { run: { answers }, differences: [] };
    }
    await session.run("rollback to savepoint _verify_end");
  }
  const written =
    own ?? (await session.run("select pg_current_xact_id_if_assigned()")).rows[0]?.[0];
  if (written == null) {
    await session.run(frame.rollback);
    return { run: { answers }, differences: [] };
  }
  const xid = Number(written);
  const deferred = await session.run("savepoint _verify; set constraints all immediate");
  if (deferred.error) await session.run("rollback to savepoint _verify");
  const rows = await touched(session);
  const digestsAfter = await rowDigests(session, rows);
  const catalogs = new Set(
    (await session.look(touchedCatalogs)).rows.flatMap(([name]) => name ?? []),
  );
  // A file that empties the session of what is prepared takes ours with it.
  if (/\b(?:discard|deallocate)\b/i.test(file.text)) {
    await session.run("deallocate all");
    questions.delete(session);
  }
  const prepared = questions.get(session) ?? new Set<string>();
  questions.set(session, prepared);
  const after = await session.look(changedSince("xmin", xid, catalogs, prepared));
  const lastWrites = how === "attributed" ? await rowWriters(session, rows) : [];
  await session.run(frame.rollback);
  // Our questions change role and search path until the transaction ends, which may be another's.
  if (own !== null) await session.run("savepoint _verify_look");
  const before = await session.look(changedSince("xmax", xid, catalogs, prepared));
  const digestsBefore = await rowDigests(session, await existing(session, rows));
  if (own !== null) await session.run("rollback to savepoint _verify_look; release _verify_look");
  const found: readonly Attributed[] = [
    ...objectDifferences(readObjects(before.rows), readObjects(after.rows)),
    ...rowDifferences(digestsBefore, digestsAfter),
  ];
  const by =
    how === "attributed"
      ? writers([...after.rows, ...before.rows, ...lastWrites], marks)
      : undefined;
  return {
    run: { answers, ...(deferred.error ? { atCommit: deferred.error } : {}) },
    differences: found.map((one) => {
      const index = sent[by?.get(`${one.class} ${one.name}`) ?? -1];
      return index === undefined ? one : { ...one, by: index, span: file.statements[index]?.span };
    }),
  };
}

/** A transaction holds a lock on its own number and on those of its subtransactions. */
const highestXid = `select max(transactionid::text::bigint) from pg_lock_status()
  where locktype = 'transactionid' and pid = pg_backend_pid()`;

/** Each statement, and after it the highest number of a subtransaction so far. */
async function marked(
  session: Session,
  texts: readonly string[],
  marks: number[],
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const text of texts) {
    // Left open: a subtransaction lets go of its number when it ends.
    await session.run("savepoint _verify");
    const answer = await session.run(text);
    answers.push(answer);
    if (answer.lost) break;
    if (answer.error) await session.run("rollback to savepoint _verify");
    const highest = await session.run(highestXid);
    marks.push(Number(highest.rows[0]?.[0] ?? 0));
  }
  return answers;
}

/** Which statement wrote each object last: every statement writes in a subtransaction with a number of its own. */
function writers(
  rows: readonly (readonly (string | null)[])[],
  marks: readonly number[],
): ReadonlyMap<string, number> {
  const by = new Map<string, number>();
  for (const [of, name, , xid] of rows) {
    const index = marks.findIndex((mark) => Number(xid) <= mark);
    const key = `${of} ${name}`;
    if (index >= 0) by.set(key, Math.max(index, by.get(key) ?? 0));
  }
  return by;
}

/** In the form of the catalog's rows: the last transaction that wrote a row of each table. */
async function rowWriters(
  session: Session,
  tables: readonly string[],
): Promise<readonly (readonly (string | null)[])[]> {
  const found: (string | null)[][] = [];
  for (const table of tables) {
    const last = await session.look(`select max(xmin::text::bigint) from only ${table}`);
    found.push(["rows of table", table, null, last.rows[0]?.[0] ?? null]);
  }
  return found;
}

async function existing(session: Session, tables: readonly string[]): Promise<readonly string[]> {
  if (tables.length === 0) return [];
  const now = new Set(await everyTable(session));
  return tables.filter((table) => now.has(table));
}

async function forReal(database: Database, file: PlannedFile): Promise<Compared> {
  const before = await snapshot(database.session());
  const run = await runPart(throwAway(database), file, "per statement");
  const after = await snapshot(database.session());
  const differences = [
    ...objectDifferences(before.objects, after.objects),
    ...rowDifferences(before.rows, after.rows),
  ];
  if (differences.length > 0) await database.restore();
  return { run, differences };
}

/** What is committed in it is not written down. */
const throwAway = (database: Database): Database => ({ ...database, committed: () => undefined });

export async function snapshot(session: Session) {
  return {
    objects: readObjects((await session.look(allObjects)).rows),
    rows: await rowDigests(session, await everyTable(session)),
  };
}

function never(): never {
  throw new Error("a statement that is not there");
}
