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
});
