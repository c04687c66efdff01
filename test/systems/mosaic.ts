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

export const time = 1_761_000_000_000;

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

export const entries = [
  { when: time, tag: "0000_users" },
  { when: time + 1000, tag: "0001_documents" },
  { when: time + 2000, tag: "0002_archived" },
];

/** What is published, and by which folder it goes. */
export const manifest = (files: readonly string[]): string =>
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
export const migrate = (
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

export const main = (
  calls: string,
) => `import { openEmbedded, runEmbeddedMigrations, runMigrations } from "@mosaic/db";

export async function start(config) {
${calls}  await listen(config.port);
}
`;
const embeddedCall =
  "  if (config.embedded) await runEmbeddedMigrations(openEmbedded(config.data));\n";
export const serverCall = "  else await runMigrations(connect(config.url));\n";

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
