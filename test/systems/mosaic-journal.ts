// Mosaic's journal and its files out of step, and an enum that grows.
import { entries, type Files, fixed, journal, paths, time } from "./mosaic.ts";

const folder = "packages/db/drizzle";
export const reviewPath = `${folder}/0003_review.sql`;
const withEnum = (sql: string, more: Files = {}): Files => ({
  ...fixed,
  [reviewPath]: sql,
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
export const split = withEnum(addValue, { [`${folder}/0004_default.sql`]: useValue });

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
  [`${folder}/0002_labels.sql`]: `CREATE TABLE "labels" ("name" text PRIMARY KEY NOT NULL);\n`,
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
