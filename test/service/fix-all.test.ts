import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { split } from "../../server/src/sql/split.ts";
import { run, startPostgres } from "../rules/support/postgres.ts";
import { newParser } from "../support/parser.ts";

/** Whole files that `fix` rewrites, each run twice, and once more after it stopped half-way, on a real PostgreSQL. */
let service: Service;
let db: PGlite;

beforeAll(async () => {
  service = createService(await newParser());
  db = await startPostgres();
}, 60_000);

afterAll(() => db.close());

const options = { rerun: "auto", disabledRules: [], halfWay: true } as const;
const path = "migrations/0002_this.sql";

function fixed(given: string, sql: string) {
  const [opened] = service.open([
    { path: "migrations/0001_given.sql", text: given },
    { path, text: sql },
  ]);
  if (!opened) throw new Error("no history");
  return service.fixAll(opened, path, "review", options);
}

/** Statements of the result, so that the run can stop after any of them. */
const parts = (text: string): readonly string[] =>
  split(text, { start: 0, end: text.length }).map((one) => `${one.text};`);

/** `known`: what the history shows of it, where that is not all. */
async function comesThrough(given: string, sql: string, known = given): Promise<void> {
  const { text, declined } = fixed(known, sql);
  expect(declined).toEqual([]);
  const original = await run(db, given, sql, sql);
  expect(original.errors.length > 0 || original.snapshots[0] !== original.snapshots[1]).toBe(true);
  const twice = await run(db, given, text, text);
  expect(twice.errors).toEqual([]);
  expect(twice.snapshots[0]).toBe(original.snapshots[0]);
  expect(twice.snapshots[1]).toBe(twice.snapshots[0]);
  for (let stop = 1; stop < parts(text).length; stop++) {
    const start = parts(text).slice(0, stop).join("\n");
    const resumed = await run(db, given, start, text);
    expect(resumed.errors, `stopped after ${stop}`).toEqual([]);
    expect(resumed.snapshots[1], `stopped after ${stop}`).toBe(original.snapshots[0]);
  }
  expect(fixed(known, text).text).toBe(text);
}

const rename = `DO $$ BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = 'auth' AND table_name = 'identities' AND column_name = 'provider_id'
  ) THEN
    ALTER TABLE IF EXISTS auth.identities RENAME COLUMN id TO provider_id;
  END IF;
END $$;
`;

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

describe("what a condition guards that nobody can answer", () => {
  const block = (create: string) =>
    `DO $$ BEGIN IF current_setting('is_superuser') = 'on' THEN ${create} ON people (name); END IF; END $$;\n`;

  test("is guarded in the block", () => {
    const { text } = fixed("CREATE TABLE people (name text);", block("CREATE INDEX by_name"));
    expect(text).toBe(block("CREATE INDEX IF NOT EXISTS by_name"));
  });

  test("is guarded in the block, one statement after the other", () => {
    const both = (create: string) =>
      block(`${create} by_name`).replace(
        "END IF",
        `${create} by_age ON people (age); ${create} by_both ON people (name, age); END IF`,
      );
    const { text } = fixed("CREATE TABLE people (name text, age int);", both("CREATE INDEX"));
    expect(text).toBe(both("CREATE INDEX IF NOT EXISTS"));
  });

  test("stays as it is where the second run passes it", () => {
    const sql = block("CREATE INDEX IF NOT EXISTS by_name");
    expect(fixed("CREATE TABLE people (name text);", sql).text).toBe(sql);
  });
});

test("a function that does not take the new type is no reason to ask for a name that several functions have", () =>
  comesThrough(
    "CREATE TABLE accounts (expires timestamp);",
    `ALTER TABLE accounts ALTER COLUMN expires TYPE text USING CAST(extract(epoch FROM expires) AS bigint) * 1000;
`,
  ));

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
    const was = await run(db, given, sql, sql);
    expect(was.snapshots[1]).not.toBe(was.snapshots[0]);
    const twice = await run(db, given, text, text);
    expect(twice.errors).toEqual([]);
    expect(twice.snapshots[1]).toBe(twice.snapshots[0]);
  });

  test("of an update that finds none of them a second time nothing is changed", () => {
    const sql = "UPDATE people SET kind = 'b' WHERE kind = 'a';";
    expect(fixed(given, sql).text).toBe(sql);
  });
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

test("a block of which several statements fail is mended in one go", () =>
  comesThrough(
    "CREATE TABLE people (name text, age int, old int);",
    `DO $$
BEGIN
  CREATE INDEX by_name ON people (name);
  ALTER TABLE people DROP COLUMN old;
  ALTER TABLE people ADD COLUMN born date;
END
$$;
`,
  ));

test("a function that does not take the new type is asked by the column's old one", async () => {
  const given = "CREATE TABLE bots (variables jsonb[]);";
  const sql =
    "ALTER TABLE bots ALTER COLUMN variables TYPE jsonb USING array_to_json(variables);\n";
  await comesThrough(given, sql);
  expect(fixed(given, sql).text).toContain("'jsonb[]'::regtype");
});

test("a guard asks about a table of a schema that somebody else made, though the history starts from nothing", () => {
  const given = `CREATE TABLE users (id int);
CREATE TABLE IF NOT EXISTS auth.identities (
  provider text, id text, CONSTRAINT identities_pkey PRIMARY KEY (provider, id)
);
`;
  const key = `ALTER TABLE IF EXISTS auth.identities
  DROP CONSTRAINT IF EXISTS identities_pkey,
  ADD COLUMN IF NOT EXISTS id int PRIMARY KEY;
`;
  return comesThrough(`CREATE SCHEMA IF NOT EXISTS auth; ${given}`, rename + key, given);
});

test("a name that is cut off stays as it is written where the statement is mended", () => {
  const name = "orders_by_identifier_for_the_report_that_is_made_on_every_second_monday";
  const { text, declined } = fixed(
    "CREATE TABLE orders (id int);",
    `CREATE INDEX ${name} ON orders (id);\n`,
  );
  expect(text).toBe(`CREATE INDEX IF NOT EXISTS ${name} ON orders (id);\n`);
  expect(declined).toEqual([]);
  expect(fixed("CREATE TABLE orders (id int);", text).text).toBe(text);
});

test("what no fix is known for is declined with a reason", () => {
  const sql = "DO $$ BEGIN EXECUTE format('CREATE %s mood AS ENUM ()', 'TYPE'); END $$;\n";
  const { text, declined } = fixed("", sql);
  expect(text).toBe(sql);
  expect(declined.map((one) => one.because)).toEqual(["no fix is known for it"]);
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

test("a block that asks for the very index that it drops or renames stays as it is", async () => {
  const sql = `ALTER TABLE auth.t ADD COLUMN b int;
do $$ begin
  if (select count(*) = 2 from pg_indexes where indexname in ('one', 'other') and schemaname = 'auth') then
    execute 'drop index auth.one';
  end if;
  if exists (select 1 from pg_indexes where indexname = 'one' and schemaname = 'auth') then
    execute 'alter index auth.one rename to other';
  end if;
end $$;
`;
  const known =
    "CREATE TABLE IF NOT EXISTS auth.t (a int); CREATE UNIQUE INDEX IF NOT EXISTS one ON auth.t (a);";
  await comesThrough(`CREATE SCHEMA auth; ${known}`, sql, known);
  expect(fixed(known, sql).text).toBe(sql.replace("ADD COLUMN", "ADD COLUMN IF NOT EXISTS"));
});

test("a column that takes the name of one that is dropped before", () =>
  comesThrough(
    "CREATE TABLE people (inbox text, shared text); INSERT INTO people VALUES ('a', null), ('b', 'c');",
    `UPDATE people SET shared = inbox WHERE shared IS NULL;
ALTER TABLE people DROP COLUMN inbox, ALTER COLUMN shared SET NOT NULL;
ALTER TABLE people RENAME COLUMN shared TO inbox;
`,
  ));

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
  const { text } = fixed(known, sql);
  const original = await run(db, given, sql);
  const twice = await run(db, given, text, text);
  expect(twice.errors).toEqual([]);
  expect(twice.snapshots).toEqual([original.snapshots[0], original.snapshots[0]]);
});
