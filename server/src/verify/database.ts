import type { Engine, Lost, Session } from "./session.ts";

/** A database that can be had again as it was: what was committed is written down and can be run once more. */
export interface Database {
  readonly session: () => Session;
  /** Writes down what has been committed. */
  readonly committed: (commands: readonly string[]) => void;
  /** A new database with everything that was committed. */
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The user cancelled, or no more databases can be had; caught where a report is put together. */
export class Stopped extends Error {}

export async function openDatabase(
  engine: Engine,
  first: readonly string[] = [],
): Promise<Database> {
  const journal: string[] = [...first];
  let session = await prepared(
    engine,
    journal,
    "what is declared to exist before the first migration cannot be made",
  );
  return {
    session: () => session,
    committed: (commands) => void journal.push(...commands),
    async restore() {
      await session.close();
      session = await prepared(engine, journal, "what comes before cannot be had again");
    },
    close: () => session.close(),
  };
}

async function prepared(
  engine: Engine,
  journal: readonly string[],
  failure: string,
): Promise<Session> {
  const session = await engine.open();
  const answers = await session.runEach(journal, { failing: "stop" });
  const last = answers.at(-1);
  if (last?.lost) throw stoppedBy(last.lost);
  if (last?.error) throw new Stopped(`${failure}: ${last.error.message}`);
  return session;
}

export const stoppedBy = (lost: Lost): Stopped => new Stopped(lost.message);
