import { type Database, stoppedBy } from "./database.ts";
import { locate, sqlOf } from "./locate.ts";
import type { PlannedFile } from "./plan.ts";
import { errorProblem } from "./problems.ts";
import type { Problem } from "./report.ts";

/** Stops of one file that are tried; spread evenly where there are more statements. */
const most = 40;

/**
 * The file stopped after each of its statements and run again from its start, on the database as it is before the
 * file. All of it is rolled back.
 */
export async function runHalfWay(
  database: Database,
  file: PlannedFile,
): Promise<readonly Problem[]> {
  if (file.statements.some((one) => one.outside || one.controls || one.refused !== undefined))
    return [
      {
        kind: "unverified",
        path: file.path,
        message: "stops half-way cannot be shown where statements stay outside transactions",
      },
    ];
  const texts = file.statements.map((one) => sqlOf(file, one));
  const found = new Map<number, Problem>();
  const step = Math.max(1, Math.ceil((texts.length - 1) / most));
  for (let stop = 1; stop < texts.length; stop += step) {
    const session = database.session();
    await session.run("begin");
    const first = await session.runEach(texts.slice(0, stop), { failing: "alone" });
    const again = await session.runEach(texts, { failing: "alone" });
    const lost = [...first, ...again].find((one) => one.lost)?.lost;
    if (lost?.kind === "cancelled") throw stoppedBy(lost);
    if (lost) {
      await database.restore();
      break;
    }
    await session.run("rollback");
    for (const [index, answer] of again.entries()) {
      const statement = file.statements[index];
      // What fails on a fresh database too has been told there.
      if (!answer.error || !statement || index >= stop || first[index]?.error) continue;
      if (!found.has(index))
        found.set(index, {
          ...errorProblem(answer.error),
          path: file.path,
          statement: index,
          span: locate(file, statement, answer.error),
          message: `${answer.error.message}, when the file is run again after it stopped behind statement ${stop}`,
        });
    }
  }
  return [...found.values()];
}
