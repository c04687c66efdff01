import { beforeAll, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { opened, seen } from "../systems/found.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const goose = (up: string): string => `-- +goose Up\n${up}\n`;
const first = goose("CREATE TABLE IF NOT EXISTS users (id int);");
const inGo =
  'package migrations\n\nimport "github.com/pressly/goose/v3"\n\nfunc init() { goose.AddMigrationContext(up, down) }\n';

test("what a migration in Go may have made is not called missing after it", () => {
  const third = goose("CREATE INDEX IF NOT EXISTS by_team ON teams (id);");
  const files = { "db/1_users.sql": first, "db/3_teams.sql": third };
  expect(seen(service, files).map((one) => one.rule)).toEqual(["first-run/never-created"]);
  expect(seen(service, { ...files, "db/2_teams.go": inGo })).toEqual([]);
});

test("a migration in Go has its place in the order, and its file is left as it is", () => {
  const files = { "db/1_users.sql": first, "db/2_teams.go": inGo, "db/10_a.sql": first };
  const [history] = opened(service, files, {});
  expect(history?.files.map((file) => file.path)).toEqual([
    "db/1_users.sql",
    "db/2_teams.go",
    "db/10_a.sql",
  ]);
  if (!history) throw new Error("no history");
  const edited = service.withText(history, "db/2_teams.go", `${inGo}// more\n`);
  expect(edited.files.map((file) => file.text)).toEqual(history.files.map((file) => file.text));
});

test("a migration in Rust stands among refinery's", () => {
  const files = {
    "Cargo.toml": '[dependencies]\nrefinery = "0.8"\n',
    "src/migrations/V1__users.sql": "CREATE TABLE users (id int);",
    "src/migrations/V3__teams.sql": "CREATE INDEX by_team ON teams (id);",
  };
  const rules = (given: Readonly<Record<string, string>>): readonly string[] =>
    seen(service, given)
      .map((one) => one.rule)
      .filter((one) => one.startsWith("first-run/"));
  expect(rules(files)).toEqual(["first-run/never-created"]);
  const inRust = "pub fn migration() -> String { teams() }\n";
  expect(rules({ ...files, "src/migrations/V2__teams.rs": inRust })).toEqual([]);
});

test("a reverse is not judged by what stood before a program that may have done anything", () => {
  const late =
    "-- +goose Up\nCREATE TABLE IF NOT EXISTS teams (id int);\n-- +goose Down\nALTER TABLE users DROP COLUMN name;\nDROP TABLE teams;\n";
  const files = { "db/1_users.sql": first, "db/3_teams.sql": late };
  const rules = (given: Readonly<Record<string, string>>): readonly string[] =>
    seen(service, given)
      .map((one) => one.rule)
      .filter((one) => one === "history/down-fails");
  expect(rules(files)).toEqual(["history/down-fails"]);
  const between = { ...files, "db/2_name.go": inGo };
  expect(rules(between)).toEqual([]);
  const certain = late.replace("DROP COLUMN name;\n", "DROP COLUMN name;\nDROP TABLE teams;\n");
  expect(rules({ ...between, "db/3_teams.sql": certain })).toEqual(["history/down-fails"]);
});

test("nor is an Alembic downgrade", () => {
  const revision = (id: string, down: string, up: string, undo: string): string =>
    `from alembic import op\nimport sqlalchemy as sa\n\nrevision = "${id}"\ndown_revision = ${down}\n\ndef upgrade():\n    ${up}\n\ndef downgrade():\n    ${undo}\n`;
  const files = (between: string) => ({
    "alembic.ini": "[alembic]\nscript_location = db\n",
    "db/versions/a.py": revision(
      "a",
      "None",
      'op.create_table("users", sa.Column("id", sa.Integer()))',
      'op.drop_table("users")',
    ),
    "db/versions/b.py": revision("b", '"a"', between, "pass"),
    "db/versions/c.py": revision(
      "c",
      '"b"',
      'op.create_table("teams", sa.Column("id", sa.Integer()))',
      'op.drop_column("users", "name")\n    op.drop_table("teams")',
    ),
  });
  const rules = (between: string): readonly string[] =>
    seen(service, files(between))
      .map((one) => one.rule)
      .filter((one) => one === "history/downgrade-fails");
  expect(rules("pass")).toEqual(["history/downgrade-fails"]);
  expect(rules("op.execute(make())")).toEqual([]);
});
