import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { command, folderOf, textOf } from "./command.ts";

const good = { "db/migrations/1_a.up.sql": "CREATE TABLE IF NOT EXISTS a (id int PRIMARY KEY);\n" };
const workflow = ".github/workflows/migrations.yml";
const hook = ".githooks/pre-commit";

test("gate writes the workflow and the hook, and says what is left to do", () => {
  const folder = folderOf(good);
  const ran = command(folder, "gate");
  expect(ran).toMatchObject({
    code: 0,
    stdout: `${workflow}\n${hook}\nnext: git config core.hooksPath .githooks\n`,
  });
  expect(textOf(folder, workflow)).toContain("check --format github db/migrations");
  expect(command(folder, "gate").code).toBe(0);
});

test("a file that is there stays, unless --force is said", () => {
  const folder = folderOf({ ...good, [workflow]: "name: mine\n" });
  const ran = command(folder, "gate");
  expect(ran.code).toBe(1);
  expect(ran.stderr).toContain(`${workflow} is there already and was left as it is`);
  expect(textOf(folder, workflow)).toBe("name: mine\n");
  expect(command(folder, "gate", "--force").code).toBe(0);
  expect(textOf(folder, workflow)).toContain("name: migrations");
});

test("the hook lets a good migration through and holds a bad one back", () => {
  const folder = folderOf(good);
  expect(command(folder, "gate").code).toBe(0);
  // npx finds the package of this repository instead of the registry's.
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(
    join(bin, "npx"),
    `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${resolve("dist/cli.js")}" "$@"\n`,
  );
  chmodSync(join(bin, "npx"), 0o755);
  const git = (...args: readonly string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    });
  git("init", "--quiet");
  git("config", "core.hooksPath", ".githooks");
  git("add", "db");
  expect(git("commit", "--quiet", "-m", "good").status).toBe(0);
  writeFileSync(join(folder, "db/migrations/2_b.up.sql"), "ALTER TABLE b ADD COLUMN c int;\n");
  git("add", "db");
  const refused = git("commit", "--quiet", "-m", "bad");
  expect(refused.status).not.toBe(0);
  expect(refused.stdout + refused.stderr).toContain('relation "b" does not exist');
}, 60_000);
