import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import knexOf, { type Knex } from "knex";
import { Kysely, PostgresDialect } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { runner as nodePgMigrate } from "node-pg-migrate";
import pg from "pg";
import { DataSource } from "typeorm";
import { Umzug } from "umzug";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { kinds } from "../../server/src/scaffold/kinds.ts";
import { plainText } from "../../server/src/scaffold/plan.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { given, short, written } from "../scaffold/new-program.ts";
import { type ProgramHistory, programHistories } from "../scaffold/program-histories.ts";
import { newParser } from "../support/parser.ts";
import { type Cluster, startCluster } from "./postgres.ts";

/** What New Migration writes, run by the tools themselves: up, down and up again. */
let cluster: Cluster;
let service: Service;
beforeAll(async () => {
  cluster = await startCluster();
  service = createService(await newParser());
});
afterAll(() => cluster.stop());

const asked = kinds.filter((kind) => kind.id !== "blank");

/** A history with a new migration of every kind, one after the other. */
function grown(one: ProgramHistory): {
  readonly files: ProgramHistory["files"];
  readonly paths: readonly string[];
} {
  let files = given(one);
  const paths = Object.keys(files).filter((path) => path.startsWith(`${one.folder}/`));
  for (const { id, label } of asked) {
    const { path, snippet } = written(service, one, files, id, label);
    const text = plainText(snippet);
    // What the others speak of stays when this one is taken back.
    files = {
      ...files,
      [path]: id === "create-table" ? text.replaceAll("accounts", "others") : text,
    };
    paths.push(path);
  }
  return { files, paths };
}

interface Project {
  readonly folder: string;
  /** Of the migrations, in the order in which they were written. */
  readonly paths: readonly string[];
  readonly database: string;
}

/** Each says all that it does: up, all but the first down, up again. */
const runs: Readonly<Record<string, (project: Project) => Promise<void>>> = {
  async alembic({ folder, database }) {
    const env = `from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(context.config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;
    const url = database.replace(/^postgres:/, "postgresql:");
    writeFileSync(join(folder, "alembic/env.py"), env);
    writeFileSync(
      join(folder, "alembic.ini"),
      `[alembic]\nscript_location = alembic\nsqlalchemy.url = ${url}\n`,
    );
    for (const args of [
      ["upgrade", "head"],
      ["downgrade", "1a2b3c4d5e6f"],
      ["upgrade", "head"],
    ])
      run(folder, "alembic", args);
  },
  async django({ folder, database }) {
    const url = new URL(database);
    writeFileSync(
      join(folder, "settings.py"),
      `SECRET_KEY = "x"
INSTALLED_APPS = ["shop"]
USE_TZ = True
DATABASES = {"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": "${url.pathname.slice(1)}",
    "USER": "${url.username}", "HOST": "${url.hostname}", "PORT": "${url.port}",
}}
`,
    );
    for (const path of ["shop/__init__.py", "shop/migrations/__init__.py"])
      writeFileSync(join(folder, path), "");
    const env = { PYTHONPATH: folder, DJANGO_SETTINGS_MODULE: "settings" };
    for (const args of [["migrate"], ["migrate", "shop", "0001"], ["migrate"]])
      run(folder, "django-admin", args, env);
  },
  async yoyo({ folder, paths, database }) {
    const common = ["--batch", "--no-config-file", "--database", database.replace(/\?.*/, "")];
    const second = short(paths[1] ?? "").replace(/\.py$/, "");
    run(folder, "yoyo", ["apply", ...common, "db"]);
    run(folder, "yoyo", ["rollback", ...common, "--revision", second, "db"]);
    run(folder, "yoyo", ["apply", ...common, "db"]);
  },
  async typeorm({ folder, paths, database }) {
    const modules = await Promise.all(paths.map((path) => import(join(folder, path))));
    const source = new DataSource({
      type: "postgres",
      url: database,
      migrations: modules.flatMap((one) => Object.values(one) as (new () => object)[]),
    });
    await source.initialize();
    try {
      await source.runMigrations();
      for (const _ of paths.slice(1)) await source.undoLastMigration();
      await source.runMigrations();
    } finally {
      await source.destroy();
    }
  },
  async knex({ folder, paths, database }) {
    const scripts = await modulesOf(folder, paths);
    const on = knexOf({ client: "pg", connection: database });
    const migrationSource: Knex.MigrationSource<string> = {
      getMigrations: async () => [...scripts.keys()],
      getMigrationName: (name) => name,
      getMigration: async (name) => scripts.get(name) as Knex.Migration,
    };
    try {
      await on.migrate.latest({ migrationSource });
      for (const _ of paths.slice(1)) await on.migrate.down({ migrationSource });
      await on.migrate.latest({ migrationSource });
    } finally {
      await on.destroy();
    }
  },
  async kysely({ folder, paths, database }) {
    const scripts = await modulesOf(folder, paths);
    const dialect = new PostgresDialect({ pool: new pg.Pool({ connectionString: database }) });
    const db = new Kysely<unknown>({ dialect });
    const all = Object.fromEntries(
      [...scripts].map(([name, one]) => [name.replace(/\.ts$/, ""), one as Migration]),
    );
    const migrator = new Migrator({ db, provider: { getMigrations: async () => all } });
    const [first = ""] = Object.keys(all);
    try {
      for (const step of [
        () => migrator.migrateToLatest(),
        () => migrator.migrateTo(first),
        () => migrator.migrateToLatest(),
      ]) {
        const { error } = await step();
        if (error) throw error;
      }
    } finally {
      await db.destroy();
    }
  },
  async "node-pg-migrate"({ folder, paths, database }) {
    const common = {
      databaseUrl: database,
      dir: join(folder, dirname(paths[0] ?? "")),
      migrationsTable: "pgmigrations",
      singleTransaction: true,
      log: () => {},
    };
    await nodePgMigrate({ ...common, direction: "up" });
    await nodePgMigrate({ ...common, direction: "down", count: paths.length - 1 });
    await nodePgMigrate({ ...common, direction: "up" });
  },
  async umzug({ folder, paths, database }) {
    const client = new pg.Client(database);
    await client.connect();
    // Of Sequelize's interface the migrations use the query alone.
    const context = { sequelize: { query: (sql: string) => client.query(sql) } };
    const scripts = await modulesOf(folder, paths);
    const done = new Set<string>();
    type Step = (given: unknown) => Promise<unknown>;
    const umzug = new Umzug({
      migrations: [...scripts].map(([name, one]) => {
        const { up, down } = one as { up: Step; down: Step };
        const argument = name.endsWith(".ts") ? { context } : context;
        return { name, up: () => up(argument), down: () => down(argument) };
      }),
      logger: undefined,
      storage: {
        logMigration: async ({ name }) => void done.add(name),
        unlogMigration: async ({ name }) => void done.delete(name),
        executed: async () => [...done],
      },
    });
    try {
      await umzug.up();
      await umzug.down({ step: paths.length - 1 });
      await umzug.up();
    } finally {
      await client.end();
    }
  },
};

/** Scripts by their names; what a CommonJS one exports is its default. */
async function modulesOf(folder: string, paths: readonly string[]): Promise<Map<string, object>> {
  const out = new Map<string, object>();
  for (const path of paths) {
    const found = (await import(join(folder, path))) as { default?: object };
    out.set(basename(path), found.default ?? found);
  }
  return out;
}

function run(
  folder: string,
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): void {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  expect(status, `${program} ${args.join(" ")}: ${stdout}${stderr}`).toBe(0);
}

/** MikroORM is not installed. */
const installed = Object.entries(programHistories).filter(([, { tool }]) => tool in runs);

test.each(installed)("%s goes up, down and up again with what was written", async (_, one) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "safe-migrations-new-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { files, paths } = grown(one);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  symlinkSync(realpathSync("node_modules"), join(folder, "node_modules"));
  const database = await cluster.database();
  await runs[one.tool]?.({ folder, paths, database });
  const client = new pg.Client(database);
  await client.connect();
  const { rows } = await client.query(
    "SELECT to_regclass('accounts_email_idx') IS NOT NULL AS index, to_regtype('order_status') IS NOT NULL AS type, EXISTS (SELECT FROM pg_trigger WHERE tgname = 'accounts_touch') AS trigger, EXISTS (SELECT FROM plans WHERE code = 'free') AS row",
  );
  await client.end();
  expect(rows).toEqual([{ index: true, type: true, trigger: true, row: true }]);
});
