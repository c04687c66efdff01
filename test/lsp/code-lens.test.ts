import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { CodeLensRequest } from "vscode-languageserver/node";
import { folderOf } from "../cli/command.ts";
import { startServer } from "./client.ts";

const first =
  "CREATE TABLE users (id int PRIMARY KEY, age int);\nCREATE TABLE orders (user_id int);\n";

/** Line and title of every lens on the second migration of a folder. */
async function lenses(
  text: string,
  configuration: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const folder = folderOf({
    "migrations/001_users.sql": first,
    "migrations/002_b.sql": text,
    ...configuration,
  });
  const uri = pathToFileURL(join(folder, "migrations/002_b.sql")).toString();
  const client = await startServer(true);
  await client.open(uri, text);
  const found = await client.connection.sendRequest(CodeLensRequest.type, {
    textDocument: { uri },
  });
  return (found ?? []).map(({ range, command }) => `${range.start.line + 1} ${command?.title}`);
}

test("a statement tells the lock on a table that was there, and what work it does meanwhile", async () => {
  const text = [
    "ALTER TABLE users ALTER COLUMN age TYPE bigint;",
    "CREATE INDEX ON orders (user_id);",
    "CREATE INDEX CONCURRENTLY ON orders (user_id);",
    "INSERT INTO orders VALUES (1);",
    "ALTER TABLE orders ADD FOREIGN KEY (user_id) REFERENCES users;",
  ].join("\n");
  expect(await lenses(text)).toEqual([
    "1 ACCESS EXCLUSIVE on users · rewrites the table",
    "2 SHARE on orders · reads the whole table",
    "5 SHARE ROW EXCLUSIVE on orders · reads the whole table; SHARE ROW EXCLUSIVE on users",
  ]);
});

test("a table of the migration's own is nobody else's to wait for", async () => {
  const text = "CREATE TABLE t (id int);\nALTER TABLE t ADD COLUMN n int;\nDROP TABLE orders;\n";
  expect(await lenses(text)).toEqual(["3 ACCESS EXCLUSIVE on orders"]);
});

test("the setting shows every lock, or none", async () => {
  const text = "INSERT INTO orders VALUES (1);\nDROP TABLE orders;\n";
  const saying = (lockLens: string) => ({ "safe-migrations.json": JSON.stringify({ lockLens }) });
  expect(await lenses(text, saying("all"))).toEqual([
    "1 ROW EXCLUSIVE on orders",
    "2 ACCESS EXCLUSIVE on orders",
  ]);
  expect(await lenses(text, saying("off"))).toEqual([]);
});
