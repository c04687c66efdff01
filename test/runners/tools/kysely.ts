import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import pg from "pg";
import type { Tool } from "../tools.ts";

/** Migrations of Kysely are scripts: each sends the SQL file of its name. */
export const kysely: Tool = {
  runner: "kysely",
  name: (n) => `migrations/${n}_a.sql`,
  text: (body) => body,
  beside: () => ({
    "kysely.config.ts":
      'export const provider = new FileMigrationProvider({ fs, path, migrationFolder: "migrations" });\n',
  }),
  async run(project, database) {
    const pool = new pg.Pool({ connectionString: database });
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
    try {
      const provider = { getMigrations: async () => migrationsOf(join(project, "migrations")) };
      const { error } = await new Migrator({ db, provider }).migrateToLatest();
      if (error) throw error;
    } finally {
      await db.destroy();
    }
  },
};

const migrationsOf = (folder: string): Record<string, Migration> =>
  Object.fromEntries(
    readdirSync(folder).map((name) => [
      name.replace(/\.sql$/, ""),
      {
        up: async (db) => {
          await sql.raw(readFileSync(join(folder, name), "utf8")).execute(db);
        },
      },
    ]),
  );
