import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { command, folderOf, textOf } from "./command.ts";

describe("fix", () => {
  test("keeps comments, byte order mark, CRLF and mode; a second time it changes nothing", () => {
    const folder = folderOf({
      "1_a.sql": "\uFEFF-- accounts 🏦\r\ncreate table accounts (id int); -- the first\r\n",
    });
    chmodSync(join(folder, "1_a.sql"), 0o640);
    const { code, stderr } = command(folder, "fix");
    expect(textOf(folder, "1_a.sql")).toBe(
      "\uFEFF-- accounts 🏦\r\ncreate table if not exists accounts (id int); -- the first\r\n",
    );
    expect(stderr).toBe("1 statement in 1 file mended\n");
    expect(code).toBe(0);
    expect(statSync(join(folder, "1_a.sql")).mode & 0o777).toBe(0o640);
    expect(command(folder, "fix").stderr).toBe("0 statements in 0 files mended\n");
  });

  test("--dry-run prints a diff and writes nothing", () => {
    const sql = "CREATE TABLE accounts (id int);\n";
    const folder = folderOf({ "1_a.sql": sql });
    const { stdout } = command(folder, "fix", "--dry-run");
    expect(stdout).toContain(
      "-CREATE TABLE accounts (id int);\n+CREATE TABLE IF NOT EXISTS accounts (id int);",
    );
    expect(textOf(folder, "1_a.sql")).toBe(sql);
  });

  test("under goose a DO block gets its marks", () => {
    const folder = folderOf({
      "00001_a.sql":
        "-- +goose Up\nALTER TABLE t ADD CONSTRAINT c CHECK (x > 0);\n\n-- +goose Down\nALTER TABLE t DROP CONSTRAINT c;\n",
    });
    command(folder, "fix");
    const text = textOf(folder, "00001_a.sql");
    expect(text).toMatch(
      /-- \+goose Up\n-- \+goose StatementBegin\nDO \$\$\n[\s\S]*\$\$;\n-- \+goose StatementEnd\n/,
    );
    expect(text).toContain("-- +goose Down\nALTER TABLE t DROP CONSTRAINT c;\n");
    expect(command(folder, "check").stdout).toContain("nothing to mend");
  });
});

describe("new", () => {
  test("follows the folder's numbering and its pairs", () => {
    const folder = folderOf({
      "migrations/000009_a.up.sql": "SELECT 1;\n",
      "migrations/000009_a.down.sql": "SELECT 1;\n",
    });
    const { code, stdout } = command(
      folder,
      "new",
      "Add nickname to accounts",
      "--kind",
      "add-column",
    );
    expect(code).toBe(0);
    expect(stdout).toBe(
      "migrations/000010_add_nickname_to_accounts.up.sql\nmigrations/000010_add_nickname_to_accounts.down.sql\n",
    );
    expect(textOf(folder, "migrations/000010_add_nickname_to_accounts.up.sql")).toBe(
      "ALTER TABLE accounts ADD COLUMN IF NOT EXISTS nickname text;\n",
    );
    expect(textOf(folder, "migrations/000010_add_nickname_to_accounts.down.sql")).toBe(
      "ALTER TABLE accounts DROP COLUMN IF EXISTS nickname;\n",
    );
  });

  test("a name without letters, an unknown kind and several folders are refused with nothing written", () => {
    const folder = folderOf({ "a/1_a.sql": "SELECT 1;\n", "b/1_a.sql": "SELECT 1;\n" });
    expect(command(folder, "new", "x").stderr).toContain("choose one with --folder");
    expect(command(folder, "new", "!!", "--folder", "a").stderr).toContain(
      "at least one letter or digit",
    );
    expect(command(folder, "new", "x", "--folder", "a", "--kind", "y").stderr).toContain(
      "there is no kind y",
    );
  });
});
