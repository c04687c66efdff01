import pg from "pg";
import { type ErrorFields, serverError } from "./answer.ts";
import type { Answer, Lost } from "./session.ts";

/** A connection to one database of a server, until it is lost or stopped. */
export interface Connection {
  readonly client: pg.Client;
  /** Why it is gone. */
  readonly lost: () => Lost | undefined;
  /** Nobody asks it anything any more. */
  readonly lose: (why: Lost) => void;
  /** Ends what it is at, too. */
  readonly stop: (why: Lost) => void;
  /** The server says that it ends the connection: unless we made it, that is why it is gone. */
  readonly ended: (message: string) => void;
}

export async function connect(config: pg.ClientConfig, database: string): Promise<Connection> {
  const client = new pg.Client(inDatabase(config, database));
  let lost: Lost | undefined;
  const lose = (why: Lost): void => {
    lost ??= why;
  };
  client.on("error", (error) => lose(died(error.message)));
  await client.connect();
  const pid = (await client.query("select pg_backend_pid() as pid")).rows[0]?.pid as number;
  return {
    client,
    lost: () => lost,
    lose,
    stop(why) {
      lose(why);
      void once(config, (other) => other.query("select pg_terminate_backend($1)", [pid])).catch(
        () => undefined,
      );
    },
    ended(message) {
      if (lost?.kind !== "cancelled" && lost?.kind !== "deadline") lost = died(message);
    },
  };
}

const died = (message: string): Lost => ({
  kind: "died",
  message: `the server ended the connection: ${message}`,
});

const inDatabase = (config: pg.ClientConfig, database: string): pg.ClientConfig => {
  if (config.connectionString === undefined) return { ...config, database };
  const url = new URL(config.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
};

/** A connection for one question. */
export async function once<T>(
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

/** One simple query, with the commands counted that were completed before it failed. */
export async function simpleQuery(client: pg.Client, sql: string): Promise<Answer> {
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
  } catch (failed) {
    const milliseconds = performance.now() - start;
    const fields: ErrorFields = failed instanceof Error ? failed : { message: String(failed) };
    return { completed, rows: [], milliseconds, error: serverError(fields) };
  } finally {
    wire.off("commandComplete", count);
    wire.off("emptyQuery", count);
  }
}
