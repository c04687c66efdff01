import { join } from "node:path";
import { Logger, migrate } from "graphile-migrate";
import type { Tool } from "../tools.ts";

/** Committed migrations are a chain of hashes, in which a hash may be said to be invalid. */
export const graphileMigrate: Tool = {
  runner: "graphile-migrate",
  name: (n) => `migrations/committed/${String(n).padStart(6, "0")}.sql`,
  text: (body, n) =>
    `--! Previous: ${n === 1 ? "-" : hash(n - 1)}\n--! Hash: ${hash(n)}\n--! AllowInvalidHash\n\n${body}`,
  beside: () => ({ ".gmrc": '{ "connectionString": "postgres:///app" }\n' }),
  run: (project, database) =>
    migrate({
      connectionString: database,
      migrationsFolder: join(project, "migrations"),
      logger: new Logger(() => () => {}),
    }),
};

const hash = (n: number): string => `sha1:${String(n).padStart(40, "0")}`;
