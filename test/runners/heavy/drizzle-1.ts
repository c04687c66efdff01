import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import type { Tool } from "../tools.ts";
import { installed } from "./installed.ts";

/** Drizzle 1.0: its names begin with a time of 14 digits. */
export const drizzleFolders: Tool = {
  runner: "drizzle-1",
  name: (n) => `drizzle/${20250101000000 + n}_a/migration.sql`,
  text: (body) => body,
  beside: () => ({
    "drizzle.config.ts": 'export default { dialect: "postgresql", out: "./drizzle" };\n',
  }),
  async run(project, database) {
    const { drizzle, migrate } = await load();
    const client = new pg.Client(database);
    await client.connect();
    try {
      await migrate(drizzle({ client }), { migrationsFolder: join(project, "drizzle") });
    } finally {
      await client.end();
    }
  },
};

interface Drizzle {
  readonly drizzle: (options: { readonly client: pg.Client }) => unknown;
  readonly migrate: (on: unknown, options: { readonly migrationsFolder: string }) => Promise<void>;
}

/** Installed beside the tests, not among the packages that the types are checked with. */
async function load(): Promise<Drizzle> {
  const at = (path: string): string =>
    pathToFileURL(join(installed, "drizzle-orm/node-postgres", path)).href;
  const { drizzle } = await import(at("index.js"));
  const { migrate } = await import(at("migrator.js"));
  return { drizzle, migrate };
}
