import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";
import { run, startPostgres } from "./support/postgres.ts";

/** The reverse that is offered for a migration: in the form of each tool, and undone by a real PostgreSQL. */
let service: Service;
let db: PGlite;

beforeAll(async () => {
  service = createService(await newParser());
  db = await startPostgres();
}, 60_000);

afterAll(() => db.close());

type Files = Readonly<Record<string, string>>;

/** The files after the first fix of the first finding of this rule. */
function mended(runner: string, files: Files, rule: string): Files | undefined {
  const sources = Object.entries(files).map(([name, text]) => ({ path: `db/${name}`, text }));
  const declared = { ...nothingSaid, runner };
  const [history] = service.open(sources, { base: "", nearby: [], declared: () => declared });
  if (!history) throw new Error("no history");
  const options = { rerun: "off", disabledRules: [] } as const;
  for (const { path } of sources) {
    const found = service.check(history, path, options).findings.find((one) => one.rule === rule);
    const [fix] = found ? service.fixes(history, found, options) : [];
    if (!fix) continue;
    const next = new Map(Object.entries(files));
    for (const one of [{ path, edits: fix.edits }, ...(fix.others ?? [])])
      if (one.edits.length > 0) {
        const name = one.path.slice("db/".length);
        next.set(name, applyEdits(next.get(name) ?? "", one.edits));
      }
    return Object.fromEntries(next);
  }
  return undefined;
}

const table = "CREATE TABLE IF NOT EXISTS a (id int);";
const other = "CREATE TABLE IF NOT EXISTS b (id int);";
const third = "CREATE TABLE IF NOT EXISTS c (id int);";

describe("the form of each tool", () => {
  test.each([
    [
      "goose",
      (up: string, down?: string) =>
        `-- +goose Up\n${up}\n${down === undefined ? "" : `\n-- +goose Down\n${down}\n`}`,
    ],
    [
      "dbmate",
      (up: string, down?: string) =>
        `-- migrate:up\n${up}\n${down === undefined ? "" : `\n-- migrate:down\n${down}\n`}`,
    ],
    [
      "tern",
      (up: string, down?: string) =>
        `${up}\n${down === undefined ? "" : `\n---- create above / drop below ----\n${down}\n`}`,
    ],
    [
      "node-pg-migrate",
      (up: string, down?: string) =>
        `-- Up Migration\n${up}\n${down === undefined ? "" : `\n-- Down Migration\n${down}\n`}`,
    ],
  ])("%s: a part of the file", (runner, form) => {
    const files = {
      "0001_a.sql": form(table, "DROP TABLE a;"),
      "0002_b.sql": form(other, "DROP TABLE b;"),
      "0003_c.sql": form(third),
    };
    expect(mended(runner, files, "history/down-missing")).toEqual({
      ...files,
      "0003_c.sql": form(third, "DROP TABLE c;"),
    });
    const incomplete = { "0001_a.sql": form(`${table}\n${other}`, "DROP TABLE b;") };
    expect(mended(runner, incomplete, "history/down-incomplete")).toEqual({
      "0001_a.sql": form(`${table}\n${other}`, "DROP TABLE b;\nDROP TABLE a;"),
    });
  });

  test("sql-migrate: one of several parts, which the tool puts together", () => {
    const form = (first: string, second: string): string =>
      `-- +migrate Up\n${table}\n${third}\n-- +migrate Down\n${first}-- +migrate Up\n${other}\n-- +migrate Down\n${second}`;
    const files = { "1_a.sql": form("DROP TABLE a;\n", "DROP TABLE b;\n") };
    expect(mended("sql-migrate", files, "history/down-incomplete")).toEqual({
      "1_a.sql": form("DROP TABLE a;\nDROP TABLE b;\nDROP TABLE c;\n\n", ""),
    });
  });

  test.each([
    ["golang-migrate", "000001_a.up.sql", "000001_a.down.sql"],
    ["sqlx", "20240101000000_a.up.sql", "20240101000000_a.down.sql"],
    ["diesel", "2024-01-01-000000_a/up.sql", "2024-01-01-000000_a/down.sql"],
    ["postgrator", "001.do.a.sql", "001.undo.a.sql"],
  ])("%s: a file beside it", (runner, up, down) => {
    const later = (name: string, n: number) => name.replace("1", String(n)).replace("_a", `_${n}`);
    const files = {
      [up]: table,
      [down]: "DROP TABLE a;",
      [later(up, 2)]: other,
      [later(down, 2)]: "DROP TABLE b;",
      [later(up, 3)]: third,
    };
    expect(mended(runner, files, "history/down-missing")).toEqual({
      ...files,
      [later(down, 3)]: "DROP TABLE c;\n",
    });
  });
});

describe("PostgreSQL is as it was after migration and reverse", () => {
  const given =
    "CREATE TABLE orders (id int PRIMARY KEY, note varchar(20) DEFAULT 'x', total int); CREATE TYPE mood AS ENUM ('sad', 'ok');";

  test.each([
    [
      "a table with an index and a foreign key",
      "CREATE TABLE lines (order_id int REFERENCES orders (id), n serial); CREATE INDEX ON lines (n);",
    ],
    [
      "columns and their constraints",
      "ALTER TABLE orders ADD COLUMN paid int NOT NULL DEFAULT 0 CHECK (paid >= 0), ADD CONSTRAINT positive CHECK (total > 0), ADD UNIQUE (note);",
    ],
    [
      "NOT NULL, defaults and types",
      "ALTER TABLE orders ALTER total SET NOT NULL, ALTER note TYPE text, ALTER note DROP DEFAULT, ALTER total SET DEFAULT 1;",
    ],
    [
      "new names",
      "ALTER TABLE orders RENAME TO purchases; ALTER TABLE purchases RENAME COLUMN note TO remark; ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'; ALTER TYPE mood RENAME TO feeling;",
    ],
    [
      "row security and a policy",
      "ALTER TABLE orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY own ON orders USING (true);",
    ],
    [
      "a function, its trigger and a view",
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch(); CREATE FUNCTION twice(n int, m numeric(5, 2) DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT n * 2'; CREATE VIEW notes AS SELECT note FROM orders;",
    ],
    [
      "a schema with things in it",
      'CREATE SCHEMA "Billing"; CREATE TABLE "Billing".invoices (id bigint GENERATED ALWAYS AS IDENTITY); CREATE DOMAIN amount AS int CHECK (VALUE > 0); CREATE SEQUENCE numbers;',
    ],
  ])("%s", async (_, up) => {
    const files = {
      "1_a.up.sql": given,
      "1_a.down.sql": "DROP TYPE mood; DROP TABLE orders;",
      "2_b.up.sql": "SELECT 1;",
      "2_b.down.sql": "SELECT 1;",
      "3_c.up.sql": up,
    };
    const down = mended("golang-migrate", files, "history/down-missing")?.["3_c.down.sql"];
    const { errors, snapshots } = await run(db, given, "", up, down ?? "");
    expect(errors).toEqual([]);
    expect(snapshots[1]).not.toBe(snapshots[0]);
    expect(snapshots[2]).toBe(snapshots[0]);
  });

  test("nothing is offered for what cannot be brought back", () => {
    const offered = (up: string) =>
      mended(
        "golang-migrate",
        {
          "1_a.up.sql": given,
          "1_a.down.sql": "DROP TYPE mood; DROP TABLE orders;",
          "2_b.up.sql": "SELECT 1;",
          "2_b.down.sql": "SELECT 1;",
          "3_c.up.sql": up,
        },
        "history/down-missing",
      );
    expect(offered("ALTER TABLE orders DROP COLUMN total;")).toBeUndefined();
    expect(offered("ALTER TYPE mood ADD VALUE 'happy';")).toBeUndefined();
  });
});
