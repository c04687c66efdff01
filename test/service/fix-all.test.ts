import { describe, expect, test } from "vitest";
import { comesThrough, fixed, fixOnPostgres } from "./comes-through.ts";

fixOnPostgres();

const rename = `DO $$ BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM information_schema.columns
    WHERE table_schema = 'auth' AND table_name = 'identities' AND column_name = 'provider_id'
  ) THEN
    ALTER TABLE IF EXISTS auth.identities RENAME COLUMN id TO provider_id;
  END IF;
END $$;
`;

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
