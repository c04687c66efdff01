import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { startPostgres } from "./support/postgres.ts";

/** What is said of rights and of rows that must be there, beside what PostgreSQL answers. */
let service: Service;
let db: PGlite;

beforeAll(async () => {
  service = createService(await newParser());
  db = await startPostgres();
  await db.exec(
    "create role app; grant create on schema public to app; grant create on database postgres to app",
  );
}, 60_000);

afterAll(() => db.close());

function told(files: readonly string[]) {
  const paths = files.map((text, index) => ({ path: `migrations/000${index + 1}_a.sql`, text }));
  const [history] = service.open(paths);
  const last = paths.at(-1);
  if (!history || !last) throw new Error("no history");
  const options = { rerun: "off", disabledRules: [] } as const;
  return service.check(history, last.path, options).findings.map((finding) => ({
    finding,
    fixed: service.fixes(history, finding, options)[0]?.edits[0]?.text.trim(),
  }));
}

/** What PostgreSQL says to a role that may create in the database and owns nothing else. */
async function asApp(sql: string): Promise<unknown> {
  await db.exec("begin; set local role app");
  try {
    await db.exec(sql);
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  } finally {
    await db.exec("rollback");
  }
}

describe("rights", () => {
  test.each([
    ["CREATE ROLE r SUPERUSER", "superuser-only"],
    ["CREATE ROLE r NOSUPERUSER", "privilege-needed"],
    ["CREATE FUNCTION f() RETURNS int LANGUAGE c AS 'x', 'y'", "superuser-only"],
    ["CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", undefined],
    ["CREATE PUBLICATION p FOR ALL TABLES", "superuser-only"],
    ["CREATE PUBLICATION p", undefined],
    ["COPY (SELECT 1) TO '/tmp/safe-migrations-test'", "superuser-only"],
    ["CREATE FOREIGN DATA WRAPPER w", "superuser-only"],
    ["CREATE OPERATOR CLASS c FOR TYPE int USING btree AS OPERATOR 1 <", "superuser-only"],
    [
      "CREATE TEXT SEARCH PARSER p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)",
      "superuser-only",
    ],
    ["CREATE SCHEMA s", undefined],
    ["CREATE TABLE t (id int)", undefined],
  ])("%s", async (sql, rule) => {
    const found = told([sql]).map(({ finding }) => finding.rule);
    const rights = found.filter((one) => /superuser|privilege/.test(one));
    expect(rights).toEqual(rule === undefined ? [] : [`prerequisite/${rule}`]);
    const refused = await asApp(sql);
    if (rule === undefined) expect(refused).toBeUndefined();
    else expect(refused).toBe("42501");
  });
});

test("an extension that PostgreSQL trusts needs no superuser, others of its own do", () => {
  const rules = (name: string) => told([`CREATE EXTENSION IF NOT EXISTS ${name};`]);
  expect(rules("pgcrypto")).toEqual([]);
  expect(rules("postgres_fdw").map(({ finding }) => finding.message)).toEqual([
    'Only a superuser may install extension "postgres_fdw" (42501 for any other role).',
  ]);
});

describe("a row that must be there", () => {
  const roles = "CREATE TABLE roles (id int PRIMARY KEY, name text NOT NULL UNIQUE);";

  test.each([
    [
      "of a foreign key",
      `${roles} CREATE TABLE users (role_id int PRIMARY KEY REFERENCES roles (id));`,
      "INSERT INTO users (role_id) VALUES (1), (2);",
      "INSERT INTO roles (id, name) VALUES (1, '1'), (2, '2') ON CONFLICT DO NOTHING;",
    ],
    [
      "of a look-up",
      `${roles.replace("int PRIMARY", "int GENERATED ALWAYS AS IDENTITY PRIMARY")} CREATE TABLE users (role_id int NOT NULL);`,
      "INSERT INTO users (role_id) VALUES ((SELECT id FROM roles WHERE name = 'admin'));",
      "INSERT INTO roles (name) VALUES ('admin') ON CONFLICT DO NOTHING;",
    ],
    [
      "of an identity that is always made",
      `${roles.replace("int PRIMARY", "int GENERATED ALWAYS AS IDENTITY PRIMARY")} CREATE TABLE users (role_id int PRIMARY KEY REFERENCES roles (id));`,
      "INSERT INTO users (role_id) VALUES (7);",
      "INSERT INTO roles (id, name) OVERRIDING SYSTEM VALUE VALUES (7, '7') ON CONFLICT DO NOTHING;",
    ],
  ])("%s: the fix inserts it before the statement", async (_, given, sql, seed) => {
    const [only, ...more] = told([given, sql]);
    expect(more).toEqual([]);
    expect(only?.finding).toMatchObject({
      rule: "prerequisite/seed-row-missing",
      severity: "error",
    });
    expect(only?.fixed).toBe(seed);
    await db.exec(`begin; ${given}`);
    const refused = await db.exec(sql).then(
      () => undefined,
      (error: { code: string }) => error.code,
    );
    expect(refused).toBe(only?.finding.sqlstate);
    await db.exec("rollback");
    await db.exec(`begin; ${given} ${seed} ${sql} rollback;`);
  });
});
