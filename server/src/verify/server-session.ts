import { randomBytes } from "node:crypto";
import type pg from "pg";
import { lostAnswer, refused, tooLate } from "./answer.ts";
import { freshCounters, type LockBook, lockBook, locksQuery, relationsQuery } from "./locks.ts";
import { connect, once, simpleQuery } from "./server-connection.ts";
import type { Answer, EachHow, Session } from "./session.ts";
import { highestXid, writerBook } from "./writers.ts";

export interface Limits {
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** A server that databases are made on. */
export interface Place {
  readonly config: pg.ClientConfig;
  /** Those that were there before. */
  readonly roles: ReadonlySet<string>;
  readonly owned: "by us" | "by somebody else";
}

/** A new database, which is dropped when its session is closed. */
export async function openSession(
  { config, roles, owned }: Place,
  { deadline, signal }: Limits,
): Promise<Session> {
  const name = `safe_migrations_verify_${randomBytes(6).toString("hex")}`;
  await once(config, (client) => client.query(`create database ${name} template template0`));
  const connection = await connect(config, name);
  const { client } = connection;
  const owner = (await client.query("select quote_ident(session_user) as me")).rows[0]
    ?.me as string;
  const locks = lockBook();
  const aboutRoles: string[] = [];
  const cancel = (): void => connection.stop({ kind: "cancelled", message: "cancelled" });
  signal.addEventListener("abort", cancel, { once: true });

  const run = async (sql: string): Promise<Answer> => {
    const gone = connection.lost();
    if (gone) return lostAnswer(gone);
    if (owned === "by somebody else" && foreign.test(sql))
      return refused("it changes what belongs to the whole server, which is not ours");
    if (sql === "begin") {
      locks.begin();
      // PostgreSQL 15 has it first.
      await client.query(freshCounters).catch(() => undefined);
    }
    if (/\b(?:role|user|group)\b/i.test(sql)) aboutRoles.push(sql);
    const timer = setTimeout(() => connection.stop(tooLate(deadline)), deadline);
    const answer = await simpleQuery(client, sql);
    clearTimeout(timer);
    if (!answer.error) return answer;
    // admin_shutdown, crash_shutdown: said before the connection is seen to end.
    if (answer.error.code.startsWith("57P0")) connection.ended(answer.error.message);
    const lost = connection.lost();
    return lost ? lostAnswer(lost) : answer;
  };

  return {
    run,
    async look(sql) {
      const answer = await run(
        `set local session authorization ${owner}; set local role none; set local search_path = pg_catalog; ${sql}`,
      );
      if (answer.error) throw new Error(answer.error.message);
      return answer;
    },
    runEach: oneByOne(run, locks),
    async close() {
      signal.removeEventListener("abort", cancel);
      connection.lose({ kind: "cancelled", message: "closed" });
      await client.end().catch(() => undefined);
      await once(config, async (other) => {
        await other.query(`drop database if exists ${name} with (force)`);
        // Roles belong to the whole server: those that the migrations made go with their database.
        await dropNewRoles(other, roles, aboutRoles.join("\n"));
      }).catch(() => undefined);
    },
  };
}

/** What may not be done to a server that is not ours. */
const foreign =
  /^\s*(?:alter\s+system|(?:create|drop|alter)\s+(?:database|tablespace)|(?:drop|alter)\s+(?:role|user(?!\s+mapping)|group)|reassign\s+owned|drop\s+owned)\b/i;

/** Statement by statement, each asked about as it is wanted. */
function oneByOne(run: (sql: string) => Promise<Answer>, locks: LockBook): Session["runEach"] {
  const writers = writerBook();

  const each = async (sql: string, how: EachHow): Promise<Answer> => {
    if (how.failing === "alone") await run("savepoint _verify");
    const answer = await added(await run(sql), how);
    if (answer.lost) return answer;
    if (how.failing === "alone")
      await run(
        answer.error ? "rollback to savepoint _verify; release _verify" : "release _verify",
      );
    return answer;
  };
  const added = async (answer: Answer, { asking }: EachHow): Promise<Answer> => {
    if (asking === undefined || answer.error || answer.lost) return answer;
    const told = await run(asking === "locks" ? locksQuery : highestXid);
    if (told.error || told.lost) return answer;
    if (asking === "locks") return { ...answer, locks: locks.read(told.rows) };
    const writer = writers.read(told.rows);
    return writer === undefined ? answer : { ...answer, writer };
  };

  return async (statements, how, heard) => {
    const answers: Answer[] = [];
    if (how.asking === "locks") locks.know((await run(relationsQuery)).rows);
    if (how.asking === "writer") writers.begin((await run(highestXid)).rows);
    for (const [index, sql] of statements.entries()) {
      const answer = await each(sql, how);
      answers.push(answer);
      heard?.(index);
      if (answer.lost || (answer.error && how.failing === "stop")) break;
    }
    return answers;
  };
}

export const roleNames = async (client: pg.Client): Promise<ReadonlySet<string>> =>
  new Set(
    (await client.query("select rolname as name from pg_roles")).rows.map((row) =>
      String(row.name),
    ),
  );

/** Only those that our own statements name: somebody else may make roles at the same time. */
async function dropNewRoles(
  client: pg.Client,
  before: ReadonlySet<string>,
  sent: string,
): Promise<void> {
  for (const role of await roleNames(client))
    if (!before.has(role) && sent.toLowerCase().includes(role.toLowerCase()))
      await client.query(`drop role ${client.escapeIdentifier(role)}`).catch(() => undefined);
}
