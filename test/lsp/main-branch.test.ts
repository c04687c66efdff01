import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { folderOf } from "../cli/command.ts";
import { startServer } from "./client.ts";

/** What the editor says of a branch beside the main one, over a real repository. */
const table = (name: string) => `CREATE TABLE IF NOT EXISTS ${name} (id int);\n`;
const uriOf = (folder: string, name: string): string =>
  pathToFileURL(join(folder, name)).toString();
const named = (number: number, name: string) => `migrations/00000${number}_${name}.up.sql`;

function git(folder: string, ...args: readonly string[]): void {
  const who = ["-c", "user.name=duck", "-c", "user.email=duck@example.com"];
  const { status, stderr } = spawnSync("git", [...who, ...args], { cwd: folder, encoding: "utf8" });
  expect(status, stderr).toBe(0);
}

function commit(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  git(folder, "add", "-A");
  git(folder, "commit", "-qm", "ducks");
}

/** main has 1, 2 and, since the branch left it, 4 and another text of 2. */
function branched(): string {
  const folder = folderOf({ [named(1, "a")]: table("a"), [named(2, "b")]: table("b") });
  git(folder, "init", "-q", "-b", "main");
  commit(folder, {});
  git(folder, "checkout", "-q", "-b", "work");
  commit(folder, { [named(3, "c")]: table("c") });
  git(folder, "checkout", "-q", "main");
  commit(folder, { [named(4, "d")]: table("d"), [named(2, "b")]: table("other") });
  git(folder, "checkout", "-q", "work");
  return folder;
}

async function told(folder: string, name: string, text: string, trusted = true) {
  const client = await startServer(true);
  if (trusted) await client.connection.sendNotification("safeMigrations/trusted");
  const uri = uriOf(folder, name);
  await client.open(uri, text);
  const found = await client.diagnostics(uri);
  return { client, uri, rules: found.map((one) => one.code), first: found[0]?.message };
}

describe("beside the main branch", () => {
  test("a migration that comes before one that was merged meanwhile", async () => {
    const { rules, first } = await told(branched(), named(3, "c"), table("c"));
    expect(rules).toEqual(["history/late-version"]);
    expect(first).toContain("000004_d.up.sql of main comes after it");
  });

  test("nothing in a workspace that is not trusted: git runs what a repository configures", async () => {
    expect((await told(branched(), named(3, "c"), table("c"), false)).rules).toEqual([]);
  });

  test("a migration that the branch began with: what others changed is not held against it, an edit is", async () => {
    const { client, uri, rules } = await told(branched(), named(2, "b"), table("b"));
    expect(rules).toEqual([]);
    await client.change(uri, table("c"));
    const edited = await client.diagnostics(uri);
    expect(edited.map((one) => one.code)).toEqual(["history/applied-migration-edited"]);
  });

  test("on the main branch itself there is nothing to compare with", async () => {
    const folder = branched();
    git(folder, "checkout", "-q", "main");
    expect((await told(folder, named(2, "b"), table("edited"))).rules).toEqual([]);
  });

  test("when the main branch has moved it is asked again", async () => {
    const folder = branched();
    const { client, uri, rules } = await told(folder, named(3, "c"), table("c"));
    expect(rules).toEqual(["history/late-version"]);
    git(folder, "branch", "-f", "main", "HEAD~1");
    await client.change(uri, `${table("c")}\n`);
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test("the setting names the branch, or none", async () => {
    const folder = branched();
    git(folder, "branch", "-m", "main", "trunk");
    expect((await told(folder, named(3, "c"), table("c"))).rules).toEqual([]);
    writeFileSync(join(folder, "safe-migrations.json"), '{"mainBranch":"trunk"}');
    expect((await told(folder, named(3, "c"), table("c"))).rules).toEqual(["history/late-version"]);
    writeFileSync(join(folder, "safe-migrations.json"), '{"mainBranch":"none"}');
    expect((await told(folder, named(3, "c"), table("c"))).rules).toEqual([]);
  });
});
