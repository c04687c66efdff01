import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import pg from "pg";
import type { Tool } from "../tools.ts";
import { installed } from "./installed.ts";

/**
 * Prisma's schema engine as WebAssembly: what `migrate deploy` asks of it. Its driver adapter for PostgreSQL cuts scripts at
 * every semicolon; the engine's own program sends a script as one simple query, and so does this.
 */
export const prisma: Tool = {
  runner: "prisma",
  name: (n) => `prisma/migrations/${n}_a/migration.sql`,
  text: (body) => body,
  beside: () => ({
    "prisma/migrations/migration_lock.toml": 'provider = "postgresql"\n',
    "package.json": '{ "devDependencies": { "prisma": "7.10.1" } }\n',
  }),
  async run(project, database) {
    const { SchemaEngine, bind, PrismaPg } = await load();
    // It refuses a schema that holds anything before there is a record (P3005): this one is for the record.
    await send(database, "CREATE SCHEMA IF NOT EXISTS records");
    const connectionString = `${database}&options=${encodeURIComponent("-c search_path=records")}`;
    const factory = new PrismaPg({ connectionString }, { schema: "records" });
    const connected: Adapter[] = [];
    const engine = await SchemaEngine.new(
      { datamodels: [["schema.prisma", 'datasource db {\n  provider = "postgresql"\n}\n']] },
      () => {},
      bind(sendingWholeScripts(factory, database, connected)),
    );
    const baseDir = join(project, "prisma/migrations");
    const folders = readdirSync(baseDir, { withFileTypes: true }).filter((one) => one.isDirectory());
    try {
      await engine.applyMigrations({
        migrationsList: {
          baseDir,
          lockfile: {
            path: "migration_lock.toml",
            content: readFileSync(join(baseDir, "migration_lock.toml"), "utf8"),
          },
          shadowDbInitScript: "",
          migrationDirectories: folders.map(({ name }) => ({
            path: name,
            migrationFile: {
              path: "migration.sql",
              content: {
                tag: "ok",
                value: readFileSync(join(baseDir, name, "migration.sql"), "utf8"),
              },
            },
          })),
        },
        filters: { externalTables: [], externalEnums: [] },
      });
    } finally {
      // The lock is the session's.
      for (const one of connected) await one.dispose();
    }
  },
};

interface Engine {
  readonly applyMigrations: (input: unknown) => Promise<unknown>;
}

interface Adapter {
  readonly dispose: () => Promise<void>;
  readonly executeScript: (script: string) => Promise<void>;
}

interface Factory {
  readonly connect: () => Promise<Adapter>;
}

interface Loaded {
  readonly SchemaEngine: {
    readonly new: (options: unknown, log: () => void, adapter: unknown) => Promise<Engine>;
  };
  readonly bind: (factory: Factory) => unknown;
  readonly PrismaPg: new (config: unknown, options: unknown) => Factory;
}

let loaded: Promise<Loaded> | undefined;

function load(): Promise<Loaded> {
  loaded ??= (async () => {
    const wasm = readFileSync(join(installed, "@prisma/schema-engine-wasm/schema_engine_bg.wasm"));
    const engine = await importFrom("@prisma/schema-engine-wasm/schema_engine_bg.js");
    const { instance } = await WebAssembly.instantiate(wasm, { "./schema_engine_bg.js": engine });
    engine.__wbg_set_wasm(instance.exports);
    const start = instance.exports["__wbindgen_start"];
    if (typeof start === "function") start();
    const utils = await importFrom("@prisma/driver-adapter-utils/dist/index.js");
    const { PrismaPg } = await importFrom("@prisma/adapter-pg/dist/index.js");
    return {
      SchemaEngine: engine.SchemaEngine,
      bind: (utils.default ?? utils).bindMigrationAwareSqlAdapterFactory,
      PrismaPg,
    };
  })();
  return loaded;
}

const importFrom = (path: string) => import(pathToFileURL(join(installed, path)).href);

const sendingWholeScripts = (factory: Factory, database: string, connected: Adapter[]): Factory =>
  new Proxy(factory, {
    get(target, key) {
      if (key !== "connect") return Reflect.get(target, key);
      return async () => {
        const adapter = await target.connect();
        connected.push(adapter);
        return Object.assign(adapter, { executeScript: (script: string) => send(database, script) });
      };
    },
  });

async function send(database: string, script: string): Promise<void> {
  const client = new pg.Client(database);
  await client.connect();
  try {
    await client.query(script);
  } finally {
    await client.end();
  }
}
