import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { findings, seen } from "./found.ts";
import { mended } from "./mend.ts";
import * as mosaic from "./mosaic.ts";
import * as callers from "./mosaic-calls.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const { paths } = mosaic;

test("rows 13, 14: a function that runs the migrations and that nothing calls", () => {
  const never = (name: string) => ({
    rule: "history/migrations-never-run",
    path: paths.migrate,
    text: name,
    fixes: [],
  });
  expect(seen(service, callers.neverRun)).toEqual([
    never("runMigrations"),
    never("runEmbeddedMigrations"),
  ]);
  expect(seen(service, callers.oneTier)).toEqual([never("runEmbeddedMigrations")]);
});

describe.each([
  {
    row: "13: the embedded database is opened in the gateway",
    files: callers.opened,
    fixed: callers.openedFixed,
    title: "Call runEmbeddedMigrations in main.ts, when the database is open",
  },
  {
    row: "14: a service of Nest holds it",
    files: callers.injected,
    fixed: callers.injectedFixed,
    title: "Call runEmbeddedMigrations in database.service.ts, when the database is open",
  },
  {
    row: "14: the server listens",
    files: callers.unmigrated,
    fixed: callers.unmigratedFixed,
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
  (callers.injected[callers.nest] ?? "").replace(/ {2}readonly db = .*\n/, members);

test("row 14: a hook that is there is given the call", () => {
  const members = (call: string) =>
    `  readonly db = openEmbedded(process.env.DATA);\n\n  async onModuleInit() {${call}\n    await this.warm();\n  }\n`;
  const files = { ...callers.injected, [callers.nest]: nestWith(members("")) };
  expect(mended(service, files)[callers.nest]).toContain(
    members("\n    await runEmbeddedMigrations(this.db);"),
  );
});

const migrates = (head: string): string =>
  (callers.injected[paths.migrate] ?? "").replace(
    "runEmbeddedMigrations = (db)",
    `runEmbeddedMigrations = ${head}`,
  );

test.each([
  [
    "nothing opens a database",
    callers.oneTier,
    /nothing that opens a database with drizzle-orm\/pglite/,
  ],
  [
    "it is opened where nothing can wait",
    {
      ...callers.opened,
      [paths.main]: (callers.opened[paths.main] ?? "")
        .replace("export async function start", "export function start")
        .replace("await ", ""),
    },
    /nothing that opens a database/,
  ],
  [
    "it is another type",
    { ...callers.injected, [paths.migrate]: migrates("(db: Tenant)") },
    /the types of the databases may be others/,
  ],
  [
    "it wants more",
    { ...callers.injected, [paths.migrate]: migrates("(db, tenant)") },
    /it takes more than the database/,
  ],
  [
    "nothing passes it on",
    { ...callers.injected, "packages/db/src/index.ts": 'export * from "./db.ts";\n' },
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
  const files = { ...callers.injected, [paths.migrate]: migrates(`(db: ${type})`) };
  expect(findings(service, files)[0]?.fixes).toHaveLength(calls);
});

test("row 14: a script or the tool's own command runs them as well", () => {
  for (const script of ["node dist/migrate.js", "drizzle-kit migrate"]) {
    const manifest = JSON.stringify({ name: "gateway", scripts: { start: script } });
    const files = { ...callers.neverRun, "apps/gateway/package.json": manifest };
    expect(seen(service, files)).toEqual([]);
  }
});
