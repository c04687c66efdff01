import { randomBytes } from "node:crypto";
import pg from "pg";
import { startBinaries } from "./binaries.ts";
import type { EngineChoice } from "./job.ts";
import { freshCounters, lockBook, locksQuery, relationsQuery } from "./locks.ts";
import { connectionProblem, serverAddress } from "./server-address.ts";
import {
  type Answer,
  type EachHow,
  type Engine,
  EngineError,
  type Lost,
  type ServerError,
  type Session,
} from "./session.ts";
import { highestXid, writerBook } from "./writers.ts";

interface Limits {
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** Databases of our own on a PostgreSQL server; each is dropped when it is closed. */
export async function onServer(
  choice: Exclude<EngineChoice, { kind: "built in" }>,
  limits: Limits,
): Promise<Engine> {
  const started = choice.kind === "binaries" ? await startBinaries(choice.folder) : undefined;
  const config = started ? started.config : { connectionString: (choice as { url: string }).url };
  const own = new Set<Session>();
  try {
    const [version, roles] = await once(
      config,
      async (client) =>
        [
          String((await client.query("show server_version")).rows[0]?.server_version).split(" ")[0],
          await roleNames(client),
        ] as const,
    );
    return {
      name: `PostgreSQL ${version} (${started ? "started from binaries" : "on a server"})`,
      lacks: [],
      roles,
      async open() {
        const session = await openOn(config, limits, roles, started === undefined).catch(
          (error: unknown) => {
            throw unusable(error, config);
          },
        );
        own.add(session);
        return session;
      },
      async close() {
        for (const session of own) await session.close();
        await started?.stop();
      },
    };
  } catch (error) {
    await started?.stop();
    throw unusable(error, config);
  }
}

/** What may not be done to a server that is not ours. */
const foreign =
  /^\s*(?:alter\s+system|(?:create|drop|alter)\s+(?:database|tablespace)|(?:drop|alter)\s+(?:role|user(?!\s+mapping)|group)|reassign\s+owned|drop\s+owned)\b/i;

async function openOn(
  config: pg.ClientConfig,
  limits: Limits,
  roles: ReadonlySet<string>,
  isForeign: boolean,
): Promise<Session> {
  const name = `safe_migrations_verify_${randomBytes(6).toString("hex")}`;
  await once(config, (client) => client.query(`create database ${name} template template0`));
  const client = new pg.Client(inDatabase(config, name));
  let lost: Lost | undefined;
  client.on("error", (error) => {
    lost ??= { kind: "died", message: `the server ended the connection: ${error.message}` };
  });
  await client.connect();
  const pid = (await client.query("select pg_backend_pid() as pid")).rows[0]?.pid as number;
  const owner = (await client.query("select quote_ident(session_user) as me")).rows[0]
    ?.me as string;
  const locks = lockBook();
  const writers = writerBook();

  const stop = (why: Lost): void => {
    lost ??= why;
    void once(config, (other) => other.query("select pg_terminate_backend($1)", [pid])).catch(
      () => undefined,
    );
  };
  const sent: string[] = [];
  const cancel = (): void => stop({ kind: "cancelled", message: "cancelled" });
  limits.signal.addEventListener("abort", cancel, { once: true });

  const run = async (sql: string): Promise<Answer> => {
    if (lost) return lostAnswer(lost);
    if (isForeign && foreign.test(sql))
      return refused("it changes what belongs to the whole server, which is not ours");
    if (sql === "begin") {
      locks.begin();
      // PostgreSQL 15 has it first.
      await client.query(freshCounters).catch(() => undefined);
    }
    if (/\b(?:role|user|group)\b/i.test(sql)) sent.push(sql);
    const timer = setTimeout(
      () =>
        stop({
          kind: "deadline",
          message: `did not end within ${limits.deadline / 1000} s and was stopped`,
        }),
      limits.deadline,
    );
    const start = performance.now();
    let completed = 0;
    const count = (): void => void completed++;
    const wire = (client as unknown as { connection: NodeJS.EventEmitter }).connection;
    wire.on("commandComplete", count);
    wire.on("emptyQuery", count);
    try {
      const got = (await client.query({ text: sql, rowMode: "array" })) as unknown;
      const all = (Array.isArray(got) ? got : [got]) as readonly { rows?: unknown[][] }[];
      const rows = all
        .flatMap((one) => one.rows ?? [])
        .map((row) => row.map((cell) => (cell === null ? null : String(cell))));
      return { completed, rows, milliseconds: performance.now() - start };
    } catch (error) {
      const { code, message } = errorOf(error);
      const before = lost as Lost | undefined;
      // admin_shutdown, crash_shutdown: said before the connection is seen to end.
      if (code.startsWith("57P0") && before?.kind !== "cancelled" && before?.kind !== "deadline")
        lost = { kind: "died", message: `the server ended the connection: ${message}` };
      if (lost) return lostAnswer(lost);
      return {
        completed,
        rows: [],
        milliseconds: performance.now() - start,
        error: errorOf(error),
      };
    } finally {
      clearTimeout(timer);
      wire.off("commandComplete", count);
      wire.off("emptyQuery", count);
    }
  };
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
  return {
    run,
    async look(sql) {
      const answer = await run(
        `set local session authorization ${owner}; set local role none; set local search_path = pg_catalog; ${sql}`,
      );
      if (answer.error) throw new Error(answer.error.message);
      return answer;
    },
    async runEach(statements, how, heard) {
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
    },
    async close() {
      limits.signal.removeEventListener("abort", cancel);
      lost ??= { kind: "cancelled", message: "closed" };
      await client.end().catch(() => undefined);
      await once(config, async (other) => {
        await other.query(`drop database if exists ${name} with (force)`);
        // Roles belong to the whole server: those that the migrations made go with their database.
        await dropNewRoles(other, roles, sent.join("\n"));
      }).catch(() => undefined);
    },
  };
}

const inDatabase = (config: pg.ClientConfig, database: string): pg.ClientConfig => {
  if (config.connectionString === undefined) return { ...config, database };
  const url = new URL(config.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
};

async function once<T>(
  config: pg.ClientConfig,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

const roleNames = async (client: pg.Client): Promise<ReadonlySet<string>> =>
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

const lostAnswer = (lost: Lost): Answer => ({ completed: 0, rows: [], milliseconds: 0, lost });

const refused = (message: string): Answer => ({
  completed: 0,
  rows: [],
  milliseconds: 0,
  error: { code: "42501", message },
});

function errorOf(error: unknown): ServerError {
  const given = error as {
    code?: string;
    message?: string;
    detail?: string;
    hint?: string;
    position?: string;
    where?: string;
  };
  return {
    code: given.code ?? "XX000",
    message: given.message ?? String(error),
    ...(given.detail ? { detail: given.detail } : {}),
    ...(given.hint ? { hint: given.hint } : {}),
    ...(given.position ? { position: Number(given.position) } : {}),
    ...(given.where ? { where: given.where } : {}),
  };
}

function unusable(error: unknown, { connectionString }: pg.ClientConfig): EngineError {
  const address = connectionString === undefined ? undefined : serverAddress(connectionString);
  const host = address && "host" in address ? address.host : "";
  return new EngineError(`the server cannot be used: ${connectionProblem(error, host)}`);
}
