import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { command, folderOf } from "./command.ts";

const table = "CREATE TABLE ducks (id int);\n";

describe("the runner decides", () => {
  test("code that replays the folder on every boot makes it an error", () => {
    const code = `for (const name of readdirSync("migrations").sort())
  if (name.endsWith(".sql")) await client.query(readFileSync(join("migrations", name), "utf8"));
`;
    const folder = folderOf({ "src/migrate.ts": code, "migrations/001_ducks.sql": table });
    expect(command(folder, "check").stdout).toContain("error  rerun/create-if-not-exists");
    const kept = `${code}await client.query("INSERT INTO migrations (name) VALUES ($1)", [name]);\n`;
    const other = folderOf({ "src/migrate.ts": kept, "migrations/001_ducks.sql": table });
    expect(command(other, "check").stdout).toContain("warning  rerun/create-if-not-exists");
  });

  test("safe-migrations.json names it, and sets a rule's severity, for one folder of two", () => {
    const folder = folderOf({
      "safe-migrations.json": JSON.stringify({
        histories: [
          { folder: "a", runner: "supabase" },
          { folder: "b", rules: { "rerun/create-if-not-exists": "off" } },
        ],
      }),
      "a/1_ducks.sql": table,
      "b/1_ducks.sql": table,
    });
    const { stdout, code } = command(folder, "check");
    expect(stdout).toContain("a/1_ducks.sql:1:14  information  rerun/create-if-not-exists");
    expect(stdout).not.toContain("b/1_ducks.sql");
    expect(code).toBe(0);
  });

  test("a mistake in a nested safe-migrations.json is told with its place; the rest is checked", () => {
    const folder = folderOf({
      "one/safe-migrations.json": '{\n  "runner": "gose"\n}\n',
      "one/m/1_ducks.sql": table,
      "two/m/1_ducks.sql": table,
    });
    const { stdout, stderr, code } = command(folder, "check");
    expect(stderr).toMatch(/^one\/safe-migrations\.json:2:13: runner: must be one of auto, goose/);
    expect(stdout).toContain("one/m/1_ducks.sql");
    expect(stdout).toContain("two/m/1_ducks.sql");
    expect(code).toBe(2);
  });
});

describe("a fix heeds the tool's splitter", () => {
  const constraint = (name: string): string =>
    `ALTER TABLE t ADD CONSTRAINT ${name} CHECK (x > 0);\n`;

  test("Liquibase cuts at every semicolon: the changeset of a DO block says not to, once", () => {
    const folder = folderOf({
      "1_a.sql": `--liquibase formatted sql\n\n--changeset ann:1\n${constraint("c")}${constraint("d")}`,
    });
    command(folder, "fix");
    const text = readFileSync(join(folder, "1_a.sql"), "utf8");
    expect(text).toMatch(
      /^--liquibase formatted sql\n\n--changeset ann:1 splitStatements:false\nDO \$\$/,
    );
    expect(command(folder, "check").stdout).toContain("nothing to mend");
  });

  test("golang-migrate with x-multi-statement gets no DO block, without it does", () => {
    const files = { "1_a.up.sql": constraint("c") };
    const cut = folderOf({
      ...files,
      Makefile: 'up:\n\tmigrate -database "$$URL?x-multi-statement=true" up\n',
    });
    command(cut, "fix");
    expect(readFileSync(join(cut, "1_a.up.sql"), "utf8")).not.toContain("$$");
    const whole = folderOf(files);
    command(whole, "fix");
    expect(readFileSync(join(whole, "1_a.up.sql"), "utf8")).toContain("DO $$");
  });
});

describe("new", () => {
  test("writes the entry of Drizzle's journal too", () => {
    const folder = folderOf({
      "drizzle/0000_ducks.sql": table,
      "drizzle/meta/_journal.json":
        '{"version":"7","dialect":"postgresql","entries":[{"idx":0,"version":"7","when":1700000000000,"tag":"0000_ducks","breakpoints":true}]}',
    });
    const { stdout } = command(folder, "new", "Add geese", "--kind", "create-table");
    expect(stdout).toBe("drizzle/0001_add_geese.sql\ndrizzle/meta/_journal.json\n");
    const journal = JSON.parse(readFileSync(join(folder, "drizzle/meta/_journal.json"), "utf8"));
    expect(journal.entries.map((one: { idx: number; tag: string }) => [one.idx, one.tag])).toEqual([
      [0, "0000_ducks"],
      [1, "0001_add_geese"],
    ]);
    expect(journal.entries[1].when).toBeGreaterThan(1_700_000_000_000);
  });
});
