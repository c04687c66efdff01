import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { folderOf } from "../cli/command.ts";
import { bad, paths } from "../systems/starpunk.ts";
import { startServer } from "./client.ts";

/** SQLite runs what it judges: only where the workspace is trusted. */
test("a history of SQLite is judged once the workspace is trusted, not before", async () => {
  const folder = folderOf({ ...bad });
  const client = await startServer(true);
  const uri = pathToFileURL(join(folder, paths.second)).toString();
  await client.open(uri, readFileSync(join(folder, paths.second), "utf8"));
  expect(await client.diagnostics(uri)).toEqual([]);
  await client.connection.sendNotification("safeMigrations/trusted");
  expect((await client.diagnostics(uri)).map((one) => one.code)).toContain("sqlite/drops-rows");
});
