import { describe, expect, test } from "vitest";
import { comesThrough, fixed, fixOnPostgres } from "./comes-through.ts";

fixOnPostgres();

describe("what the file made next tells that it ran", () => {
  test("a table that is replaced by another one, its old form kept under a new name", () =>
    comesThrough(
      "CREATE TABLE totp (id serial CONSTRAINT totp_pkey PRIMARY KEY);",
      `ALTER TABLE totp DROP CONSTRAINT IF EXISTS totp_pkey;
ALTER TABLE totp RENAME TO totp_old;
CREATE TABLE IF NOT EXISTS totp (id serial CONSTRAINT totp_pkey PRIMARY KEY);
`,
    ));

  test("a table that is made anew as it was: its serial column's sequence has another name", () =>
    comesThrough(
      "CREATE TABLE devices (id serial CONSTRAINT devices_pkey PRIMARY KEY);",
      `ALTER TABLE devices RENAME TO devices_old;
CREATE TABLE devices (id serial, name text);
DROP TABLE devices_old;
`,
    ));

  test("a table that is filled under another name, then takes the place of the old one", () =>
    comesThrough(
      "CREATE TABLE approvals (name text);",
      `CREATE TABLE new_approvals (user_id text PRIMARY KEY);
INSERT INTO new_approvals SELECT a.name FROM approvals a;
ALTER TABLE approvals RENAME TO approvals_old;
ALTER TABLE new_approvals RENAME TO approvals;
`,
    ));

  test("a type that is dropped first, though a table of the file uses it", () =>
    comesThrough(
      "CREATE TABLE users (id int);",
      `DROP TYPE IF EXISTS kind;
CREATE TYPE kind AS ENUM ('a', 'b');
CREATE TABLE notes (kind kind NOT NULL);
`,
    ));
});

describe("what the file makes next is in the way of what it drops first", () => {
  test("a column with the name of one of those that one statement drops", () =>
    comesThrough(
      "CREATE TABLE t (id int, old int, note text);",
      `ALTER TABLE t ADD COLUMN new_id int;
ALTER TABLE t DROP COLUMN id, DROP COLUMN old;
ALTER TABLE t RENAME COLUMN new_id TO id;
ALTER TABLE t ADD PRIMARY KEY (id);
`,
    ));

  test("a serial column that becomes an identity column", () =>
    comesThrough(
      "CREATE TABLE t (id serial NOT NULL);",
      `ALTER TABLE t ALTER id DROP DEFAULT;
DROP SEQUENCE t_id_seq;
ALTER TABLE t ALTER id ADD GENERATED ALWAYS AS IDENTITY (RESTART 1000);
`,
    ));

  test("an index that becomes a constraint's", () =>
    comesThrough(
      "CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX once ON t (a);",
      `DROP INDEX IF EXISTS "once";
ALTER TABLE t ADD CONSTRAINT "once" UNIQUE (a, b);
`,
    ));
});

test("a temporary table that is met again in the transaction that stopped half-way", () => {
  const sql = (create: string) => `ALTER TABLE people ADD COLUMN IF NOT EXISTS age int;
${create} (name text) ON COMMIT DROP;
INSERT INTO plan SELECT name FROM people;
`;
  const create = 'CREATE TEMP TABLE "plan"';
  const { text } = fixed("CREATE TABLE people (name text);", sql(create));
  expect(text).toBe(sql(`DROP TABLE IF EXISTS pg_temp."plan";\n${create}`));
});

test("what fails half-way only because a statement before it did stays as it is", async () => {
  const given = `CREATE TABLE t (a int);
CREATE VIEW one AS SELECT * FROM t;
CREATE VIEW two AS SELECT * FROM t;
`;
  const sql = `DROP VIEW one, two;
ALTER TABLE t ADD COLUMN b int;
CREATE VIEW one AS SELECT * FROM t;
CREATE VIEW two AS SELECT * FROM t;
`;
  await comesThrough(given, sql);
  expect(fixed(given, sql).text).toBe(
    sql
      .replace("DROP VIEW", "DROP VIEW IF EXISTS")
      .replace("ADD COLUMN", "ADD COLUMN IF NOT EXISTS"),
  );
});

test("a column that takes the name of one that is dropped before", () =>
  comesThrough(
    "CREATE TABLE people (inbox text, shared text); INSERT INTO people VALUES ('a', null), ('b', 'c');",
    `UPDATE people SET shared = inbox WHERE shared IS NULL;
ALTER TABLE people DROP COLUMN inbox, ALTER COLUMN shared SET NOT NULL;
ALTER TABLE people RENAME COLUMN shared TO inbox;
`,
  ));
