import { changedRows, type Mark, objectsAt, writtenRows } from "./catalog-query.ts";
import { type Database, stoppedBy } from "./database.ts";
import type { Attributed } from "./difference-problems.ts";
import { objectDifferences, readObjects } from "./differences.ts";
import { sqlOf } from "./locate.ts";
import { type PlannedFile, sentOf } from "./plan.ts";
import { existing, rowDifferences, rowDigests, touched } from "./rows.ts";
import { type PartRun, unsent } from "./run-part.ts";
import type { Session } from "./session.ts";

/** A run of a file, and what it changed. */
export interface Compared {
  readonly run: PartRun;
  readonly differences: readonly Attributed[];
}

/** What holds a second run, so that it can be taken back. */
export interface Frame {
  readonly begin: string;
  readonly rollback: string;
  /** Our questions change role and search path until the transaction ends, which may be another's. */
  readonly look: { readonly begin: string; readonly end: string };
}

export const ownTransaction: Frame = {
  begin: "begin",
  rollback: "rollback",
  look: { begin: "", end: "" },
};

export const insideAnother: Frame = {
  begin: "savepoint _verify_again",
  rollback: "rollback to savepoint _verify_again; release _verify_again",
  look: {
    begin: "savepoint _verify_look",
    end: "rollback to savepoint _verify_look; release _verify_look",
  },
};

async function lookAside<T>(
  session: Session,
  { look }: Frame,
  ask: (session: Session) => Promise<T>,
): Promise<T> {
  if (look.begin) await session.run(look.begin);
  const answer = await ask(session);
  if (look.end) await session.run(look.end);
  return answer;
}

/** By catalog, how many rows the open transaction has written. */
async function written(session: Session): Promise<ReadonlyMap<string, number>> {
  const { rows } = await session.look(writtenRows);
  return new Map(rows.map(([name, count]) => [name ?? "", Number(count ?? 0)]));
}

/** Runs a file inside a frame and takes it back; undefined when the session was lost. */
export async function rolledBack(
  database: Database,
  file: PlannedFile,
  frame: Frame,
): Promise<Compared | undefined> {
  const session = database.session();
  await session.run(frame.begin);
  // Of its own transaction nothing is written yet.
  const writtenBefore = frame.look.begin ? await lookAside(session, frame, written) : undefined;
  const ran = await runEachAlone(database, file);
  if (!ran) return undefined;
  const { answers, writers } = ran;
  const [first] = writers;
  if (!first) {
    await session.run(frame.rollback);
    return { run: { answers }, differences: [] };
  }
  const deferred = await session.run("savepoint _verify; set constraints all immediate");
  if (deferred.error) await session.run("rollback to savepoint _verify");
  const rows = await touched(session);
  const digestsAfter = await rowDigests(session, rows);
  const catalogs = new Set(
    [...(await written(session))].flatMap(([name, count]) =>
      count > (writtenBefore?.get(name) ?? 0) ? [name] : [],
    ),
  );
  const prepared = await preparedBehind(session, file);
  const changed = async (mark: Mark) => {
    if (catalogs.size === 0) return [];
    const found = await session.look(changedRows(mark, first.xid, catalogs, prepared));
    if (found.rows.length === 0) return [];
    return (await session.look(objectsAt(mark, found.rows, prepared))).rows;
  };
  const after = await changed("xmin");
  const lastWrites = await rowWriters(session, rows);
  await session.run(frame.rollback);
  const [before, digestsBefore] = await lookAside(session, frame, async () => [
    await changed("xmax"),
    await rowDigests(session, await existing(session, rows)),
  ]);
  const found: readonly Attributed[] = [
    ...objectDifferences(readObjects(before), readObjects(after)),
    ...rowDifferences(digestsBefore, digestsAfter),
  ];
  const by = lastWriters([...after, ...before, ...lastWrites], writers);
  return {
    run: { answers, ...(deferred.error ? { atCommit: deferred.error } : {}) },
    differences: found.map((one) => {
      const index = by.get(`${one.class} ${one.name}`);
      return index === undefined ? one : { ...one, by: index, span: file.statements[index]?.span };
    }),
  };
}

/** All statements of a file, each rolled back alone when it fails; undefined when the session was lost. */
async function runEachAlone(
  database: Database,
  file: PlannedFile,
): Promise<
  { readonly answers: PartRun["answers"]; readonly writers: readonly Writer[] } | undefined
> {
  const sent = sentOf(file);
  const texts = sent.map((index) => sqlOf(file, file.statements[index] ?? never()));
  const answers = unsent(file);
  const writers: Writer[] = [];
  const got = await database.session().runEach(texts, { failing: "alone", asking: "writer" });
  for (const [at, answer] of got.entries()) {
    if (answer.lost?.kind === "cancelled") throw stoppedBy(answer.lost);
    // Whoever takes the session down is found by running for real.
    if (answer.lost) {
      await database.restore();
      return undefined;
    }
    const index = sent[at] ?? 0;
    answers[index] = answer;
    if (answer.writer !== undefined) writers.push({ statement: index, xid: answer.writer });
  }
  return { answers, writers };
}

/** What each session has prepared. */
const questions = new WeakMap<Session, Set<string>>();

/** A file that empties the session of what is prepared takes ours with it. */
async function preparedBehind(session: Session, file: PlannedFile): Promise<Set<string>> {
  if (/\b(?:discard|deallocate)\b/i.test(file.text)) {
    await session.run("deallocate all");
    questions.delete(session);
  }
  const prepared = questions.get(session) ?? new Set<string>();
  questions.set(session, prepared);
  return prepared;
}

/** A statement that wrote, and the number of its subtransaction; those inside it have higher ones. */
interface Writer {
  readonly statement: number;
  readonly xid: number;
}

/** Which statement wrote each object last. */
function lastWriters(
  rows: readonly (readonly (string | null)[])[],
  writers: readonly Writer[],
): ReadonlyMap<string, number> {
  const by = new Map<string, number>();
  for (const [of, name, , xid] of rows) {
    const writer = writers.findLast((one) => one.xid <= Number(xid));
    const key = `${of} ${name}`;
    if (writer) by.set(key, Math.max(writer.statement, by.get(key) ?? 0));
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

function never(): never {
  throw new Error("a statement that is not there");
}
