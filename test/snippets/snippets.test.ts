import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { kinds } from "../../server/src/scaffold/kinds.ts";
import { plainText } from "../../server/src/scaffold/plan.ts";
import { createService, type Service } from "../../server/src/service.ts";
import snippets from "../../snippets/migrations.json";
import { newParser } from "../support/parser.ts";

/** What the snippets' default names speak of. */
const given = `
  CREATE TABLE accounts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text, balance int, plan_id bigint, updated_at timestamptz);
  CREATE TABLE orders (id bigint PRIMARY KEY, account_id bigint);
  CREATE TABLE plans (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE, name text);
  CREATE TABLE plan_limits (plan_id bigint, name text, amount int, PRIMARY KEY (plan_id, name));
`;
/** Snippets that begin where another one ended. */
const needs: Readonly<Record<string, string>> = {
  "Seed look-up": "INSERT INTO plans (code) VALUES ('free');",
  "Enum value": "CREATE TYPE order_status AS ENUM ('open');",
};
const makesTable = new Set(["Create table", "create-table"]);
const setting = (name: string): string =>
  `${makesTable.has(name) ? given.replace(/CREATE TABLE accounts .*\n/, "") : given}${needs[name] ?? ""}`;

let db: PGlite;
let service: Service;
beforeAll(async () => {
  db = await PGlite.create();
  service = createService(await newParser());
});
afterAll(() => db.close());
beforeEach(async () => {
  await db.exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP ROLE IF EXISTS app_reader");
});

const options = { rerun: "require", disabledRules: [] } as const;

/** CONCURRENTLY needs each statement by itself; the bodies here hold no semicolon inside a string. */
async function run(sql: string): Promise<void> {
  if (!/CONCURRENTLY/.test(sql)) await db.exec(sql);
  else for (const one of sql.split(";").filter((part) => part.trim() !== "")) await db.query(one);
}

describe.each(Object.entries(snippets))("snippet %s", (name, { body }) => {
  const sql = plainText(body.join("\n"));

  test("passes our own check", () => {
    const [history] = service.open([
      { path: "migrations/1_given.sql", text: setting(name) },
      { path: "migrations/2_new.sql", text: sql },
    ]);
    expect(history && service.check(history, "migrations/2_new.sql", options).findings).toEqual([]);
  });

  test("runs twice on PostgreSQL", async () => {
    await db.exec(setting(name));
    await run(sql);
    await run(sql);
  });
});

describe.each(kinds.filter((kind) => kind.id !== "blank"))("kind $id", (kind) => {
  test("goes up, down and up again on PostgreSQL", async () => {
    await db.exec(setting(kind.id === "enum-value" ? "Enum value" : kind.id));
    await run(plainText(kind.up));
    await run(plainText(kind.down));
    await run(plainText(kind.up));
  });
});
