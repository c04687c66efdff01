import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import type { Finding } from "../../server/src/rules/finding.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { startPostgres } from "../rules/support/postgres.ts";
import { newParser } from "../support/parser.ts";

/** Enum values that are used before they are committed: what we say, and what PostgreSQL does. */
let service: Service;
let db: PGlite;

beforeAll(async () => {
  service = createService(await newParser());
  db = await startPostgres();
}, 60_000);

afterAll(() => db.close());

const options = { rerun: "off", disabledRules: [] } as const;

function findings(
  runner: string,
  texts: Readonly<Record<string, string>>,
  postgresVersion?: number,
): readonly Finding[] {
  const files = Object.entries(texts).map(([name, text]) => ({ path: `db/${name}`, text }));
  const declared = {
    ...nothingSaid,
    runner,
    ...(postgresVersion === undefined ? {} : { postgresVersion }),
  };
  const [history] = service.open(files, { base: "", nearby: [], declared: () => declared });
  if (!history) throw new Error("no history");
  return files.flatMap(({ path }) => service.check(history, path, options).findings);
}

const said = (found: readonly Finding[]): readonly string[] =>
  found.map((one) => `${one.severity} ${one.rule} ${one.path}`);

const given = "CREATE TYPE mood AS ENUM ('calm'); CREATE TABLE t (m mood, s text);";
const added = "ALTER TYPE mood ADD VALUE 'glad';";
const used = "INSERT INTO t (m) VALUES ('glad');";

describe("PostgreSQL agrees, in a transaction that adds the value", () => {
  test.each([
    "INSERT INTO t VALUES ('glad')",
    "INSERT INTO t VALUES ('calm')",
    "ALTER TABLE t ALTER m SET DEFAULT 'glad'",
    "SELECT 1 FROM t WHERE m = 'glad'",
    "SELECT 1 FROM t WHERE m::text = 'glad'",
    "ALTER TABLE t ADD CHECK (m <> 'glad')",
    "CREATE INDEX ON t (s) WHERE m = 'glad'",
    "CREATE VIEW v AS SELECT 1 FROM t WHERE m = 'glad'",
    "CREATE TABLE n (m mood DEFAULT 'glad')",
    "UPDATE t SET m = 'glad' WHERE false",
    "CREATE POLICY p ON t USING (m = 'glad')",
    "ALTER TYPE mood RENAME VALUE 'glad' TO 'merry'; INSERT INTO t VALUES ('merry')",
    "ALTER TYPE mood RENAME VALUE 'calm' TO 'merry'; INSERT INTO t VALUES ('merry')",
    "CREATE TYPE other AS ENUM ('a'); SELECT 'a'::other",
    "CREATE TYPE other AS ENUM ('a'); ALTER TYPE other ADD VALUE 'b'; SELECT 'b'::other",
    "SAVEPOINT a; RELEASE a; INSERT INTO t VALUES ('glad')",
    "CREATE FUNCTION f() RETURNS mood LANGUAGE plpgsql AS $$ BEGIN RETURN 'glad'::mood; END $$",
    "COMMIT; INSERT INTO t VALUES ('glad')",
  ])("%s", async (sql) => {
    await db.exec(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${given}`);
    const refused = await db.exec(`BEGIN; ${added} ${sql};`).then(
      () => [],
      (error: { code: string }) => [error.code],
    );
    await db.exec("ROLLBACK");
    const found = findings(
      "goose",
      {
        "1_given.sql": `-- +goose Up\n${given}`,
        "2_use.sql": `-- +goose NO TRANSACTION\n-- +goose Up\nBEGIN; ${added} ${sql};`,
      },
      18,
    );
    expect(found.flatMap((one) => (one.run === "fresh" ? one.sqlstate : []))).toEqual(refused);
  });
});

describe("by the transaction that the tool runs the file in", () => {
  test("one for each file", () => {
    const files = { "V1__given.sql": given, "V2__glad.sql": `${added}\n${used}` };
    const found = findings("flyway", files);
    expect(said(found)).toEqual(["error first-run/enum-value-too-early db/V2__glad.sql"]);
    expect(found[0]?.message).toBe(
      'Fails on a fresh database: 55P04 unsafe use of new value "glad" of enum type mood.',
    );
    expect(found[0]?.related).toEqual([
      { path: "db/V2__glad.sql", span: { start: 0, end: 32 }, message: "This adds the value." },
    ]);
  });

  test("one for each file, the value in another one", () => {
    const files = { "V1__given.sql": given, "V2__add.sql": added, "V3__use.sql": used };
    expect(findings("flyway", files)).toEqual([]);
  });

  test("a file that asks for none", () => {
    const text = (ask: string) => `-- +goose ${ask}Up\n${added}\n${used}`;
    const files = { "1_given.sql": `-- +goose Up\n${given}` };
    expect(said(findings("goose", { ...files, "2_glad.sql": text("") }))).toEqual([
      "error first-run/enum-value-too-early db/2_glad.sql",
    ]);
    expect(
      findings("goose", { ...files, "2_glad.sql": text("NO TRANSACTION\n-- +goose ") }),
    ).toEqual([]);
  });

  test("one for all pending files: the type is new too, and only PostgreSQL 17 allows that", () => {
    const files = { "1_given.sql": given, "2_add.sql": added, "3_use.sql": used };
    const found = findings("node-pg-migrate", files);
    expect(said(found)).toEqual(["warning first-run/enum-value-too-early db/3_use.sql"]);
    expect(found[0]?.detail).toContain("PostgreSQL 17 and later allow it");
    expect(found[0]?.related[0]?.path).toBe("db/2_add.sql");
    expect(findings("node-pg-migrate", files, 17)).toEqual([]);
  });

  test("one for all pending files, value and use in one of them: whoever has the type fails on every version", () => {
    const found = findings("node-pg-migrate", {
      "1_given.sql": given,
      "2_glad.sql": `${added}\n${used}`,
    });
    expect(said(found)).toEqual(["error first-run/enum-value-too-early db/2_glad.sql"]);
    expect(found[0]?.detail).toContain("Databases that have the type already fail");
  });

  test("no tool recognised: nobody knows", () => {
    expect(
      findings("unknown", { "1_given.sql": given, "2_glad.sql": `${added}\n${used}` }),
    ).toEqual([]);
  });
});

test("the file is offered to run outside a transaction, before what rewrites tables", () => {
  const files = [
    { path: "db/1_given.sql", text: `-- +goose Up\n${given}` },
    { path: "db/2_glad.sql", text: `-- +goose Up\n${added}\n${used}` },
  ];
  const declared = { ...nothingSaid, runner: "goose" };
  const [history] = service.open(files, { base: "", nearby: [], declared: () => declared });
  if (!history) throw new Error("no history");
  const [found] = service.check(history, "db/2_glad.sql", options).findings;
  if (!found) throw new Error("no finding");
  expect(service.fixes(history, found, options).map((fix) => fix.title)).toEqual([
    "Run this file outside a transaction: -- +goose NO TRANSACTION",
    "Make the type anew with 'glad': its values can be used at once; tables that have it are rewritten under an ACCESS EXCLUSIVE lock",
  ]);
});
