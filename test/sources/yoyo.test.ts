import { beforeAll, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { findings, seen } from "../systems/found.ts";
import { mended } from "../systems/mend.ts";

let service: Service;
beforeAll(async () => {
  service = createService(await newParser());
});

const migration = (depends: string, ...steps: readonly string[]): string =>
  `from yoyo import step\n\n__depends__ = {${depends}}\n\nsteps = [\n${steps.map((one) => `    ${one},\n`).join("")}]\n`;

const users = migration(
  "",
  'step("CREATE TABLE IF NOT EXISTS users (id int PRIMARY KEY)", "DROP TABLE users")',
);
const email = `"""ALTER TABLE users
       ADD COLUMN email text"""`;

test("what a second run trips over is a warning in the step: record and steps are committed apart", () => {
  const files = {
    "migrations/0001.users.py": users,
    "migrations/0002.email.py": migration('"0001.users"', `step(${email})`),
  };
  const [found] = findings(service, files);
  expect(found?.finding).toMatchObject({
    rule: "rerun/add-column-if-not-exists",
    severity: "warning",
    path: "migrations/0002.email.py",
  });
  const after = mended(service, files);
  expect(after["migrations/0002.email.py"]).toContain("ADD COLUMN IF NOT EXISTS email text");
  expect(seen(service, after)).toEqual([]);
});

test("a migration is run after what it depends on, whatever the names say", () => {
  const files = {
    "migrations/a.py": migration(
      '"b"',
      'step("CREATE TABLE IF NOT EXISTS teams (id int)")',
      'step("CREATE INDEX IF NOT EXISTS by_id ON users (id)")',
    ),
    "migrations/b.py": users,
  };
  expect(seen(service, files)).toEqual([]);
  const alone = {
    ...files,
    "migrations/a.py": (files["migrations/a.py"] ?? "").replace('"b"', ""),
  };
  expect(seen(service, alone).map((one) => one.rule)).toEqual(["first-run/created-later"]);
});

test("after a step in Python nothing is called missing", () => {
  const files = {
    "migrations/a.py": users.replace("steps = [", "steps = [\n    step(prepare),"),
    "migrations/b.py": migration('"a"', 'step("CREATE INDEX IF NOT EXISTS i ON teams (id)")'),
  };
  expect(seen(service, files)).toEqual([]);
});

test("SQL files are run among the Python ones, each after what it depends on", () => {
  const teams = "-- depends: c\nCREATE TABLE IF NOT EXISTS teams (id int REFERENCES users (id));\n";
  const files = {
    "migrations/a.sql": teams,
    "migrations/a.rollback.sql": "DROP TABLE teams;\n",
    "migrations/b.py": migration('"a"', 'step("CREATE INDEX IF NOT EXISTS i ON teams (id)")'),
    "migrations/c.py": users,
  };
  expect(seen(service, files)).toEqual([]);
  const alone = { ...files, "migrations/a.sql": teams.replace("-- depends: c\n", "") };
  expect(seen(service, alone)[0]).toMatchObject({
    rule: "first-run/created-later",
    path: "migrations/a.sql",
  });
});

test("a fix in a SQL file beside Python ones is made there", () => {
  const files = {
    "migrations/a.py": users,
    "migrations/b.sql": "-- depends: a\nALTER TABLE users ADD COLUMN name text;\n",
  };
  const after = mended(service, files);
  expect(after["migrations/b.sql"]).toContain("ADD COLUMN IF NOT EXISTS name text");
  expect(seen(service, after)).toEqual([]);
});
