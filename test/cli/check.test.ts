import { describe, expect, test } from "vitest";
import { command, folderOf } from "./command.ts";

const bare = "ALTER TABLE actor_roles\n  ADD CONSTRAINT scope_check CHECK (scope <> '');\n";

test("the folder of several files that are named is read once", () => {
  const folder = folderOf({
    "1_a.sql": "CREATE TABLE IF NOT EXISTS a (id int);\n",
    "2_b.sql": "CREATE TABLE IF NOT EXISTS b (id int);\n",
    "3_c.sql": "\u0000".repeat(9),
  });
  const { stderr, stdout } = command(folder, "check", "1_a.sql", "2_b.sql");
  expect(stderr.match(/skipped 3_c\.sql/g)).toHaveLength(1);
  expect(stdout).toContain("2 files, 2 statements");
});

describe("check", () => {
  test("a bare ADD CONSTRAINT is reported with its place, PostgreSQL's words and a fix", () => {
    const folder = folderOf({ "migrations/000043_scope.up.sql": bare });
    const { code, stdout } = command(folder, "check");
    expect(stdout).toContain("migrations/000043_scope.up.sql:2:");
    expect(stdout).toContain("rerun/guard-needed");
    expect(stdout).toContain(
      'The second run fails: 42710 constraint "scope_check" for relation "actor_roles" already exists.',
    );
    expect(stdout).toContain("fix: look it up on actor_roles first");
    expect(stdout).toContain("1 file, 1 statement: 1 warning");
    expect(code).toBe(1);
  });

  test("the JSON contract", () => {
    const folder = folderOf({ "000043_scope.up.sql": `-- 🦆\r\n${bare}` });
    const { code, stdout } = command(folder, "check", "--format", "json", ".");
    const report = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(report).toMatchObject({ version: 1, files: 1, statements: 1 });
    const [finding] = report.findings;
    expect(finding).toMatchObject({
      rule: "rerun/guard-needed",
      severity: "warning",
      run: "second",
      sqlstate: "42710",
      path: "000043_scope.up.sql",
      statement: { start: 7, end: 7 + bare.length - 2 },
      related: [],
    });
    expect(finding.start.line).toBe(3);
    expect(bare.slice(finding.start.offset - 7, finding.end.offset - 7)).toContain("scope_check");
    expect(finding.fixes[0]).toMatchObject({ grade: "safe" });
  });

  test("without fixes: the same findings, and no fix is spoken of", () => {
    const folder = folderOf({ "000043_scope.up.sql": bare });
    const json = (...more: string[]) =>
      JSON.parse(command(folder, "check", "--format", "json", ...more).stdout).findings;
    expect(json("--no-fixes")).toEqual(json().map((one: object) => ({ ...one, fixes: [] })));
    expect(command(folder, "check", "--no-fixes").stdout).not.toContain("fix:");
  });

  test("what stands around the migrations: journal, manifest, programs", () => {
    const journal = (when: number) =>
      JSON.stringify({
        version: "7",
        dialect: "postgresql",
        entries: [
          { idx: 0, when: 20, tag: "0000_a" },
          { idx: 1, when, tag: "0001_b" },
        ],
      });
    const files = {
      "package.json": '{ "name": "p", "version": "1.0.0", "files": ["dist"] }',
      "drizzle/0000_a.sql": "CREATE TABLE IF NOT EXISTS a (id int);\n",
      "drizzle/0001_b.sql": "CREATE TABLE IF NOT EXISTS b (id int);\n",
      "drizzle/meta/_journal.json": journal(10),
      "src/migrate.ts":
        'import { migrate } from "drizzle-orm/pglite/migrator";\nexport const run = (db) => migrate(db, { migrationsFolder: "drizzle" });\n',
    };
    const said = (given: Record<string, string>) =>
      JSON.parse(command(folderOf(given), "check", "--format", "json").stdout).findings.map(
        (one: { rule: string; path: string }) => `${one.rule} ${one.path}`,
      );
    expect(said(files)).toEqual([
      "history/journal-out-of-order drizzle/meta/_journal.json",
      "history/migrations-not-packaged package.json",
      "history/migrations-never-run src/migrate.ts",
    ]);
    expect(
      said({
        ...files,
        "package.json": '{ "name": "p", "version": "1.0.0", "files": ["dist", "drizzle"] }',
        "drizzle/meta/_journal.json": journal(30),
        "src/index.ts": 'import { run } from "./migrate.ts";\nawait run(db);\n',
      }),
    ).toEqual([]);
  });

  test("GitHub annotations", () => {
    const folder = folderOf({ "000043_scope.up.sql": bare });
    const { stdout } = command(folder, "check", "--format", "github");
    expect(stdout).toMatch(
      /^::warning file=000043_scope\.up\.sql,line=2,col=\d+,endLine=2,endColumn=\d+,title=rerun\/guard-needed::/,
    );
  });

  test("under a runner that records and rolls back in one transaction it is information, and exit code 0", () => {
    const folder = folderOf({
      "00001_a.sql": "-- +goose Up\nCREATE TABLE t (id int);\n-- +goose Down\nDROP TABLE t;\n",
    });
    const { code, stdout } = command(folder, "check");
    expect(stdout).toContain("information  rerun/create-if-not-exists");
    expect(code).toBe(0);
    expect(command(folder, "check", "--fail-on", "information").code).toBe(1);
    expect(command(folder, "check", "--rerun", "require").code).toBe(1);
  });

  test("a syntax error names what was expected", () => {
    const folder = folderOf({ "1_a.sql": "CREATE TABLE t (id int;\n" });
    const { code, stdout } = command(folder, "check");
    expect(stdout).toContain("1_a.sql:1:23  error  first-run/syntax-error");
    expect(stdout).toContain('syntax error at or near ";"');
    expect(code).toBe(1);
  });

  test("what is no migration is left alone", () => {
    const folder = folderOf({
      "1_a.sql": "CREATE TABLE IF NOT EXISTS t (id int);\n",
      "seed.sql": "INSERT INTO t VALUES (1);\n",
    });
    const { code, stdout } = command(folder, "check");
    expect(stdout).toBe("1 file, 1 statement: nothing to mend\n");
    expect(code).toBe(0);
  });
});

describe("bad input ends in one clear line and exit code 2", () => {
  const cases: readonly (readonly [
    string,
    Record<string, string | Uint8Array>,
    string[],
    RegExp,
  ])[] = [
    [
      "no such path",
      {},
      ["check", "nowhere"],
      /^safe-migrations: nowhere: no such file or directory\n$/,
    ],
    ["an unknown option", {}, ["check", "--nope"], /^error: unknown option '--nope'\n$/],
    [
      "an unknown format",
      {},
      ["check", "--format", "xml"],
      /Allowed choices are text, json, github/,
    ],
    ["a folder without SQL", { "a.txt": "" }, ["check", "."], /there are no \.sql files here/],
    ["SQL, but no migrations", { "seed.sql": "select 1" }, ["check", "."], /no migrations here/],
    [
      "a binary file that is named",
      { "1_a.sql": new Uint8Array([1, 0, 2]) },
      ["check", "1_a.sql"],
      /1_a\.sql: it is a binary file/,
    ],
    [
      "not UTF-8",
      { "1_a.sql": new Uint8Array([0x2d, 0x2d, 0xe9, 0x0a]) },
      ["check", "1_a.sql"],
      /it is not UTF-8/,
    ],
    [
      "broken settings",
      { "safe-migrations.json": "{", "1_a.sql": "" },
      ["check"],
      /safe-migrations\.json: .*offset 1/,
    ],
    [
      "an unknown setting",
      { "safe-migrations.json": '{"rrun":"off"}', "1_a.sql": "" },
      ["check"],
      /rrun: there is no such setting/,
    ],
    [
      "a wrong setting",
      { "safe-migrations.json": '{"rerun":"maybe"}', "1_a.sql": "" },
      ["check"],
      /rerun: must be one of auto, require, off/,
    ],
    ["an unknown rule", {}, ["explain", "no-such"], /there is no rule no-such/],
  ];
  test.each(cases)("%s", (_, files, args, message) => {
    const { code, stderr, stdout } = command(folderOf(files), ...args);
    expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });

  test("a binary file among others is named and skipped", () => {
    const folder = folderOf({ "1_a.sql": "SELECT 1;\n", "2_b.sql": new Uint8Array([1, 0, 2]) });
    const { code, stderr, stdout } = command(folder, "check");
    expect(stderr).toBe("skipped 2_b.sql: it is a binary file\n");
    expect(stdout).toContain("1 file, 1 statement");
    expect(code).toBe(0);
  });
});

test("a folder's name may hold what has a meaning in patterns", () => {
  const folder = folderOf({
    "migrations (old/1_a.sql": "CREATE TABLE IF NOT EXISTS a (id int);\n",
    "compose.yaml": "services:\n  db:\n    volumes:\n      - ./migrations:/migrations\n",
    Dockerfile: 'FROM node:20\nCOPY src ./src\nCMD ["node", "src/main.js"]\n',
    ".git/HEAD": "",
  });
  const { code, stderr, stdout } = command(folder, "check");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toContain("1 file");
});
