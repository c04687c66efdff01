import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EngineChoice } from "../verify/job.ts";
import { serverAddress } from "../verify/server-address.ts";
import { UsageError } from "./usage-error.ts";

/** The engine that the command line or the environment names; a workspace's settings cannot. */
export function engineChoice(
  options: {
    readonly databaseUrl?: string;
    readonly allowRemoteHost: boolean;
    readonly postgres?: string;
  },
  environment: Readonly<Record<string, string | undefined>>,
): EngineChoice {
  const url = options.databaseUrl ?? (environment["SAFE_MIGRATIONS_DATABASE_URL"] || undefined);
  if (options.postgres !== undefined) {
    if (
      !existsSync(join(options.postgres, "initdb")) &&
      !existsSync(join(options.postgres, "initdb.exe"))
    )
      throw new UsageError(`${options.postgres}: there is no initdb here`);
    return { kind: "binaries", folder: options.postgres };
  }
  if (url === undefined) return { kind: "built in" };
  const address = serverAddress(url);
  if ("problem" in address) throw new UsageError(address.problem);
  if (!options.allowRemoteHost && !address.isLocal)
    throw new UsageError(
      `${address.host} is not this machine: add --allow-remote-host if databases may be created and dropped there`,
    );
  return { kind: "server", url };
}
