import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate as drizzleMigrate } from "drizzle-orm/node-postgres/migrator";
import knex from "knex";
import { runner as nodePgMigrate } from "node-pg-migrate";
import pg from "pg";
import Postgrator from "postgrator";
import { migrate as postgresMigrations } from "postgres-migrations";
import { Umzug } from "umzug";
import { graphileMigrate } from "./tools/graphile-migrate.ts";
import { kysely } from "./tools/kysely.ts";
import { sqitch } from "./tools/sqitch.ts";
import { sqlMigrate } from "./tools/sql-migrate.ts";
import { typeorm } from "./tools/typeorm.ts";
import { yoyo } from "./tools/yoyo.ts";

/** A tool, and a project of it in a folder. */
export interface Tool {
  readonly runner: string;
  /** The name of migration number `n`. */
  readonly name: (n: number) => string;
  /** The whole text of migration number `n`. */
  readonly text: (body: string, n: number) => string;
  /** Files besides the migrations, for those numbers. */
  readonly beside: (numbers: readonly number[]) => Readonly<Record<string, string>>;
  /** Runs what is pending; rejects when the tool refuses or a statement fails. */
  readonly run: (project: string, database: string) => Promise<unknown>;
}

const quiet = { warn: () => {}, error: () => {}, deprecate: () => {}, debug: () => {} };
const script = `const { readFileSync } = require("node:fs");
exports.up = (knex) => knex.raw(readFileSync(__filename.replace(/cjs$/, "sql"), "utf8"));
exports.down = () => {};
`;
const plain = (body: string): string => body;
const nothing = () => ({});
const manifest = (dependency: string) => () => ({
  "package.json": `{ "dependencies": { "${dependency}": "*" } }\n`,
});

async function withClient<T>(database: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(database);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

export const tools: readonly Tool[] = [
  {
    runner: "dbmate",
    name: (n) => `migrations/${n}_a.sql`,
    text: (body) => `-- migrate:up\n${body}\n-- migrate:down\n`,
    beside: nothing,
    run: (project, database) =>
      promisify(execFile)(process.execPath, [
        resolve("node_modules/dbmate/dist/cli.js"),
        ...["--url", database, "--migrations-dir", join(project, "migrations")],
        ...["--no-dump-schema", "migrate"],
      ]),
  },
  {
    runner: "node-pg-migrate",
    name: (n) => `migrations/${n}_a.sql`,
    text: plain,
    beside: manifest("node-pg-migrate"),
    run: (project, database) =>
      nodePgMigrate({
        databaseUrl: database,
        dir: join(project, "migrations"),
        direction: "up",
        migrationsTable: "pgmigrations",
        // As its command line does, unless told otherwise.
        singleTransaction: true,
        log: () => {},
      }),
  },
  {
    runner: "postgrator",
    name: (n) => `migrations/${n}.do.a.sql`,
    text: plain,
    beside: manifest("postgrator"),
    run: (project, database) =>
      withClient(database, (client) =>
        new Postgrator({
          migrationPattern: join(project, "migrations/*"),
          driver: "pg",
          database: basename(new URL(database).pathname),
          schemaTable: "schemaversion",
          execQuery: (query: string) => client.query(query),
        }).migrate(),
      ),
  },
  {
    runner: "postgres-migrations",
    // Names without their numbers must differ too.
    name: (n) => `migrations/${n}_a${n}.sql`,
    text: plain,
    beside: manifest("postgres-migrations"),
    run: (project, database) =>
      withClient(database, (client) => postgresMigrations({ client }, join(project, "migrations"))),
  },
  {
    runner: "drizzle",
    name: (n) => `drizzle/${String(n).padStart(4, "0")}_a.sql`,
    text: plain,
    // In the order of the numbers' first appearance, each with its own time.
    beside: (numbers) => ({
      "drizzle/meta/_journal.json": JSON.stringify({
        version: "7",
        dialect: "postgresql",
        entries: numbers.map((n, idx) => ({
          idx,
          version: "7",
          when: 1_700_000_000_000 + n,
          tag: `${String(n).padStart(4, "0")}_a`,
          breakpoints: true,
        })),
      }),
    }),
    run: (project, database) =>
      withClient(database, (client) =>
        drizzleMigrate(drizzle(client), { migrationsFolder: join(project, "drizzle") }),
      ),
  },
  {
    runner: "knex",
    name: (n) => `migrations/${n}_a.sql`,
    text: plain,
    // Knex runs scripts: each sends the file beside it.
    beside: (numbers) => ({
      "knexfile.js": 'module.exports = { migrations: { directory: "./migrations" } };\n',
      ...Object.fromEntries(numbers.map((n) => [`migrations/${n}_a.cjs`, script])),
    }),
    async run(project, database) {
      const on = knex({ client: "pg", connection: database, log: quiet });
      try {
        return await on.migrate.latest({ directory: join(project, "migrations") });
      } finally {
        await on.destroy();
      }
    },
  },
  {
    runner: "umzug",
    name: (n) => `migrations/${n}_a.up.sql`,
    text: plain,
    beside: () => ({
      "migrate.js":
        'const umzug = new Umzug({ migrations: { glob: "migrations/*.up.sql", resolve } });\n',
    }),
    run: (project, database) =>
      withClient(database, async (client) => {
        await client.query('CREATE TABLE IF NOT EXISTS "SequelizeMeta" (name text)');
        // The readme's recipe for raw SQL files.
        const umzug = new Umzug({
          migrations: {
            glob: ["migrations/*.up.sql", { cwd: project }],
            resolve: ({ name, path }) => ({
              name,
              up: async () => client.query(readFileSync(path ?? "", "utf8")),
            }),
          },
          logger: undefined,
          storage: {
            logMigration: async ({ name }) =>
              void (await client.query('INSERT INTO "SequelizeMeta" VALUES ($1)', [name])),
            unlogMigration: async () => {},
            executed: async () =>
              (await client.query('SELECT name FROM "SequelizeMeta"')).rows.map((row) => row.name),
          },
        });
        return umzug.up();
      }),
  },
  kysely,
  typeorm,
  graphileMigrate,
  sqitch,
  sqlMigrate,
  yoyo,
];
