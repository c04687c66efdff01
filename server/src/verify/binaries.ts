import { execFile, spawn } from "node:child_process";
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import { promisify } from "node:util";
import type pg from "pg";

export interface Started {
  readonly config: pg.ClientConfig;
  readonly stop: () => Promise<void>;
}

/** A server from the binaries in this folder, in a folder of its own that is gone afterwards; over a socket only. */
export async function startBinaries(folder: string): Promise<Started> {
  const home = mkdtempSync(join(tmpdir(), "safe-migrations-pg-"));
  const user = ownerOf(home);
  const data = join(home, "data");
  const run = promisify(execFile);
  try {
    await run(
      join(folder, "initdb"),
      ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
      { ...user, timeout: 60_000 },
    );
    const quick = [
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
      "listen_addresses=",
    ];
    const server = spawn(
      join(folder, "postgres"),
      ["-D", data, "-k", home, ...quick.flatMap((one) => ["-c", one])],
      { ...user, stdio: ["ignore", "ignore", "pipe"] },
    );
    let said = "";
    server.stderr.on("data", (text: Buffer) => {
      said = (said + text).slice(-2000);
    });
    const ended = new Promise<void>((done) => server.once("exit", () => done()));
    for (let tries = 0; !said.includes("ready to accept connections"); tries++) {
      if (server.exitCode !== null || tries > 600)
        throw new Error(said.trim() || "it did not start");
      await later(50);
    }
    return {
      config: { host: home, user: "postgres", database: "postgres" },
      async stop() {
        server.kill("SIGINT");
        await ended;
        rmSync(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

/** PostgreSQL refuses to run as root; where there is a user `postgres`, it runs as that one. */
function ownerOf(home: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync("/etc/passwd", "utf8"));
  if (!line) throw new Error("PostgreSQL does not run as root, and there is no user postgres");
  const [uid, gid] = [Number(line[1]), Number(line[2])];
  chownSync(home, uid, gid);
  return { uid, gid };
}
