import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { all, type Files, findings, seen } from "./found.ts";
import { mended } from "./mend.ts";
import * as mosaic from "./mosaic.ts";
import * as journals from "./mosaic-journal.ts";
import * as packaging from "./mosaic-packaging.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const { paths } = mosaic;

interface Case {
  readonly row: string;
  readonly files: Files;
  readonly rule: string;
  readonly path: string;
  readonly text: string;
  readonly fixes: readonly string[];
}

const cases: readonly Case[] = [
  {
    row: "12: the folder is not published",
    files: packaging.unpublished,
    rule: "history/migrations-not-packaged",
    path: paths.manifest,
    text: '[\n    "dist"\n  ]',
    fixes: ["Publish drizzle too"],
  },
  {
    row: "12: .npmignore leaves it out",
    files: packaging.npmIgnored,
    rule: "history/migrations-not-packaged",
    path: packaging.ignore,
    text: "drizzle/",
    fixes: ["Publish drizzle too"],
  },
  {
    row: "15: an extension that the embedded database does not load",
    files: mosaic.extension,
    rule: "prerequisite/extension-unavailable",
    path: paths.client,
    text: "new PGlite",
    fixes: ["Load citext"],
  },
  {
    row: "17: a chunk of two statements, which PGlite's driver prepares",
    files: journals.crowded,
    rule: "history/missing-breakpoint",
    path: journals.reviewPath,
    text: 'ALTER TABLE "documents" ADD COLUMN "note" text',
    fixes: ["Insert --> statement-breakpoint before it"],
  },
  {
    row: "19: a time that is not later than the one before",
    files: journals.late,
    rule: "history/journal-out-of-order",
    path: paths.journal,
    text: "1761000000500",
    fixes: ["Make it later: 1761000001001"],
  },
  {
    row: "19: two such times",
    files: journals.later,
    rule: "history/journal-out-of-order",
    path: paths.journal,
    text: "1760999999000",
    fixes: ["Make it later: 1761000000001"],
  },
  {
    row: "20: an entry without its file",
    files: journals.lost,
    rule: "history/journal-entry-without-file",
    path: paths.journal,
    text: '"0003_labels"',
    fixes: ["Take the entry out of the journal"],
  },
  {
    row: "20: a file without an entry",
    files: journals.orphan,
    rule: "history/file-without-entry",
    path: paths.archived,
    text: "",
    fixes: ["Add it to the journal"],
  },
  {
    row: "20: one idx twice",
    files: journals.twins,
    rule: "history/journal-numbers",
    path: paths.journal,
    text: "2",
    fixes: ["Renumber it: 0003_labels"],
  },
  {
    row: "20: one tag twice",
    files: journals.doubled,
    rule: "history/journal-numbers",
    path: paths.journal,
    text: '"0001_documents"',
    fixes: ["Take the second entry out"],
  },
  {
    row: "20: an idx that is not the number of its file",
    files: journals.misnumbered,
    rule: "history/journal-numbers",
    path: paths.journal,
    text: "3",
    fixes: ["Set it to 2"],
  },
];

test("the mended package is silent", () => expect(seen(service, mosaic.fixed)).toEqual([]));

describe.each(cases)("Mosaic, row $row", ({ files, rule, path, text, fixes }) => {
  test("is pointed at in the file where it is mended", () => {
    expect(seen(service, files)).toContainEqual({ rule, path, text, fixes });
  });

  test("quick fixes alone mend it", () => {
    expect(seen(service, mended(service, files))).toEqual([]);
  });
});

test("row 15: the mended client is written as a person would", () => {
  expect(mended(service, mosaic.extension)[paths.client]).toBe(mosaic.extensionFixed[paths.client]);
});

describe.each([
  ["rows 16, 27: with a breakpoint between", journals.early],
  ["row 17: in one chunk", journals.earlier],
])("an enum value that is used in the transaction that adds it, %s", (_, files) => {
  test("quick fixes alone mend it: the type is made anew, with the same labels", () => {
    const after = mended(service, files);
    expect(seen(service, after)).toEqual([]);
    expect(after[journals.reviewPath]).toContain(`ALTER TYPE "status" RENAME TO "status_old";
--> statement-breakpoint
CREATE TYPE "status" AS ENUM ('draft', 'published', 'review');
--> statement-breakpoint
ALTER TABLE "documents"
  ALTER COLUMN "status" DROP DEFAULT,
  ALTER COLUMN "status" TYPE "status" USING "status"::text::"status",
  ALTER COLUMN "status" SET DEFAULT 'draft';
--> statement-breakpoint
DROP TYPE "status_old";
`);
  });

  test("is an error on the use, and no breakpoint and no split is offered for it", () => {
    const [found] = findings(service, files).filter(
      (one) => one.finding.rule !== "history/missing-breakpoint",
    );
    expect(found).toMatchObject({
      finding: {
        rule: "first-run/enum-value-too-early",
        severity: "error",
        path: journals.reviewPath,
      },
      fixes: [{ title: expect.stringMatching(/^Make the type anew with 'review'/) }],
    });
    expect(found?.finding.detail).toContain("runs all pending files in one transaction");
    expect(found?.finding.detail).not.toContain("file of its own");
    expect(found?.finding.related[0]?.path).toBe(journals.reviewPath);
  });
});

test("row 18: a file of its own does not help where all pending files share a transaction", () => {
  const [found] = findings(service, journals.split);
  expect(found?.finding).toMatchObject({
    rule: "first-run/enum-value-too-early",
    severity: "warning",
    path: "packages/db/drizzle/0004_default.sql",
  });
  expect(found?.finding.detail).toContain("has to be released before this file");
  expect(seen(service, mended(service, journals.split))).toEqual([]);
});

test.each([
  [
    "a view reads it",
    `CREATE VIEW "drafts" AS SELECT "id" FROM "documents" WHERE "status" = 'draft';`,
  ],
  [
    "a check compares it",
    `ALTER TABLE "documents" ADD CHECK ("status" <> 'published' OR "id" > 0);`,
  ],
  [
    "an index is about some of its values",
    `CREATE INDEX ON "documents" ("id") WHERE "status" = 'draft';`,
  ],
])("rows 16, 17: a type is not made anew where %s", (_, sql) => {
  const files = {
    ...journals.early,
    [paths.documents]: `${journals.early[paths.documents]}--> statement-breakpoint\n${sql}\n`,
  };
  const [found] = findings(service, files);
  expect(found).toMatchObject({ finding: { rule: "first-run/enum-value-too-early" }, fixes: [] });
});

test("row 21: a migrator that two processes may call at once is information", () => {
  const said = all(service, mosaic.unlocked).filter((one) => one.severity === "information");
  expect(said).toContainEqual(
    expect.objectContaining({ rule: "history/runner-without-lock", path: paths.migrate }),
  );
  expect(all(service, mosaic.fixed).map((one) => one.rule)).not.toContain(
    "history/runner-without-lock",
  );
});

test("row 26: a value that a second run trips over is information under a tool that records it", () => {
  expect(all(service, journals.bare)).toContainEqual(
    expect.objectContaining({
      rule: "rerun/add-value-if-not-exists",
      severity: "information",
      path: journals.reviewPath,
    }),
  );
});

test("row 20: renumbering renames the file and leaves what is in it", () => {
  const after = mended(service, journals.twins);
  expect(Object.keys(after)).toContain("packages/db/drizzle/0003_labels.sql");
  expect(after[paths.journal]).toContain('"idx": 3,');
});

test("row 20: an entry that is added is written like the others", () => {
  expect(JSON.parse(mended(service, journals.orphan)[paths.journal] ?? "")).toEqual({
    version: "7",
    dialect: "postgresql",
    entries: [
      { idx: 0, version: "7", when: 1761000000000, tag: "0000_users", breakpoints: true },
      { idx: 1, version: "7", when: 1761000001000, tag: "0001_documents", breakpoints: true },
      { idx: 2, version: "7", when: 1761000001001, tag: "0002_archived", breakpoints: true },
    ],
  });
});
