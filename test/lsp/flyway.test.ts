import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { folderOf } from "../cli/command.ts";
import { startServer } from "./client.ts";

/** Flyway reads its location with all folders below it, as one history. */
const files = {
  "src/main/resources/db/migration/V1__ducks.sql":
    "CREATE TABLE IF NOT EXISTS ducks (id int PRIMARY KEY);\n",
  "src/main/resources/db/migration/2025/01/V2__nests.sql":
    "CREATE TABLE IF NOT EXISTS nests (duck int REFERENCES ducks (id), egg int REFERENCES eggs (id));\n",
  "src/main/resources/db/migration/2026/V3__eggs.sql":
    "CREATE TABLE IF NOT EXISTS eggs (id int PRIMARY KEY);\n",
};
const second = "src/main/resources/db/migration/2025/01/V2__nests.sql";

test("a migration in a sub-folder follows those of the folders beside it", async () => {
  const folder = folderOf(files);
  const client = await startServer(true);
  const uri = pathToFileURL(join(folder, second)).toString();
  await client.open(uri, files[second]);
  expect(await client.diagnostics(uri)).toMatchObject([
    {
      code: "first-run/created-later",
      message: expect.stringContaining('relation "eggs" does not exist'),
    },
  ]);
});

test("the folder of a database below it is a location of its own", async () => {
  const folder = folderOf({
    "db/migration/postgresql/V1__ducks.sql": "CREATE TABLE IF NOT EXISTS ducks (id int);\n",
    "db/migration/h2/V1__ducks.sql": "CREATE TABLE IF NOT EXISTS ducks (id identity);\n",
  });
  const client = await startServer(true);
  const uri = pathToFileURL(join(folder, "db/migration/postgresql/V1__ducks.sql")).toString();
  await client.open(uri, "CREATE TABLE IF NOT EXISTS ducks (id int);\n");
  expect(await client.diagnostics(uri)).toEqual([]);
});
