import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import * as starpunk from "../systems/starpunk.ts";
import { command, folderOf } from "./command.ts";

const history = {
  "m/1_a.up.sql": "create table if not exists t (id int);\n",
  "m/2_b.up.sql": "alter table t add column n int;\n",
};

test("verify prints what fails again where it stands, and a table of the checks", () => {
  const { code, stdout } = command(folderOf(history), "verify", "m");
  expect(stdout.replace(/, [\d.]+ s\n/, "\n")).toBe(`m/2_b.up.sql:1:1  warning  verify/again
  column "n" of relation "t" already exists
  SQLSTATE 42701
  1 | alter table t add column n int;
    | ${"^".repeat(30)}

m (golang-migrate), 2 migrations on PostgreSQL 18.6 (built in)
  fresh  2 passed
  again  1 passed, 1 failed
`);
  expect(code).toBe(1);
});

test("what a program sends is told where the program says it", () => {
  const folder = folderOf({
    "package.json": '{ "dependencies": { "pg": "8.13.0", "typeorm": "0.3.20" } }',
    "src/migrations/1700000000001-Ducks.ts": `import { MigrationInterface, QueryRunner } from "typeorm";

export class Ducks1700000000001 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    /* 🦆 */ await queryRunner.query("CREATE TABLE ducks (id int)");
  }
  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query("DROP TABLE geese");
  }
}
`,
  });
  const { code, stdout, stderr } = command(folder, "verify", "--down", "src");
  expect(stderr).toBe("");
  expect(code).toBe(1);
  expect(stdout).toContain(`src/migrations/1700000000001-Ducks.ts:5:39  information  verify/again
  relation "ducks" already exists
  SQLSTATE 42P07
  5 |     /* 🦆 */ await queryRunner.query("CREATE TABLE ducks (id int)");
    |                                       ${"^".repeat(27)}
`);
  expect(stdout).toContain("src/migrations/1700000000001-Ducks.ts:8:30  error  verify/down-and-up");
  expect(command(folder, "verify", "--down", "--format", "github", "src").stdout).toContain(
    "file=src/migrations/1700000000001-Ducks.ts,line=8,col=30,endLine=8,endColumn=46",
  );
  const [shown] = JSON.parse(command(folder, "verify", "--format", "json", "src").stdout).histories;
  const where = {
    path: "src/migrations/1700000000001-Ducks.ts",
    start: { line: 5, column: 39 },
    end: { line: 5, column: 66 },
  };
  expect(shown.problems).toMatchObject([{ check: "again", ...where }]);
  expect(shown.files[0].statements).toMatchObject([{ outcome: "applied", ...where }]);
});

test("second runs can be left out", () => {
  const { code, stdout } = command(folderOf(history), "verify", "m", "--rerun", "off");
  expect(stdout).toContain("  fresh  2 passed\n");
  expect(stdout).not.toContain("again");
  expect(code).toBe(0);
});

test("JUnit, SARIF and JSON name the same failure", () => {
  const folder = folderOf(history);
  const junit = command(folder, "verify", "m", "--format", "junit").stdout;
  expect(junit).toContain('tests="4" failures="1" skipped="0"');
  expect(junit).toContain(
    "m/2_b.up.sql:1:1 column &quot;n&quot; of relation &quot;t&quot; already exists (SQLSTATE 42701)",
  );
  const sarif = JSON.parse(command(folder, "verify", "m", "--format", "sarif").stdout);
  expect(sarif.runs[0].results[0]).toMatchObject({
    ruleId: "verify/again",
    level: "warning",
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: "m/2_b.up.sql" },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 31 },
        },
      },
    ],
  });
  const [shown] = JSON.parse(command(folder, "verify", "m", "--format", "json").stdout).histories;
  expect(shown.problems).toMatchObject([
    { check: "again", severity: "warning", sqlstate: "42701", path: "m/2_b.up.sql", statement: 0 },
  ]);
  expect(shown.files[1].statements[0].locks).toEqual([
    { relation: "t", mode: "ACCESS EXCLUSIVE", existed: true, rewritten: false, scanned: false },
  ]);
});

test("--since upgrades from the history of a commit", () => {
  const folder = folderOf({ "m/1_a.up.sql": "create table t (a int);\n" });
  const git = (...args: string[]) =>
    spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@localhost", ...args], {
      cwd: folder,
    });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "first");
  const edited = folderOf({});
  spawnSync("cp", ["-r", `${folder}/.`, edited]);
  spawnSync("sh", ["-c", "echo 'create table t (a int, b int);' > m/1_a.up.sql"], { cwd: edited });
  const { code, stdout } = command(edited, "verify", "m", "--rerun", "off", "--since", "HEAD");
  expect(stdout).toContain("not as on a fresh database: column public.t.b is missing");
  expect(code).toBe(1);
  const unknown = command(edited, "verify", "m", "--since", "nowhere");
  expect([unknown.code, unknown.stderr]).toEqual([
    2,
    "safe-migrations: git knows no commit nowhere here\n",
  ]);
});

test("a server elsewhere is not touched without consent", () => {
  const { code, stderr } = command(
    folderOf(history),
    "verify",
    "m",
    "--database-url",
    "postgres://me@db.example.com/app",
  );
  expect(code).toBe(2);
  expect(stderr).toContain("add --allow-remote-host if databases may be created and dropped there");
});

test("programs are verified where all that they send is known, and left out where it is not", () => {
  const knex = (body: string) => `exports.up = async (knex) => {\n  ${body}\n};\n`;
  const first = knex('await knex.raw("CREATE TABLE a (id uuid DEFAULT gen_random_uuid())");');
  const folder = folderOf({
    "known/migrations/1_a.js": first,
    "other/migrations/1_a.js": first,
    "other/migrations/2_b.js": knex('await knex.schema.dropTable("a");'),
  });
  const { stdout, stderr } = command(folder, "verify", ".");
  expect(stdout).toContain("known/migrations (knex), 1 migration on PostgreSQL");
  expect(stdout).not.toContain("other/migrations");
  expect(stderr).toContain("skipped other/migrations: its programs do what cannot be read");
});

test("a history of SQLite is verified by SQLite: the releases before, and a new database", () => {
  const bad = command(folderOf({ ...starpunk.bad }), "verify", ".");
  expect(bad.stdout).toContain("no such column: token_hash");
  expect(bad.stdout).toContain("on SQLite (built in)");
  expect(bad.code).toBe(1);
  const missing = command(folderOf({ ...starpunk.missing }), "verify", ".");
  expect(missing.stdout).toContain("verify/upgrade");
  expect(missing.code).toBe(1);
  const fixed = command(folderOf({ ...starpunk.fixed }), "verify", ".", "--rerun", "off");
  expect(fixed.stdout).toContain("passed");
  expect(fixed.code).toBe(0);
});
