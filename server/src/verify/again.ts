import { allObjects } from "./catalog-query.ts";
import type { Database } from "./database.ts";
import { differenceProblems } from "./difference-problems.ts";
import { objectDifferences, readObjects } from "./differences.ts";
import type { PlannedFile } from "./plan.ts";
import { problemsOf } from "./problems.ts";
import type { ObjectDifference, Problem } from "./report.ts";
import { type Compared, insideAnother, ownTransaction, rolledBack } from "./rolled-back.ts";
import { everyTable, rowDifferences, rowDigests } from "./rows.ts";
import { type PartRun, runPart } from "./run-part.ts";
import type { Session } from "./session.ts";

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
  const inTransaction = steps ? undefined : await rolledBack(database, file, ownTransaction);
  return told(file, inTransaction ?? (await forReal(database, file)));
}

/** The second run inside the open transaction of the first one; undefined when the session was lost. */
export async function runAgainInside(
  database: Database,
  file: PlannedFile,
): Promise<AgainRun | undefined> {
  const compared = await rolledBack(database, file, insideAnother);
  return compared && told(file, compared);
}

const told = (file: PlannedFile, { run, differences }: Compared): AgainRun => ({
  run,
  differences,
  problems: [...problemsOf(file, run), ...differenceProblems(file, differences)],
});

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
