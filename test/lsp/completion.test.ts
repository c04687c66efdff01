import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { CompletionRequest } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { folderOf } from "../cli/command.ts";
import { startServer } from "./client.ts";

const before = `CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE accounts (id bigint PRIMARY KEY, email text NOT NULL, feeling mood);
CREATE TABLE "Orders" (id bigint, account_id bigint);
ALTER TABLE accounts ADD CONSTRAINT email_set CHECK (email <> '');
CREATE VIEW named AS SELECT email FROM accounts;
CREATE INDEX by_email ON accounts (email);
CREATE ROLE clerk;
`;

/** What is offered at the bar in a file beside these. */
async function offered(
  name: string,
  marked: string,
  files: Readonly<Record<string, string>> = { "migrations/0001_a.sql": before },
): Promise<readonly string[]> {
  const folder = folderOf(files);
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  const text = marked.replace("|", "");
  writeFileSync(path, text);
  const uri = pathToFileURL(path).toString();
  const { connection, open } = await startServer(true);
  await open(uri, text);
  const document = TextDocument.create(uri, "sql", 1, text);
  const found = await connection.sendRequest(CompletionRequest.type, {
    textDocument: { uri },
    position: document.positionAt(marked.indexOf("|")),
  });
  return (Array.isArray(found) ? found : (found?.items ?? [])).map(({ label }) => label);
}

const sql = "migrations/0002_b.sql";

test.each([
  ["ALTER TABLE |", ["accounts", '"Orders"', "IF EXISTS", "ONLY"]],
  ["DROP TABLE IF EXISTS acc|;\nSELECT 1;", ["accounts", '"Orders"']],
  ["ALTER TABLE accounts DROP COLUMN |", ["id", "email", "feeling", "IF EXISTS"]],
  ["ALTER TABLE accounts DROP CONSTRAINT |", ["accounts_pkey", "email_set"]],
  ["DROP INDEX |", ["by_email"]],
  ["DROP VIEW |", ["named"]],
  ["CREATE INDEX i ON |", ["accounts", "named"]],
  ["SELECT accounts.| FROM accounts;", ["id", "email", "feeling"]],
  ["SELECT | FROM accounts;", ["id", "email"]],
  ["ALTER TABLE accounts ADD COLUMN other |", ["mood", "bigint", "text"]],
  ["INSERT INTO accounts (|", ["id", "email"]],
  ["GRANT SELECT ON accounts TO |", ["clerk"]],
  ["CREATE TABLE made_here (id int);\nDROP TABLE |", ["made_here", "accounts"]],
])("offers what is known there: %s", async (text, wanted) => {
  expect(await offered(sql, text)).toEqual(expect.arrayContaining(wanted));
});

test.each([
  ["in a comment", "-- DROP TABLE |"],
  ["in a literal", "INSERT INTO accounts (email) VALUES ('DROP TABLE |');"],
  ["for a name that is to be made", "CREATE TABLE |"],
])("offers no table %s", async (_, text) => {
  expect(await offered(sql, text)).not.toContain("accounts");
});

test("offers no keyword that PostgreSQL would not take there, and no table that comes later", async () => {
  const found = await offered(sql, "ALTER TABLE |\n;CREATE TABLE later (id int);");
  expect(found).not.toContain("later");
  expect(found).not.toContain("SELECT");
});

test("offers names inside the SQL of a program", async () => {
  const revision = (id: string, down: string, sql: string): string =>
    `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${down}\n\n\ndef upgrade():\n    op.execute("${sql}")\n\n\ndef downgrade():\n    pass\n`;
  const found = await offered("versions/2_b.py", revision("b", '"a"', "ALTER TABLE acc|"), {
    "versions/1_a.py": revision("a", "None", "CREATE TABLE accounts (id int)"),
  });
  expect(found).toContain("accounts");
});
