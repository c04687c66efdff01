import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { folderOf } from "../cli/command.ts";
import { startServer } from "./client.ts";

const uriOf = (folder: string, name: string): string =>
  pathToFileURL(join(folder, name)).toString();

test("a mistake in safe-migrations.json stands on that file, and what else it says holds", async () => {
  const folder = folderOf({
    "safe-migrations.json": '{\n  "rerun": "off",\n  "runner": "gose"\n}\n',
    "migrations/001_ducks.sql": "CREATE TABLE ducks (id int);\n",
  });
  const client = await startServer(true);
  const config = client.pushed(uriOf(folder, "safe-migrations.json"));
  const uri = uriOf(folder, "migrations/001_ducks.sql");
  await client.open(uri, readFileSync(join(folder, "migrations/001_ducks.sql"), "utf8"));
  expect(await client.diagnostics(uri)).toEqual([]);
  expect(await config).toMatchObject([
    {
      range: { start: { line: 2, character: 12 } },
      message: expect.stringContaining("runner: must be one of auto, goose"),
    },
  ]);
});

test("the tool is recognised from the workspace around the folder", async () => {
  const folder = folderOf({
    ".git/HEAD": "",
    "go.mod": "require github.com/golang-migrate/migrate/v4 v4.19.1\n",
    "db/migrations/1_a.up.sql": "CREATE TABLE ducks (id int);\n",
  });
  const client = await startServer(true);
  const uri = uriOf(folder, "db/migrations/1_a.up.sql");
  await client.open(uri, "CREATE TABLE ducks (id int);\n");
  expect(await client.connection.sendRequest("safeMigrations/status", { uri })).toMatchObject({
    runner: "golang-migrate",
    because:
      "db/migrations/1_a.up.sql: a file named N_name.up.sql; go.mod: `require github.com/golang-migrate/migrate/v4 v4.19.1`",
    files: 1,
  });
});
