import { chmodSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as mosaic from "../systems/mosaic.ts";
import * as callers from "../systems/mosaic-calls.ts";
import * as journals from "../systems/mosaic-journal.ts";
import * as packaging from "../systems/mosaic-packaging.ts";
import * as raxx from "../systems/raxx.ts";
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

type Files = Readonly<Record<string, string>>;

/** A repository of these files after `fix`, which a second one leaves as it is. */
function fixed(files: Files, grade: "safe" | "review") {
  const folder = folderOf({ ...files, ".git/HEAD": "ref: refs/heads/main\n" });
  const all = () => filesIn(folder);
  const first = command(folder, "fix", "--grade", grade);
  const after = all();
  const again = command(folder, "fix", "--grade", grade);
  expect(all()).toEqual(after);
  expect(again.stderr).toMatch(/^0 statements in 0 files mended/m);
  return { ...first, files: after, folder };
}

const filesIn = (folder: string): Files =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => name.replaceAll("\\", "/"))
      .filter((name) => !name.startsWith(".git/") && statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, textOf(folder, name)]),
  );

/** What `check` would stop for. */
const left = (folder: string): readonly string[] => {
  const { findings } = JSON.parse(
    command(folder, "check", "--no-fixes", "--format", "json").stdout,
  ) as { findings: { severity: string; rule: string }[] };
  return findings.filter((one) => one.severity !== "information").map((one) => one.rule);
};

describe("fix of what concerns several files, or a program around the SQL", () => {
  test.each<[string, Files]>([
    ["Mosaic 12: the package", packaging.unpublished],
    ["Mosaic 12: the image", packaging.imaged],
    ["Mosaic 13: the call", callers.opened],
    ["Mosaic 20: two files of one number", journals.twins],
    ["Raxx 52: one revision twice", raxx.duplicate],
    ["Raxx 53: a file's name", raxx.misnamed],
    ["Raxx 60: the workflow's statements", raxx.gateTwice],
    ["Raxx 61: the workflow's steps", raxx.gateEarly],
  ])("mends what quick fixes of its grade mend: %s", (_, files) => {
    const { folder, code } = fixed(files, "review");
    expect(code).toBe(0);
    expect(left(folder)).toEqual([]);
  });

  test("by itself does what is safe, and names what else it could do", () => {
    const safe = fixed(packaging.unpublished, "safe");
    expect(safe.files[mosaic.paths.manifest]).toBe(mosaic.fixed[mosaic.paths.manifest]);
    const careful = fixed(callers.opened, "safe");
    expect(careful.files[mosaic.paths.main]).toBe(callers.opened[mosaic.paths.main]);
    expect(careful.stderr).toContain(
      "packages/db/src/migrate.ts: left as it is: Nothing in the workspace calls runEmbeddedMigrations",
    );
    expect(careful.stderr).toContain(
      "(--grade review would: Call runEmbeddedMigrations in main.ts",
    );
  });

  test("leaves a fix that makes no claim to the editor, and says so", () => {
    const { stderr } = fixed(raxx.role, "review");
    expect(stderr).toContain("(to be looked at in the editor: Create role raptor_app before it");
  });

  test("edits no other file for a single one that is named", () => {
    const folder = folderOf({ ...raxx.heads, ".git/HEAD": "" });
    const before = filesIn(folder);
    command(folder, "fix", "--grade", "review", raxx.paths.first);
    const after = filesIn(folder);
    expect({ ...after, [raxx.paths.first]: "" }).toEqual({ ...before, [raxx.paths.first]: "" });
  });

  test("--dry-run shows all of it and writes nothing", () => {
    const folder = folderOf({ ...raxx.misnamed, ".git/HEAD": "" });
    const before = filesIn(folder);
    expect(command(folder, "fix", "--dry-run").stdout).toMatch(/^rename from .+\nrename to .+/m);
    expect(filesIn(folder)).toEqual(before);
  });
});

test("check tells of the workflow that gates a tree", () => {
  const folder = folderOf({ ...raxx.gateTwice, ".git/HEAD": "" });
  expect(command(folder, "check").stdout).toContain(raxx.workflow);
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
