import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { programHistories } from "../scaffold/program-histories.ts";
import { command, folderOf, textOf } from "./command.ts";

const created = (folder: string, ...args: readonly string[]): string => {
  const { code, stdout, stderr } = command(folder, "new", ...args);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  expect(stdout.split("\n")).toHaveLength(2);
  return stdout.trim();
};

describe("where migrations are programs a new one is a program that is checked and verified", () => {
  // The others are in test/scaffold.
  const some = ["alembic", "django", "typeorm", "kysely"];
  const cases = Object.entries(programHistories).filter(([name]) => some.includes(name));

  test.each(cases)("%s", (_, { folder, files }) => {
    const project = folderOf(files);
    const path = created(project, "Add nickname", "--folder", folder, "--kind", "create-table");
    expect(path.startsWith(`${folder}/`)).toBe(true);
    expect(path).not.toMatch(/\.sql$/);
    expect(textOf(project, path)).toContain("CREATE TABLE IF NOT EXISTS accounts (");
    const checked = command(project, "check", folder);
    expect(checked.stdout).not.toContain(path);
    expect(checked.stdout).toMatch(/^2 files, |\n2 files, /);
  });

  test("and runs on PostgreSQL, up, down and up", () => {
    const one = programHistories["typeorm"];
    if (!one) throw new Error("no typeorm");
    const project = folderOf(one.files);
    created(project, "make accounts", "--folder", one.folder, "--kind", "create-table");
    created(project, "index", "--folder", one.folder, "--kind", "add-column");
    const { code, stdout } = command(project, "verify", "--down", one.folder);
    expect(stdout).toMatch(/^\s*fresh\s+3 passed$/m);
    expect(stdout).toMatch(/^\s*down and up\s+3 passed$/m);
    // The first one has no guard; what was written passes everything.
    expect(stdout).toMatch(/^\s*again\s+2 passed, 1 failed$/m);
    expect(code).toBe(0);
  });
});

describe("what cannot be written is refused, and nothing is", () => {
  const revision = (id: string, down: string): string =>
    `from alembic import op\nrevision = "${id}"\ndown_revision = ${down}\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`;

  test.each([
    [
      "two heads",
      "versions",
      {
        "versions/a1_a.py": revision("a1", "None"),
        "versions/b2_b.py": revision("b2", '"a1"'),
        "versions/c3_c.py": revision("c3", '"a1"'),
      },
      "alembic merge heads",
    ],
    [
      "programs in Go that goose runs",
      "db/migrations",
      { "db/migrations/00001_first.go": "package migrations\n" },
      "goose create NAME go",
    ],
    [
      "an application of Django that has no SQL yet",
      "shop/migrations",
      {
        "shop/migrations/0001_initial.py":
          "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    operations = []\n",
      },
      "python manage.py makemigrations --empty",
    ],
  ])("%s", (_, folder, files, told) => {
    const project = folderOf(files);
    const before = readdirSync(join(project, folder));
    const { code, stdout, stderr } = command(project, "new", "add ducks", "--folder", folder);
    expect(stderr).toContain(told);
    expect(stdout).toBe("");
    expect(code).toBe(2);
    expect(readdirSync(join(project, folder))).toEqual(before);
  });
});

test("a folder with files of SQL beside its programs gets one of SQL", () => {
  const one = programHistories["knex in JavaScript"];
  const project = folderOf({
    ...one?.files,
    "knexfile.js": 'module.exports = { migrations: { directory: "./migrations" } };\n',
    "migrations/20250116000000_second.sql": "SELECT 1;\n",
  });
  expect(created(project, "add ducks", "--folder", "migrations")).toMatch(/_add_ducks\.sql$/);
});
