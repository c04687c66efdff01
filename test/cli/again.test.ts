import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandOf, folderOf } from "./command.ts";

const table = "CREATE TABLE IF NOT EXISTS accounts (id int);\n";
const column = "ALTER TABLE accounts ADD COLUMN nickname text;\n";

/** A command line with caches of its own, and a history of two migrations. */
function setUp(more: Readonly<Record<string, string>> = {}) {
  const program = folderOf({});
  for (const name of ["cli.js", "commands.js", "libpg-query.wasm", "sql-wasm.wasm"])
    copyFileSync(join("dist", name), join(program, name));
  const caches = folderOf({});
  const folder = folderOf({ "m/1_a.up.sql": table, "m/2_b.up.sql": column, ...more });
  const run = commandOf(join(program, "cli.js"), caches);
  return {
    program,
    caches,
    folder,
    check: (...args: string[]) => run(folder, "check", ...args),
    /** From here on it can say again what it said, and work out nothing. */
    loseEngine: () => rmSync(join(program, "commands.js")),
    write: (name: string, text: string) => writeFileSync(join(folder, name), text),
  };
}

const kept = (caches: string): readonly string[] =>
  readdirSync(join(caches, "safe-migrations"))
    .filter((name) => name.startsWith("check-"))
    .map((name) => join(caches, "safe-migrations", name));

describe("check again", () => {
  test("nothing changed: the same answer, and nothing is worked out", () => {
    const { check, loseEngine } = setUp();
    const first = check();
    expect(first.stdout).toContain("m/2_b.up.sql:1:");
    loseEngine();
    expect(check()).toEqual(first);
  });

  test("another question is not answered with that answer", () => {
    const { check, loseEngine } = setUp();
    expect(check().code).toBe(1);
    expect(check("--fail-on", "never").code).toBe(0);
    expect(JSON.parse(check("--format", "json").stdout).files).toBe(2);
    expect(JSON.parse(check("--format", "json", "m/2_b.up.sql").stdout).files).toBe(1);
    loseEngine();
    expect(check("--rerun", "off").code).toBe(2);
    expect(check("--no-cache").code).toBe(2);
  });

  test("an edit of an earlier migration changes the answer for a later one", () => {
    const { check, write } = setUp();
    const first = check();
    expect(first.stdout).toContain('42701 column "nickname"');
    write("m/1_a.up.sql", `${table}ALTER TABLE accounts ADD COLUMN nickname text;\n`);
    const edited = check();
    expect(edited.stdout).not.toBe(first.stdout);
    expect(edited.stdout).toContain("m/1_a.up.sql:2:");
    write("m/1_a.up.sql", table);
    expect(check()).toEqual(first);
  });

  test("so does what stands around the migrations", () => {
    const { check, write } = setUp();
    expect(check().code).toBe(1);
    write("safe-migrations.json", '{ "rules": { "rerun/guard-needed": "off" } }');
    expect(check().stdout).not.toContain("rerun/guard-needed");
    write("safe-migrations.json", "{");
    expect(check().code).toBe(2);
  });

  test("a migration that comes or goes", () => {
    const { check, write, folder } = setUp();
    check();
    write("m/3_c.up.sql", column);
    expect(check().stdout).toContain("m/3_c.up.sql:1:");
    rmSync(join(folder, "m/3_c.up.sql"));
    expect(check().stdout).not.toContain("m/3_c.up.sql");
  });

  test("a program that the answer was looked up in", () => {
    const files = {
      "package.json": '{ "name": "p", "dependencies": { "drizzle-orm": "1" } }',
      "m/meta/_journal.json": JSON.stringify({
        version: "7",
        dialect: "postgresql",
        entries: [{ idx: 0, when: 1, tag: "0000_a" }],
      }),
      "m/0000_a.sql": table,
      "src/migrate.ts":
        'import { migrate } from "drizzle-orm/node-postgres/migrator";\nexport async function runMigrations(db) {\n  await migrate(db, { migrationsFolder: "m" });\n}\n',
      "src/other.ts": "export const nothing = 1;\n",
    };
    const { check, write } = setUp(files);
    const first = check("m/0000_a.sql", "m");
    write(
      "src/other.ts",
      'import { runMigrations } from "./migrate.ts";\nawait runMigrations(db);\n',
    );
    const called = check("m/0000_a.sql", "m");
    const fresh = setUp({
      ...files,
      "src/other.ts": 'import { runMigrations } from "./migrate.ts";\nawait runMigrations(db);\n',
    });
    expect(called).toEqual(fresh.check("m/0000_a.sql", "m"));
    expect(first.stdout).toContain("runMigrations");
    expect(called.stdout).not.toContain("runMigrations");
  });

  test("what git says may have changed: --since is worked out every time", () => {
    const { check, caches } = setUp();
    expect(check("--since", "main").code).toBe(2);
    expect(kept(caches)).toEqual([]);
  });

  test("a damaged cache is no answer", () => {
    const { check, caches } = setUp();
    const first = check();
    for (const damage of [
      (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
      (bytes: Buffer) =>
        Buffer.concat([bytes.subarray(0, 40), Buffer.from("x"), bytes.subarray(41)]),
      () => Buffer.alloc(0),
    ]) {
      for (const path of kept(caches)) writeFileSync(path, damage(readFileSync(path)));
      expect(check()).toEqual(first);
    }
  });

  test("where nothing can be kept it is worked out, without a word", () => {
    const { program, folder, check } = setUp();
    const elsewhere = commandOf(join(program, "cli.js"), join(folder, "m/1_a.up.sql"));
    const answer = elsewhere(folder, "check");
    expect(answer).toEqual(check());
    expect(answer.stderr).toBe("");
  });

  test.runIf(process.getuid)("nothing is kept where others may write", () => {
    const { check, caches } = setUp();
    const first = check();
    const folder = join(caches, "safe-migrations");
    for (const path of kept(caches)) rmSync(path);
    chmodSync(folder, 0o777);
    expect(check()).toEqual(first);
    expect(kept(caches)).toEqual([]);
  });
});
