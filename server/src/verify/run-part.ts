import { type Database, stoppedBy } from "./database.ts";
import { sqlOf } from "./locate.ts";
import {
  type Grouping,
  isWrapped,
  type PlannedPart,
  type PlannedStatement,
  sentOf,
} from "./plan.ts";
import type { Answer, ServerError, Session } from "./session.ts";

/** What one run of a part (up or down) of a file gave. */
export interface PartRun {
  /** By statement; undefined: it was not sent. */
  readonly answers: readonly (Answer | undefined)[];
  /** COMMIT failed: constraints that were put off. */
  readonly atCommit?: ServerError;
  /** Behind what failed, each statement was run by itself, though the tool runs them in one transaction. */
  readonly apart?: true;
}

/** Which relations each statement locked is asked at a price. */
type Asked = "outcomes" | "locks";

/**
 * Runs a part as its runner does, for real. When a statement fails it is run once more with each failing statement
 * rolled back alone, so that one run shows them all and later files meet what they need. What takes the session down
 * is left out of that.
 */
export async function runPart(
  database: Database,
  part: PlannedPart,
  grouping: Grouping,
  asked: Asked = "outcomes",
): Promise<PartRun> {
  const skipped = new Map<number, Answer>();
  const way = wayOf(part, grouping);
  const plain =
    way === "each" ? undefined : await attempt(database, part, way, skipped, "stop", asked);
  if (plain && succeeded(plain)) return plain;
  const stepsOut = part.statements.some((one) => one.outside || one.controls);
  // It may have committed a part of itself before it failed.
  if (plain && stepsOut) await database.restore();
  // One statement after the other may take the session down; a file of many such is given up.
  for (let losses = 0; losses < 8; losses++) {
    const run = await attempt(database, part, stepsOut ? "each" : way, skipped, "alone", asked);
    if (run && plain) return { ...together(plain, run), ...(stepsOut ? { apart: true } : {}) };
    if (run) return run;
  }
  return { answers: part.statements.map((_, index) => skipped.get(index)) };
}

/** What fails only in the runner's own way (CONCURRENTLY among other statements) has failed all the same. */
const together = (plain: PartRun, run: PartRun): PartRun => ({
  answers: run.answers.map((answer, index) => {
    const first = plain.answers[index];
    return first?.error && !answer?.error && !answer?.lost ? first : answer;
  }),
  ...(plain.atCommit ? { atCommit: plain.atCommit } : {}),
});

const succeeded = (run: PartRun): boolean =>
  !run.atCommit && run.answers.every((answer) => !answer?.error);

/** Undefined when the session was lost; the culprit is then among the skipped ones. */
async function attempt(
  database: Database,
  part: PlannedPart,
  way: Way,
  skipped: Map<number, Answer>,
  failing: "stop" | "alone",
  asked: Asked,
): Promise<PartRun | undefined> {
  const how = { failing, ...(asked === "locks" ? { asking: asked } : {}) };
  const sent = sentOf(part).flatMap((index) => {
    const statement = part.statements[index];
    return statement && !skipped.has(index) ? [{ statement, index }] : [];
  });
  const answers = unsent(part).map((answer, index) => answer ?? skipped.get(index));
  const commands: string[] = [];
  let atCommit: ServerError | undefined;
  const lostAt = async (index: number, answer: Answer): Promise<undefined> => {
    skipped.set(index, answer);
    if (answer.lost?.kind === "cancelled") throw stoppedBy(answer.lost);
    await database.restore();
  };
  const session = database.session();
  if (way === "one query") {
    const whole = part.text.slice(part.span.start, part.span.end);
    const answer = await session.run(whole);
    if (answer.lost) {
      if (answer.lost.kind === "cancelled") throw stoppedBy(answer.lost);
      await database.restore();
      return undefined;
    }
    spread(part, answer, answers);
    if (!answer.error) commands.push(whole);
  } else if (way === "transaction") {
    const texts = sent.map((one) => sqlOf(part, one.statement));
    await session.run("begin");
    const got = await session.runEach(texts, how);
    for (const [at, answer] of got.entries()) {
      const index = sent[at]?.index ?? 0;
      if (answer.lost) return lostAt(index, answer);
      answers[index] = answer;
    }
    if (failing === "stop" && got.some((answer) => answer.error)) await session.run("rollback");
    else {
      const end = await session.run("commit");
      if (end.lost) return lostAt(sent.at(-1)?.index ?? 0, end);
      atCommit = end.error;
      if (!end.error) commands.push("begin", ...texts.filter((_, at) => !got[at]?.error), "commit");
    }
  } else
    for (const { statement, index } of sent) {
      const answer = await alone(session, sqlOf(part, statement), statement, asked);
      if (answer.lost) return lostAt(index, answer);
      answers[index] = answer;
      if (!answer.error) commands.push(sqlOf(part, statement));
    }
  database.committed(commands);
  return { answers, ...(atCommit ? { atCommit } : {}) };
}

/** Answers for what is not sent: to the transaction around a file. */
export const unsent = (part: PlannedPart): (Answer | undefined)[] =>
  part.statements.map(({ wraps }) =>
    wraps ? { completed: 1, rows: [], milliseconds: 0 } : undefined,
  );

type Way = "transaction" | "one query" | "each";

/**
 * BEGIN, statements, COMMIT tells more (each statement's time and locks) than the whole file as one query, and is the
 * same to PostgreSQL unless the file steps out of the transaction itself.
 */
function wayOf(part: PlannedPart, grouping: Grouping): Way {
  const stepsOut = part.statements.some((one) => one.outside || one.controls);
  if (isWrapped(part)) return "transaction";
  if (!stepsOut) return grouping === "per statement" ? "each" : "transaction";
  if (grouping === "one query") return part.statements.length === 1 ? "each" : "one query";
  return grouping === "per statement" ? "each" : "transaction";
}

/** One statement by itself; in a transaction of its own where it can be, for its locks. */
async function alone(
  session: Session,
  sql: string,
  { outside, controls }: PlannedStatement,
  asked: Asked,
): Promise<Answer> {
  if (outside || controls || asked === "outcomes") return session.run(sql);
  await session.run("begin");
  const [answer] = await session.runEach([sql], { failing: "stop", asking: "locks" });
  if (answer?.lost) return answer;
  const end = await session.run(answer?.error ? "rollback" : "commit");
  return answer && !(end.error || end.lost) ? answer : end;
}

/** One answer for a whole file: the first statements were completed, the next one failed, the others were not reached. */
function spread(part: PlannedPart, answer: Answer, answers: (Answer | undefined)[]): void {
  for (let index = 0; index < part.statements.length; index++)
    if (index < answer.completed)
      answers[index] = {
        completed: 1,
        rows: [],
        milliseconds: answer.milliseconds / part.statements.length,
      };
    else if (index === answer.completed && answer.error)
      answers[index] = { ...answer, error: without(part, index, answer.error) };
}

/** The position counts from the start of the file there; from the statement's start here. */
function without(part: PlannedPart, index: number, error: ServerError): ServerError {
  if (error.position === undefined) return error;
  const before = part.text.slice(part.span.start, part.statements[index]?.span.start);
  return { ...error, position: error.position - [...before].length };
}
