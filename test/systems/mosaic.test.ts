import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { all, type Files, findings, seen } from "./found.ts";
import { mended } from "./mend.ts";
import * as mosaic from "./mosaic.ts";

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
    files: mosaic.unpublished,
    rule: "history/migrations-not-packaged",
    path: paths.manifest,
    text: '[\n    "dist"\n  ]',
    fixes: ["Publish drizzle too"],
  },
  {
    row: "12: .npmignore leaves it out",
    files: mosaic.npmIgnored,
    rule: "history/migrations-not-packaged",
    path: mosaic.ignore,
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
    files: mosaic.crowded,
    rule: "history/missing-breakpoint",
    path: mosaic.reviewPath,
    text: 'ALTER TABLE "documents" ADD COLUMN "note" text',
    fixes: ["Insert --> statement-breakpoint before it"],
  },
  {
    row: "19: a time that is not later than the one before",
    files: mosaic.late,
    rule: "history/journal-out-of-order",
    path: paths.journal,
    text: "1761000000500",
    fixes: ["Make it later: 1761000001001"],
  },
  {
    row: "19: two such times",
    files: mosaic.later,
    rule: "history/journal-out-of-order",
    path: paths.journal,
    text: "1760999999000",
    fixes: ["Make it later: 1761000000001"],
  },
  {
    row: "20: an entry without its file",
    files: mosaic.lost,
    rule: "history/journal-entry-without-file",
    path: paths.journal,
    text: '"0003_labels"',
    fixes: ["Take the entry out of the journal"],
  },
  {
    row: "20: a file without an entry",
    files: mosaic.orphan,
    rule: "history/file-without-entry",
    path: paths.archived,
    text: "",
    fixes: ["Add it to the journal"],
  },
  {
    row: "20: one idx twice",
    files: mosaic.twins,
    rule: "history/journal-numbers",
    path: paths.journal,
    text: "2",
    fixes: ["Renumber it: 0003_labels"],
  },
  {
    row: "20: one tag twice",
    files: mosaic.doubled,
    rule: "history/journal-numbers",
    path: paths.journal,
    text: '"0001_documents"',
    fixes: ["Take the second entry out"],
  },
  {
    row: "20: an idx that is not the number of its file",
    files: mosaic.misnumbered,
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

test.each(["drizzle", "/drizzle", "drizzle/**", "*.sql", "**/drizzle/"])(
  "row 12: %s in .npmignore leaves the folder out",
  (pattern) => {
    const files = { ...mosaic.npmIgnored, [mosaic.ignore]: `${pattern}\n` };
    expect(seen(service, files).map((one) => one.text)).toEqual([pattern]);
  },
);

test.each(["drizzle/meta", "*.ts", "drizzle\n!drizzle", "# drizzle", "db/drizzle/old"])(
  "row 12: %s in .npmignore leaves it in",
  (pattern) => {
    const files = { ...mosaic.npmIgnored, [mosaic.ignore]: `${pattern}\n` };
    expect(seen(service, files)).toEqual([]);
  },
);

test("rows 13, 14: a function that runs the migrations and that nothing calls", () => {
  const never = (name: string) => ({
    rule: "history/migrations-never-run",
    path: paths.migrate,
    text: name,
    fixes: [],
  });
  expect(seen(service, mosaic.neverRun)).toEqual([
    never("runMigrations"),
    never("runEmbeddedMigrations"),
  ]);
  expect(seen(service, mosaic.oneTier)).toEqual([never("runEmbeddedMigrations")]);
});

const withImage = (text: string, more: Files = {}): Files => ({
  ...mosaic.imaged,
  [mosaic.image]: text,
  ...more,
});
const last = (text: string): string =>
  (mosaic.imaged[mosaic.image] ?? "").replace("COPY package.json .", text);

test("row 12: an image is given the folder that it reads when it starts", () => {
  expect(seen(service, mosaic.imaged)).toEqual([
    {
      rule: "history/migrations-not-packaged",
      path: mosaic.image,
      text: "COPY package.json .",
      fixes: ["Copy drizzle into the image"],
    },
  ]);
  expect(mended(service, mosaic.imaged)).toEqual(mosaic.imagedFixed);
  expect(seen(service, mosaic.imagedFixed)).toEqual([]);
});

test("row 12: .dockerignore leaves it out of an image that takes everything", () => {
  expect(seen(service, mosaic.imageIgnored)).toEqual([
    {
      rule: "history/migrations-not-packaged",
      path: mosaic.imageIgnore,
      text: "drizzle",
      fixes: ["Let drizzle into the image"],
    },
  ]);
  expect(mended(service, mosaic.imageIgnored)[mosaic.imageIgnore]).toBe("node_modules\n.env*\n");
});

test.each([
  ["drizzle/**", []],
  ["**/*.sql", []],
  ["*", ["!drizzle"]],
  ["**", ["!drizzle"]],
])("row 12: %s in .dockerignore leaves it out as well", (pattern, added) => {
  const files = { ...mosaic.imageIgnored, [mosaic.imageIgnore]: `src\n${pattern}\n` };
  expect(seen(service, files).map((one) => one.text)).toEqual([pattern]);
  const lines = mended(service, files)[mosaic.imageIgnore]?.split("\n");
  expect(lines).toEqual(["src", ...(added.length > 0 ? [pattern, ...added] : []), ""]);
});

test.each(["*.sql", "drizzle/meta/old", "*\n!drizzle", "# drizzle", "db/drizzle"])(
  "row 12: %s in .dockerignore leaves it in",
  (pattern) => {
    const files = { ...mosaic.imageIgnored, [mosaic.imageIgnore]: `${pattern}\n` };
    expect(seen(service, files)).toEqual([]);
  },
);

test.each([
  ["a stage brings all", last("COPY --from=build /app ./")],
  ["a stage brings the folder", last("COPY --from=build /app/drizzle ./drizzle")],
  ["the files are named", last("COPY drizzle/*.sql ./drizzle/")],
  ["the folder above is copied", last("COPY packages ./packages")],
  [
    "another image may hold it",
    last("COPY --from=registry.example/migrations /migrations ./drizzle"),
  ],
  ["a name is filled in", last("ARG FOLDER\nCOPY $FOLDER ./")],
  ["a command may bring it", last("RUN cp -r /mnt/drizzle .")],
  ["it is a volume", last('VOLUME ["/app/drizzle"]')],
  [
    "the image begins with one of the team's",
    mosaic.containerOf("").replace("node:22-slim", "registry.example/base:1"),
  ],
  [
    "the last stage goes on from the first",
    mosaic.containerOf("").replace("FROM node:22-slim", "FROM build"),
  ],
  ["it starts something else", mosaic.containerOf("").replace("dist/server.js", "dist/worker.js")],
  ["it starts what is not known", mosaic.containerOf("").replace(/CMD.*/, 'ENTRYPOINT ["/start"]')],
])("row 12: nothing is said of an image where %s", (_, text) => {
  expect(seen(service, withImage(text))).toEqual([]);
});

test("row 12: nothing is said where a Compose file mounts the folder", () => {
  const compose = {
    "compose.yaml": "services:\n  db:\n    volumes:\n      - ./packages/db/drizzle:/app/drizzle\n",
  };
  expect(seen(service, withImage(mosaic.imaged[mosaic.image] ?? "", compose))).toEqual([]);
});

test("row 12: a program that imports what migrates is warned of", () => {
  const files = {
    ...mosaic.imaged,
    "packages/db/src/main.ts": 'import "./server.js";\n',
    [mosaic.image]: mosaic.containerOf("").replace("dist/server.js", "dist/main.js"),
  };
  expect(findings(service, files)).toMatchObject([
    { finding: { severity: "warning", path: mosaic.image }, fixes: [{}] },
  ]);
});

describe("row 12: a tool that is started in the image", () => {
  const dbmate = (copied: string): Files => ({
    "go.mod": "module shop\n",
    "db/migrations/20240101000000_users.sql":
      "-- migrate:up\nCREATE TABLE IF NOT EXISTS users (id int);\n\n-- migrate:down\nDROP TABLE IF EXISTS users;\n",
    "start.sh": "#!/bin/sh\nset -e\ndbmate --wait up\nexec /usr/local/bin/shop\n",
    Dockerfile: `FROM golang:1.24 AS build\nWORKDIR /src\nCOPY go.mod ./\nCOPY cmd ./cmd\nRUN go build -o /shop ./cmd/shop\n\nFROM alpine:3.20\nRUN apk add --no-cache dbmate\nWORKDIR /app\nCOPY --from=build /shop /usr/local/bin/shop\nCOPY start.sh .${copied}\nENTRYPOINT ["./start.sh"]\n`,
  });

  test("looks for its folder", () => {
    const files = dbmate("");
    expect(seen(service, files)).toEqual([
      {
        rule: "history/migrations-not-packaged",
        path: "Dockerfile",
        text: "COPY start.sh .",
        fixes: ["Copy db/migrations into the image"],
      },
    ]);
    expect(mended(service, files)).toEqual(dbmate("\nCOPY db/migrations ./db/migrations"));
    expect(seen(service, dbmate("\nCOPY db ./db"))).toEqual([]);
  });
});

describe.each([
  {
    row: "13: the embedded database is opened in the gateway",
    files: mosaic.opened,
    fixed: mosaic.openedFixed,
    title: "Call runEmbeddedMigrations in main.ts, when the database is open",
  },
  {
    row: "14: a service of Nest holds it",
    files: mosaic.injected,
    fixed: mosaic.injectedFixed,
    title: "Call runEmbeddedMigrations in database.service.ts, when the database is open",
  },
  {
    row: "14: the server listens",
    files: mosaic.unmigrated,
    fixed: mosaic.unmigratedFixed,
    title: "Call migrateServer in server.ts, before it listens",
  },
])("row $row", ({ files, fixed, title }) => {
  test("the call is offered where the program has what it needs", () => {
    expect(seen(service, files)).toMatchObject([
      { rule: "history/migrations-never-run", path: paths.migrate, fixes: [title] },
    ]);
    expect(mended(service, files)).toEqual(fixed);
    expect(seen(service, fixed)).toEqual([]);
  });
});

const nestWith = (members: string): string =>
  (mosaic.injected[mosaic.nest] ?? "").replace(/ {2}readonly db = .*\n/, members);

test("row 14: a hook that is there is given the call", () => {
  const members = (call: string) =>
    `  readonly db = openEmbedded(process.env.DATA);\n\n  async onModuleInit() {${call}\n    await this.warm();\n  }\n`;
  const files = { ...mosaic.injected, [mosaic.nest]: nestWith(members("")) };
  expect(mended(service, files)[mosaic.nest]).toContain(
    members("\n    await runEmbeddedMigrations(this.db);"),
  );
});

const migrates = (head: string): string =>
  (mosaic.injected[paths.migrate] ?? "").replace(
    "runEmbeddedMigrations = (db)",
    `runEmbeddedMigrations = ${head}`,
  );

test.each([
  [
    "nothing opens a database",
    mosaic.oneTier,
    /nothing that opens a database with drizzle-orm\/pglite/,
  ],
  [
    "it is opened where nothing can wait",
    {
      ...mosaic.opened,
      [paths.main]: (mosaic.opened[paths.main] ?? "")
        .replace("export async function start", "export function start")
        .replace("await ", ""),
    },
    /nothing that opens a database/,
  ],
  [
    "it is another type",
    { ...mosaic.injected, [paths.migrate]: migrates("(db: Tenant)") },
    /the types of the databases may be others/,
  ],
  [
    "it wants more",
    { ...mosaic.injected, [paths.migrate]: migrates("(db, tenant)") },
    /it takes more than the database/,
  ],
  [
    "nothing passes it on",
    { ...mosaic.injected, "packages/db/src/index.ts": 'export * from "./db.ts";\n' },
    /no import of runEmbeddedMigrations is known/,
  ],
])("rows 13, 14: no call is written where %s, and the reason is told", (_, files, reason) => {
  const [found] = findings(service, files);
  expect(found?.fixes).toEqual([]);
  expect(found?.finding.detail).toMatch(reason);
});

test.each([
  ["PgliteDatabase", 1],
  ["PgliteDatabase<any>", 1],
  ["PgliteDatabase<typeof schema>", 0],
])("rows 13, 14: a database of no schema is given to a %s", (type, calls) => {
  const files = { ...mosaic.injected, [paths.migrate]: migrates(`(db: ${type})`) };
  expect(findings(service, files)[0]?.fixes).toHaveLength(calls);
});

test("row 14: a script or the tool's own command runs them as well", () => {
  for (const script of ["node dist/migrate.js", "drizzle-kit migrate"]) {
    const manifest = JSON.stringify({ name: "gateway", scripts: { start: script } });
    const files = { ...mosaic.neverRun, "apps/gateway/package.json": manifest };
    expect(seen(service, files)).toEqual([]);
  }
});

test("row 15: the mended client is written as a person would", () => {
  expect(mended(service, mosaic.extension)[paths.client]).toBe(mosaic.extensionFixed[paths.client]);
});

describe.each([
  ["rows 16, 27: with a breakpoint between", mosaic.early],
  ["row 17: in one chunk", mosaic.earlier],
])("an enum value that is used in the transaction that adds it, %s", (_, files) => {
  test("quick fixes alone mend it: the type is made anew, with the same labels", () => {
    const after = mended(service, files);
    expect(seen(service, after)).toEqual([]);
    expect(after[mosaic.reviewPath]).toContain(`ALTER TYPE "status" RENAME TO "status_old";
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
        path: mosaic.reviewPath,
      },
      fixes: [{ title: expect.stringMatching(/^Make the type anew with 'review'/) }],
    });
    expect(found?.finding.detail).toContain("runs all pending files in one transaction");
    expect(found?.finding.detail).not.toContain("file of its own");
    expect(found?.finding.related[0]?.path).toBe(mosaic.reviewPath);
  });
});

test("row 18: a file of its own does not help where all pending files share a transaction", () => {
  const [found] = findings(service, mosaic.split);
  expect(found?.finding).toMatchObject({
    rule: "first-run/enum-value-too-early",
    severity: "warning",
    path: "packages/db/drizzle/0004_default.sql",
  });
  expect(found?.finding.detail).toContain("has to be released before this file");
  expect(seen(service, mended(service, mosaic.split))).toEqual([]);
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
    ...mosaic.early,
    [paths.documents]: `${mosaic.early[paths.documents]}--> statement-breakpoint\n${sql}\n`,
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
  expect(all(service, mosaic.bare)).toContainEqual(
    expect.objectContaining({
      rule: "rerun/add-value-if-not-exists",
      severity: "information",
      path: mosaic.reviewPath,
    }),
  );
});

test("row 20: renumbering renames the file and leaves what is in it", () => {
  const after = mended(service, mosaic.twins);
  expect(Object.keys(after)).toContain("packages/db/drizzle/0003_labels.sql");
  expect(after[paths.journal]).toContain('"idx": 3,');
});

test("row 20: an entry that is added is written like the others", () => {
  expect(JSON.parse(mended(service, mosaic.orphan)[paths.journal] ?? "")).toEqual({
    version: "7",
    dialect: "postgresql",
    entries: [
      { idx: 0, version: "7", when: 1761000000000, tag: "0000_users", breakpoints: true },
      { idx: 1, version: "7", when: 1761000001000, tag: "0001_documents", breakpoints: true },
      { idx: 2, version: "7", when: 1761000001001, tag: "0002_archived", breakpoints: true },
    ],
  });
});
