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
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION total(n int) RETURNS int LANGUAGE sql AS 'SELECT n';
CREATE TRIGGER touched BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION touch();
CREATE POLICY own ON accounts USING (true);
CREATE EXTENSION citext;
CREATE SCHEMA audit;
CREATE TABLE audit.log (id int, "order" int, At timestamptz);
CREATE TYPE audit.level AS ENUM ('low', 'high');
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
  ["ALTER TABLE |", ["audit.log"]],
  ["SELECT * FROM audit.|", ["log"]],
  ["ALTER TABLE accounts ADD COLUMN other |", ["audit.level"]],
  ["ALTER TABLE audit.log DROP COLUMN |", ['"order"', "at"]],
  ["SELECT a.| FROM accounts AS a;", ["id", "email", "feeling"]],
  ['SELECT o.| FROM accounts a JOIN "Orders" o ON true;', ["account_id"]],
  ["UPDATE accounts a SET email = l.| FROM audit.log l;", ["at"]],
  ["CREATE TRIGGER t BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION |", ["touch()"]],
  ["DROP FUNCTION IF EXISTS |", ["touch", "total"]],
  ["ALTER TABLE accounts ALTER COLUMN email SET DEFAULT |", ["total", "now", "gen_random_uuid"]],
  ["DROP TRIGGER |", ["touched"]],
  ["DROP POLICY IF EXISTS | ON accounts;", ["own"]],
  ["CREATE EXTENSION IF NOT EXISTS |", ["pg_trgm", "pgcrypto"]],
  ["DROP EXTENSION |", ["citext"]],
  ["DROP TYPE |", ["mood", "audit.level"]],
  ["COMMENT ON CONSTRAINT | ON accounts;", ["email_set"]],
  [
    "DO $$ BEGIN\n  IF NOT EXISTS (SELECT 1 FROM |\n",
    ["pg_constraint", "information_schema.columns", "accounts"],
  ],
  [
    "DO $$ BEGIN\n  IF NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.| = 'x') THEN\n    NULL;\n  END IF;\nEND $$;",
    ["conname", "conrelid"],
  ],
  ["DO $do$ BEGIN\n  IF true THEN\n    ALTER TABLE |\n  END IF;\nEND $do$;", ["accounts"]],
  ["DO $$ BEGIN\n  PERFORM 1;\n  PERFORM | FROM accounts;\nEND $$;", ["email"]],
  ["CREATE TABLE made_here (id int);\nDROP TABLE |", ["made_here", "accounts"]],
])("offers what is known there: %s", async (text, wanted) => {
  expect(await offered(sql, text)).toEqual(expect.arrayContaining(wanted));
});

test.each([
  ["in a comment", "-- DROP TABLE |"],
  ["in a literal", "INSERT INTO accounts (email) VALUES ('DROP TABLE |');"],
  ["for a name that is to be made", "CREATE TABLE |"],
  ["in a literal of a DO block", "DO $$ BEGIN RAISE NOTICE 'DROP TABLE |'; END $$;"],
  ["in a dollar-quoted text", "INSERT INTO accounts (email) VALUES ($$ DROP TABLE |$$);"],
  [
    "in another language",
    "CREATE FUNCTION f() RETURNS int LANGUAGE plpython3u AS $$ DROP TABLE |$$;",
  ],
  ["for a function that is to be made", "CREATE FUNCTION |"],
])("offers no table %s", async (_, text) => {
  expect(await offered(sql, text)).not.toContain("accounts");
});

test("offers no keyword that PostgreSQL would not take there, and no table that comes later", async () => {
  const found = await offered(sql, "ALTER TABLE |\n;CREATE TABLE later (id int);");
  expect(found).not.toContain("later");
  expect(found).not.toContain("SELECT");
});

test.each([
  [
    "a trigger calls no other function",
    "CREATE TRIGGER t BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION |",
    "total",
  ],
  ["an extension that is there is not created", "CREATE EXTENSION |", "citext"],
  ["a table of another schema is not there without it", "ALTER TABLE |", "log"],
  ["nothing can be added to PostgreSQL's own tables", "INSERT INTO |", "pg_class"],
])("%s", async (_, text, unwanted) => {
  const found = await offered(sql, text);
  expect(found.length).toBeGreaterThan(0);
  expect(found).not.toContain(unwanted);
});

test("offers names inside the SQL of a program", async () => {
  const revision = (id: string, down: string, sql: string): string =>
    `from alembic import op\n\nrevision = "${id}"\ndown_revision = ${down}\n\n\ndef upgrade():\n    op.execute("${sql}")\n\n\ndef downgrade():\n    pass\n`;
  const found = await offered("versions/2_b.py", revision("b", '"a"', "ALTER TABLE acc|"), {
    "versions/1_a.py": revision("a", "None", "CREATE TABLE accounts (id int)"),
  });
  expect(found).toContain("accounts");
});
