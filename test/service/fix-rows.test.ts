import { describe, expect, test } from "vitest";
import { comesThrough, fixed, fixOnPostgres, runScripts } from "./comes-through.ts";

fixOnPostgres();

describe("rows of which a trigger keeps the time", () => {
  const given = `CREATE TABLE people (id int PRIMARY KEY, kind text, changed timestamptz);
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changed = clock_timestamp(); RETURN NEW; END';
CREATE TRIGGER stamp BEFORE UPDATE ON people FOR EACH ROW EXECUTE FUNCTION stamp();
INSERT INTO people VALUES (1, 'a', now()), (2, 'a', now());`;

  test.each([
    [
      "UPDATE people SET kind = 'b';",
      "UPDATE people SET kind = 'b' WHERE kind IS DISTINCT FROM 'b';",
    ],
    [
      "update people set kind = 'b' where id = 1 or id = 2",
      "update people set kind = 'b' where kind is distinct from 'b' and (id = 1 or id = 2)",
    ],
  ])("%s", async (sql, expected) => {
    const { text } = fixed(given, sql);
    expect(text).toBe(expected);
    const was = await runScripts(given, sql, sql);
    expect(was.snapshots[1]).not.toBe(was.snapshots[0]);
    const twice = await runScripts(given, text, text);
    expect(twice.errors).toEqual([]);
    expect(twice.snapshots[1]).toBe(twice.snapshots[0]);
  });

  test("of an update that finds none of them a second time nothing is changed", () => {
    const sql = "UPDATE people SET kind = 'b' WHERE kind = 'a';";
    expect(fixed(given, sql).text).toBe(sql);
  });
});

describe("rows that are added before the key that would stop them", () => {
  test("in a file too long to be stopped after each of its statements", () => {
    const names = Array.from({ length: 60 }, (_, index) => `t${index}`);
    const sql = [
      ...names.map((name) => `CREATE TABLE IF NOT EXISTS ${name} (a int);`),
      ...names.slice(0, 5).map((name) => `INSERT INTO ${name} VALUES (1) ON CONFLICT DO NOTHING;`),
      ...names.map(
        (name) =>
          `DO $$ BEGIN ALTER TABLE ${name} ADD CONSTRAINT ${name}_key UNIQUE (a); EXCEPTION WHEN duplicate_table THEN null; END $$;`,
      ),
    ].join("\n");
    expect(fixed("", sql).text).toBe(
      sql.replace(
        /INTO (t\d) VALUES \(1\)/g,
        "INTO $1 SELECT 1\nWHERE NOT EXISTS (SELECT 1 FROM $1 WHERE a = 1)",
      ),
    );
  });

  test("are added only while they are not there; the key is made, not passed over", () =>
    comesThrough(
      "CREATE TABLE orders (id int, status text);",
      `CREATE TABLE IF NOT EXISTS statuses (status text NOT NULL);
INSERT INTO statuses VALUES ('open') ON CONFLICT DO NOTHING;
INSERT INTO statuses VALUES ('done') ON CONFLICT DO NOTHING;
DO $$ BEGIN
  ALTER TABLE statuses ADD CONSTRAINT statuses_pkey PRIMARY KEY (status);
EXCEPTION
  WHEN SQLSTATE '42P16' THEN null;
END $$;
ALTER TABLE orders ADD CONSTRAINT orders_status_fkey FOREIGN KEY (status) REFERENCES statuses (status);
`,
    ));
});

describe("what the first run filled is still there after the second one", () => {
  const users = "CREATE TABLE users (id int PRIMARY KEY, born timestamp, exact bool);";
  const rows = "INSERT INTO users VALUES (1, '2001-02-03', true), (2, '2002-01-01', false);";

  test("a column that is renamed, made anew, filled from the old one", () =>
    comesThrough(
      `${users} ${rows}`,
      `ALTER TABLE users RENAME COLUMN born TO born_old;
ALTER TABLE users ADD COLUMN born text;
UPDATE users SET born = CASE WHEN exact THEN to_char(born_old, 'YYYY-MM-DD') ELSE to_char(born_old, 'YYYY') END;
ALTER TABLE users DROP COLUMN exact;
ALTER TABLE users DROP COLUMN born_old;
`,
    ));

  test("two columns, one after the other", () =>
    comesThrough(
      `${users} ${rows} CREATE TABLE pets (born timestamp, exact bool); INSERT INTO pets VALUES ('2011-02-03', true);`,
      ["users", "pets"]
        .map(
          (table) => `ALTER TABLE ${table} RENAME COLUMN born TO born_old;
ALTER TABLE ${table} ADD COLUMN born text;
UPDATE ${table} SET born = CASE WHEN exact THEN to_char(born_old, 'YYYY-MM-DD') ELSE '' END;
ALTER TABLE ${table} DROP COLUMN born_old;
ALTER TABLE ${table} DROP COLUMN exact;
`,
        )
        .join("\n"),
    ));

  test("a column that takes the place of another one, from which it was filled", () =>
    comesThrough(
      `${users} ${rows}`,
      `ALTER TABLE users ADD COLUMN exact_new int;
UPDATE users SET exact_new = CASE WHEN exact = false THEN NULL ELSE 0 END;
ALTER TABLE users DROP COLUMN exact;
ALTER TABLE users RENAME COLUMN exact_new TO exact;
`,
    ));

  test("a column that goes over another one to its new type: the whole of it can run again", () =>
    comesThrough(
      `CREATE TYPE old_role AS ENUM ('owner', 'member'); CREATE TABLE members (id int, role old_role NOT NULL);
CREATE TABLE invited (id int, role old_role NOT NULL); INSERT INTO members VALUES (1, 'owner'), (2, 'member');`,
      `CREATE TYPE new_role AS ENUM ('owner', 'member', 'viewer');
ALTER TABLE members ADD COLUMN role_temp text;
ALTER TABLE invited ADD COLUMN role_temp text;
UPDATE members SET role_temp = role::text;
UPDATE invited SET role_temp = role::text;
ALTER TABLE members DROP COLUMN role;
ALTER TABLE invited DROP COLUMN role;
ALTER TABLE members RENAME COLUMN role_temp TO role;
ALTER TABLE invited RENAME COLUMN role_temp TO role;
ALTER TABLE members ALTER COLUMN role TYPE new_role USING role::new_role, ALTER COLUMN role SET NOT NULL;
ALTER TABLE invited ALTER COLUMN role TYPE new_role USING role::new_role, ALTER COLUMN role SET NOT NULL;
DROP TYPE old_role;
`,
    ));

  test("a column that a function of the file brings to its new type, and that is renamed then", () =>
    comesThrough(
      "CREATE TABLE followers (id int, pending bool NOT NULL DEFAULT false); INSERT INTO followers VALUES (1, true);",
      `CREATE TYPE state AS ENUM ('accepted', 'pending');
ALTER TABLE followers ALTER COLUMN pending DROP DEFAULT;
CREATE OR REPLACE FUNCTION as_state (b bool) RETURNS state LANGUAGE sql IMMUTABLE
  AS $$ SELECT CASE WHEN b THEN 'pending'::state ELSE 'accepted'::state END $$;
ALTER TABLE followers ALTER COLUMN pending TYPE state USING as_state (pending);
DROP FUNCTION as_state;
ALTER TABLE followers RENAME COLUMN pending TO state;
`,
    ));

  test("where nothing tells, the statement at which the second run stops stays as it is", () => {
    const { text, declined } = fixed(
      "",
      `ALTER TABLE users RENAME COLUMN born TO born_old;
ALTER TABLE users ADD COLUMN born text;
UPDATE users SET born = born_old, seen = gone;
ALTER TABLE users DROP COLUMN gone;
ALTER TABLE users DROP COLUMN born_old;
`,
    );
    expect(text).toContain(
      "\nALTER TABLE users DROP COLUMN gone;\nALTER TABLE users DROP COLUMN born_old;\n",
    );
    expect(declined.map(({ because }) => because)).toEqual([
      "the second run would throw away public.users.born with what the first one put into it",
    ]);
  });
});

test("no guard keeps the first run from filling a column of which no rows are known", async () => {
  const known = `CREATE TYPE old_kind AS ENUM ('automatic', 'code');
CREATE TABLE keys (id int, kind old_kind, archived bool);
`;
  const given = `${known} INSERT INTO keys VALUES (1, 'automatic', false), (2, 'code', true);`;
  const sql = `CREATE TYPE new_kind AS ENUM ('default', 'custom');
ALTER TABLE keys ADD COLUMN kind_new new_kind;
UPDATE keys SET kind_new = CASE WHEN kind = 'automatic' THEN 'default'::new_kind ELSE 'custom'::new_kind END;
ALTER TABLE keys DROP COLUMN kind;
DROP TYPE old_kind;
ALTER TABLE keys RENAME COLUMN kind_new TO kind;
ALTER TABLE keys DROP COLUMN archived;
`;
  await comesThrough(given, sql, known);
});
