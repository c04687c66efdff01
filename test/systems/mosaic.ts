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

export const fixed: Files = {
  [paths.users]: users,
  [paths.documents]: documents,
  [paths.archived]: archived,
  [paths.journal]: journal(entries),
};

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
