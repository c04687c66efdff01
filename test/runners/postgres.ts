import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

export interface Cluster {
  /** A new, empty database. */
  readonly database: () => Promise<string>;
  /** Takes nobody any more, and stops when the last one goes. */
  readonly close: () => void;
  /** At once, as a crash would. */
  readonly kill: () => void;
  readonly stop: () => void;
}

/** A PostgreSQL of our own in a temporary folder, reached by its socket. Throws when none is installed. */
export async function startCluster(): Promise<Cluster> {
  const bin = binaries();
  const folder = mkdtempSync(join(tmpdir(), "safe-migrations-pg-"));
  const port = await freePort();
  const root = process.getuid?.() === 0;
  if (root) {
    chmodSync(folder, 0o777);
    execFileSync("chown", ["postgres", folder]);
  }
  // PostgreSQL refuses to run as root.
  const run = (program: string, ...args: readonly string[]): void => {
    const command = [join(bin, program), ...args];
    const [first = "", ...rest] = root ? [...asPostgres, ...command] : command;
    execFileSync(first, rest, { stdio: ["ignore", "ignore", "pipe"], cwd: folder });
  };
  const data = join(folder, "data");
  run(
    "initdb",
    "-D",
    data,
    "-U",
    "postgres",
    "--auth=trust",
    "--no-sync",
    "-E",
    "UTF8",
    "--locale=C",
  );
  const options = `-k ${folder} -p ${port} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run("pg_ctl", "-D", data, "-l", join(folder, "log"), "-w", "-o", options, "start");
  let made = 0;
  return {
    async database() {
      made += 1;
      const client = new pg.Client(`postgres://postgres@127.0.0.1:${port}/postgres`);
      await client.connect();
      await client.query(`CREATE DATABASE d${made}`);
      await client.end();
      return `postgres://postgres@127.0.0.1:${port}/d${made}?sslmode=disable`;
    },
    close: () => run("pg_ctl", "-D", data, "-m", "smart", "--no-wait", "stop"),
    kill: () => run("pg_ctl", "-D", data, "-m", "immediate", "stop"),
    stop() {
      if (existsSync(join(data, "postmaster.pid")))
        run("pg_ctl", "-D", data, "-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const asPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"];

const freePort = (): Promise<number> =>
  new Promise((done, failed) => {
    const server = createServer().on("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });

/** Debian keeps them beside the path, by version. */
function binaries(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian)
    ? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
    : [];
  const places = [
    ...versions.map((one) => join(debian, one, "bin")),
    ...(process.env["PATH"] ?? "").split(":"),
  ];
  const found = places.find((one) => existsSync(join(one, "initdb")));
  if (!found)
    throw new Error("these tests need PostgreSQL's server programs: apt-get install postgresql");
  return found;
}
