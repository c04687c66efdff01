import { expect, test } from "vitest";
import { command, folderOf } from "./command.ts";

const revision = (id: string, down: string, body: string): string =>
  `"""Text"""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision: str = "${id}"\ndown_revision = ${down}\n\n\ndef upgrade() -> None:\n    ${body}\n\n\ndef downgrade() -> None:\n    pass\n`;

test("trees of revisions are checked in their files, each tree by itself", () => {
  const folder = folderOf({
    "api/alembic.ini": "[alembic]\nscript_location = alembic\n",
    "api/alembic/env.py": "from alembic import context\n",
    "api/alembic/versions/1_a.py": revision("a", "None", 'op.execute("SELECT 1")'),
    "console/versions/1_a.py": revision("a", "None", 'op.execute("SELEC 1")'),
    "console/versions/2_b.py": revision("b", '"x"', 'op.execute("SELECT 1")'),
  });
  const { stdout, stderr, code } = command(folder, "check");
  expect(stderr).toBe("");
  expect(stdout).toContain("console/versions/1_a.py:10:17  error  first-run/syntax-error");
  expect(stdout).toContain("console/versions/2_b.py:6:17  error  history/broken-down-revision");
  expect(stdout).toContain("3 files, 3 statements: 2 errors");
  expect(code).toBe(1);
});

test("Python that is no migration is left alone", () => {
  const folder = folderOf({
    "migrations/0001_a.sql": "SELECT 1;\n",
    "migrations/run.py": 'SQL = "SELEC 1"\n',
  });
  const { stdout } = command(folder, "check");
  expect(stdout).toBe("1 file, 1 statement: nothing to mend\n");
});

test("a file is fixed where its SQL stands", () => {
  const folder = folderOf({
    "versions/1_a.py": revision(
      "a",
      "None",
      "with op.get_context().autocommit_block():\n        op.execute('CREATE TABLE t (a text DEFAULT \\'x\\')')",
    ),
  });
  const { stdout } = command(folder, "fix", "--dry-run");
  expect(stdout).toContain(
    "+        op.execute('CREATE TABLE IF NOT EXISTS t (a text DEFAULT \\'x\\')')",
  );
});
