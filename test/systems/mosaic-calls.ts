// Who of Mosaic starts without running its migrations.
import { type Files, fixed, main, migrate, paths, serverCall } from "./mosaic.ts";

/** Row 14: the gateway starts without them; only a test and the package's index name the function. */
export const neverRun: Files = {
  ...fixed,
  [paths.main]: "export const start = (config) => listen(config.port);\n",
  "packages/db/src/index.ts":
    'export { runEmbeddedMigrations, runMigrations } from "./migrate.ts";\n',
  "packages/db/test/migrate.test.ts":
    'import { runEmbeddedMigrations, runMigrations } from "../src/migrate.ts";\n\ntest("migrates", () => runMigrations(db));\ntest("migrates", () => runEmbeddedMigrations(db));\n',
};
/** Row 13: the embedded tier is forgotten. */
export const oneTier: Files = {
  ...fixed,
  [paths.main]: main(serverCall).replace(/\w+, runEmbedded\w+, /, ""),
};

const index = "packages/db/src/index.ts";
const passedOn = {
  [index]:
    'export * from "./db.ts";\nexport { runEmbeddedMigrations, runMigrations } from "./migrate.ts";\n',
  "apps/gateway/package.json": `${JSON.stringify({ name: "gateway", dependencies: { "@mosaic/db": "workspace:*" } })}\n`,
};

const gateway = (names: string, call: string) => `import { ${names} } from "@mosaic/db";

export async function start(config) {
  if (config.embedded) {
    const db = openEmbedded(config.data);
${call}    return serve(config, db);
  }
  const db = connect(config.url);
  await runMigrations(db);
  return serve(config, db);
}
`;
/** Row 13: the gateway opens the embedded database and makes no table in it. */
export const opened: Files = {
  ...fixed,
  ...passedOn,
  [paths.main]: gateway("openEmbedded, runMigrations", ""),
};
export const openedFixed: Files = {
  ...opened,
  [paths.main]: gateway(
    "openEmbedded, runMigrations, runEmbeddedMigrations",
    "    await runEmbeddedMigrations(db);\n",
  ),
};

export const nest = "apps/gateway/src/database.service.ts";
const service = (names: string, hook: string) => `import { Injectable } from "@nestjs/common";
import { ${names} } from "@mosaic/db";

@Injectable()
export class DatabaseService {
  readonly db = openEmbedded(process.env.DATA);
${hook}}
`;
/** Row 14: a service of Nest holds the database, and has no hook that would migrate it. */
export const injected: Files = {
  ...opened,
  [paths.main]: "export const start = (config) => serve(config);\n",
  [paths.migrate]: migrate().replace(/export async function runMigrations[\s\S]*?\n}\n\n/, ""),
  [nest]: service("openEmbedded", ""),
};
export const injectedFixed: Files = {
  ...injected,
  [nest]: service(
    "openEmbedded, runEmbeddedMigrations",
    "\n  async onModuleInit() {\n    await runEmbeddedMigrations(this.db);\n  }\n",
  ),
};

const ownClient = `import postgres from "postgres";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";

export async function migrateServer() {
  const client = postgres(process.env.DATABASE_URL, { max: 1 });
  await client\`SELECT pg_advisory_lock(4711)\`;
  await migrate(drizzle(client), { migrationsFolder: "./drizzle" });
  await client.end();
}
`;
export const server = "packages/db/src/server.ts";
const listening = (
  imported: string,
  call: string,
) => `import { buildApp } from "./app.js";${imported}

async function main() {
  const app = buildApp();
${call}  await app.listen({ port: 3000 });
}

void main();
`;
/** Row 14: the function opens a client of its own, and the server listens without it. */
export const unmigrated: Files = {
  ...fixed,
  [paths.migrate]: ownClient,
  [paths.main]: "export const start = (config) => serve(config);\n",
  [server]: listening("", ""),
};
export const unmigratedFixed: Files = {
  ...unmigrated,
  [server]: listening(
    '\nimport { migrateServer } from "./migrate.js";',
    "  await migrateServer();\n",
  ),
};

export const embeddedStart = "packages/db/src/start.ts";
/** Row 14: a package that starts itself. */
export const started: Files = {
  ...fixed,
  [paths.main]: main(serverCall).replace(/\w+, runEmbedded\w+, /, ""),
  [embeddedStart]: `import { openEmbedded } from "./db.ts";

export async function start(dataDir) {
  const db = openEmbedded(dataDir);
  return db;
}
`,
};
