import { describe, expect, test } from "vitest";
import { openFiles } from "./project.ts";

/** Programs that run a folder of SQL files themselves: those that keep a record of it are no business of no-tracker. */
const program = (body: string, more = ""): string => `package store

import "embed"

//go:embed migrations/*.up.sql
var files embed.FS
${more}
func migrate(db *sql.DB) error {
${body}
}
`;
const loop = `	entries, _ := files.ReadDir("migrations")
	for _, entry := range entries {
		text, _ := files.ReadFile("migrations/" + entry.Name())
		db.Exec(string(text))
	}
	return nil`;

const runnerOf = (text: string): string | undefined =>
  openFiles([
    ["go.mod", "module example.com/store\n"],
    ["store/migrate.go", text],
    ["store/migrations/1_a.up.sql", "CREATE TABLE a (id int);\n"],
  ])[0]?.runner.id;

describe("a Go program that lists what was embedded into it", () => {
  test("runs every file at every start", () => {
    expect(runnerOf(program(loop))).toBe("no-tracker");
  });

  test.each([
    [
      "writes down what it ran",
      program(`${loop}\n	db.Exec("INSERT INTO schema_migrations VALUES ($1)", n)`),
    ],
    ["asks what was run by a name", program(`	applied := appliedMigrations(db)\n${loop}`)],
    ["asks a driver of its own", program(`	known, _ := exec.MigrationGetAll(ctx)\n${loop}`)],
  ])("does not where it %s", (_, text) => {
    expect(runnerOf(text)).not.toBe("no-tracker");
  });
});

test("a folder that is named after another database is left alone", () => {
  const files = (folder: string): readonly [string, string][] => [
    [`${folder}/001_a.sql`, "-- +goose Up\nCREATE TABLE a (id int);\n"],
  ];
  expect(openFiles(files("assets/migrations/postgres"))).toHaveLength(1);
  expect(openFiles(files("assets/migrations/mysql"))).toEqual([]);
  expect(openFiles(files("db/sqlite/migrations"))).toEqual([]);
  expect(openFiles(files("jdbc-h2/migrations/h2"))).toEqual([]);
});

describe("a folder of SQL that no PostgreSQL would read", () => {
  const opened = (...texts: readonly string[]): number =>
    openFiles(
      texts.map((text, index): [string, string] => [`store/migrations/V${index + 1}__a.sql`, text]),
    ).length;

  test.each([
    ["MySQL", "CREATE TABLE a (id int AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;"],
    ["MySQL, by its quotes", "CREATE TABLE `a` (`id` int);"],
    [
      "ClickHouse",
      "CREATE TABLE IF NOT EXISTS a (d DateTime CODEC(Delta)) engine = MergeTree ORDER BY d;",
    ],
    ["H2", 'CREATE ALIAS "F" AS $$ int f() { return 1; } $$; CREATE TABLE a (id int);'],
    ["MySQL's grants", "CREATE USER 'a'@'%'; FLUSH PRIVILEGES;"],
  ])("is left alone: %s", (_, text) => {
    expect(opened(text, "ALTER TABLE a ADD b int;")).toBe(text.includes("TABLE") ? 0 : 1);
    expect(opened(text)).toBe(0);
  });

  test("is told of where it is one file among others", () => {
    const ours = "CREATE TABLE a (id int, engine text); UPDATE a SET engine = 'v8';";
    expect(
      opened(
        ours,
        "CREATE TABLE b (id serial); -- not AUTO_INCREMENT",
        "CREATE TABLE `c` (id int);",
      ),
    ).toBe(1);
  });
});

describe("psql for each file", () => {
  const groupingOf = (line: string): string | undefined =>
    openFiles([
      ["up.sh", `for f in db/*.sql; do ${line}; done\n`],
      ["db/01_a.sql", "CREATE DATABASE a;"],
    ])[0]?.files[0]?.grouping;

  test.each([
    ['psql -f "$f"', "per statement"],
    ['psql -v ON_ERROR_STOP=1 --single-transaction -f "$f"', "per file"],
    ['psql -1 -f "$f"', "per file"],
    ['psql -c "$(cat $f)"', "one query"],
  ])("%s", (line, grouping) => {
    expect(groupingOf(line)).toBe(grouping);
  });
});

test("pgTAP's tests are no migrations, though they are numbered", () => {
  const tests =
    "BEGIN;\nSELECT tap.plan(1);\nSELECT ok(true);\nSELECT * FROM tap.finish();\nROLLBACK;\n";
  expect(openFiles([["migrations/test/10_smoke.sql", tests]])).toEqual([]);
  const tables = "CREATE TABLE plan (id int);\nCREATE TABLE finish (id int);\n";
  expect(openFiles([["migrations/10_plan.sql", tables]])).toHaveLength(1);
});
