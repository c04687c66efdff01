/** The database package of Mosaic, small: Drizzle's migrations with their journal, for PGlite and for a server. */
export type Files = Readonly<Record<string, string>>;

const home = "packages/db";

export const paths = {
  manifest: `${home}/package.json`,
  journal: `${home}/drizzle/meta/_journal.json`,
  users: `${home}/drizzle/0000_users.sql`,
  documents: `${home}/drizzle/0001_documents.sql`,
  archived: `${home}/drizzle/0002_archived.sql`,
  client: `${home}/src/db.ts`,
  migrate: `${home}/src/migrate.ts`,
  main: "apps/gateway/src/main.ts",
} as const;

/** As drizzle-kit writes it. */
export const journal = (
  entries: readonly { readonly idx?: number; readonly when: number; readonly tag: string }[],
): string =>
  `${JSON.stringify(
    {
      version: "7",
      dialect: "postgresql",
      entries: entries.map((entry, idx) => ({ idx, version: "7", ...entry, breakpoints: true })),
    },
    null,
    2,
  )}\n`;

const time = 1_761_000_000_000;

const users = `CREATE TYPE "status" AS ENUM('draft', 'published');
--> statement-breakpoint
CREATE TABLE "users" (
	"id" integer PRIMARY KEY NOT NULL,
	"email" text NOT NULL
);
`;
const documents = `CREATE TABLE "documents" (
	"id" integer PRIMARY KEY NOT NULL,
	"owner" integer NOT NULL REFERENCES "users" ("id"),
	"status" "status" DEFAULT 'draft' NOT NULL
);
`;
const archived = `ALTER TABLE "documents" ADD COLUMN IF NOT EXISTS "archived_at" timestamp with time zone;
`;

const entries = [
  { when: time, tag: "0000_users" },
  { when: time + 1000, tag: "0001_documents" },
  { when: time + 2000, tag: "0002_archived" },
];

/** What is published, and by which folder it goes. */
const manifest = (files: readonly string[]): string =>
  `${JSON.stringify(
    {
      name: "@mosaic/db",
      version: "0.4.0",
      type: "module",
      files,
      scripts: { build: "tsc -p .", generate: "drizzle-kit generate" },
      dependencies: { "@electric-sql/pglite": "^0.5.0", "drizzle-orm": "^0.45.0" },
    },
    null,
    2,
  )}\n`;

const client = (more = "", options = "") => `import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";${more}

export function openEmbedded(dataDir) {
  const client = new PGlite(dataDir${options});
  return drizzle(client);
}
`;

/** Both tiers: the embedded one, and a server behind a lock. */
const migrate = (
  lock = "  await db.execute(sql`SELECT pg_advisory_lock(4711)`);\n",
) => `import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate as migratePostgres } from "drizzle-orm/postgres-js/migrator";
import { migrate as migrateEmbedded } from "drizzle-orm/pglite/migrator";

const here = dirname(fileURLToPath(import.meta.url));
const migrationsFolder = join(here, "..", "drizzle");

export async function runMigrations(db) {
${lock}  await migratePostgres(db, { migrationsFolder });
}

export const runEmbeddedMigrations = (db) => migrateEmbedded(db, { migrationsFolder });
`;

const main = (
  calls: string,
) => `import { openEmbedded, runEmbeddedMigrations, runMigrations } from "@mosaic/db";

export async function start(config) {
${calls}  await listen(config.port);
}
`;
const embeddedCall =
  "  if (config.embedded) await runEmbeddedMigrations(openEmbedded(config.data));\n";
const serverCall = "  else await runMigrations(connect(config.url));\n";

export const fixed: Files = {
  [paths.main]: main(embeddedCall + serverCall),
  [paths.manifest]: manifest(["dist", "drizzle"]),
  [paths.client]: client(),
  [paths.migrate]: migrate(),
  [paths.users]: users,
  [paths.documents]: documents,
  [paths.archived]: archived,
  [paths.journal]: journal(entries),
};

/** Row 12: the folder is not in the package. */
export const unpublished: Files = { ...fixed, [paths.manifest]: manifest(["dist"]) };

/** Row 12, the other way: no `files`, and .npmignore. */
export const ignore = "packages/db/.npmignore";
export const npmIgnored: Files = {
  ...fixed,
  [paths.manifest]: (fixed[paths.manifest] ?? "").replace(/ {2}"files": \[[^\]]*\],\n/, ""),
  [ignore]: "# not for users\nsrc\ndrizzle/\n*.test.ts\n",
};

export const image = "packages/db/Dockerfile";
export const imageIgnore = "packages/db/.dockerignore";
const container = (copied: string) => `FROM node:22 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && apt-get install -y curl

FROM node:22-slim
WORKDIR /app
ENV NODE_ENV=production
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json .${copied}
USER node
CMD ["node", "dist/server.js"]
`;
/** Row 12: the image that the server is run in. */
export const imaged: Files = {
  ...fixed,
  "packages/db/src/server.ts":
    'import { openEmbedded } from "./db.js";\nimport { runEmbeddedMigrations } from "./migrate.js";\n\nawait runEmbeddedMigrations(openEmbedded("/data"));\n',
  [image]: container(""),
};
export const imagedFixed: Files = { ...imaged, [image]: container("\nCOPY drizzle ./drizzle") };
/** Row 12: the image takes everything but what .dockerignore leaves out. */
export const imageIgnored: Files = {
  ...imaged,
  [image]:
    "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\nCMD node --enable-source-maps src/server.ts\n",
  [imageIgnore]: "node_modules\ndrizzle\n.env*\n",
};
export const containerOf = container;

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

/** Row 15: the embedded database does not know the extension. */
export const extension: Files = {
  ...fixed,
  [paths.users]: users.replace(
    "CREATE TABLE",
    "CREATE EXTENSION IF NOT EXISTS citext;\n--> statement-breakpoint\nCREATE TABLE",
  ),
};
export const extensionFixed: Files = {
  ...extension,
  [paths.client]: client(
    '\nimport { citext } from "@electric-sql/pglite/contrib/citext";',
    ", { extensions: { citext } }",
  ),
};

/** Row 21: two gateways start together. */
export const unlocked: Files = { ...fixed, [paths.migrate]: migrate("") };

const enumPath = `${home}/drizzle/0003_review.sql`;
const withEnum = (sql: string, more: Files = {}): Files => ({
  ...fixed,
  [enumPath]: sql,
  ...more,
  [paths.journal]: journal([
    ...entries,
    { when: time + 3000, tag: "0003_review" },
    ...Object.keys(more).map((path, index) => ({
      when: time + 4000 + index,
      tag: path.replace(/^.*\/|\.sql$/g, ""),
    })),
  ]),
});
const addValue = `ALTER TYPE "status" ADD VALUE IF NOT EXISTS 'review';\n`;
const useValue = `ALTER TABLE "documents" ALTER COLUMN "status" SET DEFAULT 'review';\n`;

/** Rows 16, 17, 27: the value and its use in one migration, with a breakpoint between them and without one. */
export const early = withEnum(`${addValue}--> statement-breakpoint\n${useValue}`);
export const earlier = withEnum(addValue + useValue);
/** Row 17: no breakpoint between two statements. */
export const crowded = withEnum(`${addValue}ALTER TABLE "documents" ADD COLUMN "note" text;\n`);
/** Row 18: in two migrations, which are run in one transaction where both are pending. */
export const split = withEnum(addValue, { [`${home}/drizzle/0004_default.sql`]: useValue });
export const reviewPath = enumPath;

/** Row 26: a value that the second run of the file trips over. */
export const bare = withEnum(addValue.replace("IF NOT EXISTS ", ""));

/** What databases have run already. */
export const released: Files = { ...fixed, [paths.journal]: journal(entries.slice(0, 2)) };

/** Row 19: made on a branch that was older than what was merged before it. */
export const late: Files = {
  ...fixed,
  [paths.journal]: journal(
    entries.map((one) => (one.tag === "0002_archived" ? { ...one, when: time + 500 } : one)),
  ),
};

/** Row 19: two of them. */
export const later: Files = {
  ...fixed,
  [paths.journal]: journal(entries.map((one, idx) => ({ ...one, when: time - idx * 1000 }))),
};

/** Row 20: the file was lost in a merge. */
export const lost: Files = {
  ...fixed,
  [paths.journal]: journal([...entries, { when: time + 3000, tag: "0003_labels" }]),
};

/** Row 20: the entry was lost in a merge. */
export const orphan: Files = { ...fixed, [paths.journal]: journal(entries.slice(0, 2)) };

/** Row 20: both branches took number 2, and the merge kept both. */
export const twins: Files = {
  ...fixed,
  [`${home}/drizzle/0002_labels.sql`]: `CREATE TABLE "labels" ("name" text PRIMARY KEY NOT NULL);\n`,
  [paths.journal]: journal([...entries, { idx: 2, when: time + 3000, tag: "0002_labels" }]),
};

/** Row 20: an entry is there twice. */
export const doubled: Files = {
  ...fixed,
  [paths.journal]: journal([...entries, { when: time + 3000, tag: "0001_documents" }]),
};

/** Row 20: the idx is another number than the file's. */
export const misnumbered: Files = {
  ...fixed,
  [paths.journal]: journal(
    entries.map((one, idx) => (idx === 2 ? { ...one, idx: 3 } : { ...one, idx })),
  ),
};
