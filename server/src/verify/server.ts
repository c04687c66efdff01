import type pg from "pg";
import { startBinaries } from "./binaries.ts";
import type { EngineChoice } from "./job.ts";
import { connectionProblem, serverAddress } from "./server-address.ts";
import { once } from "./server-connection.ts";
import { type Limits, openSession, type Place, roleNames } from "./server-session.ts";
import { type Engine, EngineError, type Session } from "./session.ts";

/** Databases of our own on a PostgreSQL server; each is dropped when it is closed. */
export async function onServer(
  choice: Exclude<EngineChoice, { kind: "built in" }>,
  limits: Limits,
): Promise<Engine> {
  const started = choice.kind === "binaries" ? await startBinaries(choice.folder) : undefined;
  const config = started ? started.config : { connectionString: (choice as { url: string }).url };
  const open = new Set<Session>();
  try {
    const { version, roles } = await once(config, async (client) => ({
      version: await versionOf(client),
      roles: await roleNames(client),
    }));
    const place: Place = { config, roles, owned: started ? "by us" : "by somebody else" };
    return {
      name: `PostgreSQL ${version} (${started ? "started from binaries" : "on a server"})`,
      lacks: [],
      roles,
      async open() {
        const session = await openSession(place, limits).catch((error: unknown) => {
          throw unusable(error, config);
        });
        open.add(session);
        return session;
      },
      async close() {
        for (const session of open) await session.close();
        await started?.stop();
      },
    };
  } catch (error) {
    await started?.stop();
    throw unusable(error, config);
  }
}

/** Without what a packager added: `15.8 (Debian 15.8-0)`. */
const versionOf = async (client: pg.Client): Promise<string | undefined> =>
  String((await client.query("show server_version")).rows[0]?.server_version).split(" ")[0];

function unusable(error: unknown, { connectionString }: pg.ClientConfig): EngineError {
  const address = connectionString === undefined ? undefined : serverAddress(connectionString);
  const host = address && "host" in address ? address.host : "";
  return new EngineError(`the server cannot be used: ${connectionProblem(error, host)}`);
}
