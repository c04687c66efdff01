import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { differences } from "../../../server/src/catalog/difference.ts";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { bootPostgres, disagreements, runOnEngine, statementsOf } from "../support.ts";
import { differingTables, engineContents, postgresContents } from "./rows.ts";
import { names, undecided, writes, written } from "./write-cases.ts";

let parser: Parser;
let db: PGlite;
beforeAll(async () => {
  parser = await newParser();
  db = await bootPostgres();
}, 60_000);
afterAll(() => db.close());

test.each([...writes, names])("answers as PostgreSQL in both runs: %s", async (sql) => {
  expect(await disagreements(db, parser, sql)).toEqual([]);
});

test.each(writes)("holds the rows that PostgreSQL holds: %s", async (sql) => {
  const statements = statementsOf(sql);
  // The comparison above has left the database as the second run leaves it.
  await disagreements(db, parser, sql);
  const [, second] = runOnEngine(parser, statements);
  const ours = engineContents(second.catalog);
  const theirs = await postgresContents(db, Object.keys(ours));
  expect(differingTables(ours, theirs)).toEqual([]);
});

test.each(undecided)("is unsure of the last statement: %s", (sql) => {
  const [first] = runOnEngine(parser, statementsOf(sql));
  expect(first.answers.at(-1)).toBe("unsure");
});

test.each(written)("holds no row against the last statement: %s", (sql) => {
  const [first] = runOnEngine(parser, statementsOf(sql));
  expect(first.answers.at(-1)).toBe("ok");
});

const rowsOf = (sql: string): readonly string[] => {
  const [first, second] = runOnEngine(parser, statementsOf(sql));
  return differences(first.catalog, second.catalog)
    .filter((one) => one.class === "row")
    .map(({ change, on }) => `${change} ${on}`);
};

test("a row without a key is added again", () => {
  expect(
    rowsOf(
      "create table if not exists t (id serial primary key, n text); insert into t (n) values ('a')",
    ),
  ).toEqual(["added public.t"]);
});

test("thousands of rows that an update changed are told apart in no time", () => {
  const rows = Array.from({ length: 7_000 }, (_, index) => `('${index}', false)`);
  const sql = `
    create table if not exists t (n text, old boolean);
    update t set old = true;
    insert into t values ${rows.join(", ")}`;
  const started = performance.now();
  expect(rowsOf(sql)).toEqual(Array.from(rows, () => "added public.t"));
  expect(performance.now() - started).toBeLessThan(15_000);
});

test("a row with a key that a trigger makes until nobody has it is added again", async () => {
  const sql = `
    create table if not exists t (id serial primary key, name text unique);
    create or replace function f() returns trigger language plpgsql as $$
    begin
      while exists (select 1 from t where name = new.name) loop
        new.name = new.name || floor(random() * 10 + 1)::int;
      end loop;
      return new;
    end $$;
    create or replace trigger b before insert on t for each row execute function f();
    insert into t (name) values ('a')`;
  expect(rowsOf(sql)).toEqual(["added public.t"]);
  expect(await disagreements(db, parser, sql)).toEqual([]);
});

test("a row with a key, or guarded, is not", () => {
  expect(
    rowsOf(`
      create table if not exists t (id int primary key, n text);
      insert into t values (1, 'a');
      insert into t values (2, 'b') on conflict do nothing;
      insert into t select 3, 'c' where not exists (select 1 from t where id = 3)`),
  ).toEqual([]);
});

test("a relative update changes the row again, a constant one does not", () => {
  const given =
    "create table if not exists t (id int primary key, n int); insert into t values (1, 1) on conflict do nothing;";
  expect(rowsOf(`${given} update t set n = n + 1`)).toEqual(["changed public.t"]);
  expect(rowsOf(`${given} update t set n = 7`)).toEqual([]);
});
