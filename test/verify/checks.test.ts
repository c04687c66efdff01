import { afterAll, beforeAll, expect, test } from "vitest";
import { builtIn } from "../../server/src/verify/built-in.ts";
import type { Verifier } from "../../server/src/verify/verify.ts";
import { jobOf, newVerifier, told } from "./verifier.ts";

let verifier: Verifier;
beforeAll(() => {
  verifier = newVerifier();
});
afterAll(() => verifier.close());

async function problems(
  files: Readonly<Record<string, string>>,
  options: Parameters<typeof jobOf>[1] = {},
): Promise<readonly string[]> {
  return told(await verifier.verify(await jobOf(files, options)), files);
}

test("a history that bears everything has no problems", async () => {
  const files = {
    "1_a.up.sql":
      "create table if not exists t (id int primary key, n text);\ncreate index if not exists t_n on t (n);\ninsert into t values (1, 'a') on conflict do nothing;",
    "1_a.down.sql": "drop table t;",
    "2_b.up.sql":
      "create or replace function f() returns int language sql as 'select 1';\ndrop trigger if exists g on t;\ncreate or replace function g() returns trigger language plpgsql as $$ begin return new; end $$;\ncreate trigger g before insert on t for each row execute function g();",
    "2_b.down.sql": "drop trigger g on t;\ndrop function g();\ndrop function f();",
  };
  expect(await problems(files, { twice: true, down: true })).toEqual([]);
});

test("what fails again is told with PostgreSQL's words, the statement, and what is there twice", async () => {
  const files = {
    "1_a.up.sql": "create table t (id int);\ncreate index on t (id);\ninsert into t values (1);",
  };
  expect(await problems(files)).toEqual([
    '1_a.up.sql again: error 42P07 relation "t" already exists @ create table t (id int)',
    "1_a.up.sql again: difference no error, but index public.t_id_idx1 is added @ create index on t (id)",
    "1_a.up.sql again: difference no error, but the rows of public.t differ (1 rows → 2 rows) @ insert into t values (1)",
  ]);
});

test("a second run leaves nothing behind for the migrations after it", async () => {
  const files = {
    "1_a.up.sql": "create table t (id int);\ninsert into t values (1);",
    "2_b.up.sql": "alter table t add constraint one check ((select 1) = 1);",
    "3_c.up.sql": "do $$ begin assert (select count(*) from t) = 1; end $$;",
  };
  expect((await problems(files)).filter((line) => line.includes("3_c"))).toEqual([]);
});

test("PostgreSQL's position is a place in the file, behind characters of two code units too", async () => {
  const files = { "1_a.up.sql": "-- 😀\nselect 'é😀', nowhere from pg_class;" };
  expect(await problems(files, { again: false })).toEqual([
    '1_a.up.sql fresh: error 42703 column "nowhere" does not exist @ nowhere',
  ]);
});

test("CONCURRENTLY among other statements fails where the file travels as one query, and alone it does not", async () => {
  const files = {
    "1_a.up.sql": "create table t (a int);\ncreate index concurrently t_a on t (a);",
    "2_b.up.sql": "create index concurrently if not exists t_b on t (a);",
  };
  expect(
    (await problems(files)).filter((line) => line.includes("fresh") || line.includes("2_b")),
  ).toEqual([
    "1_a.up.sql fresh: error 25001 CREATE INDEX CONCURRENTLY cannot run inside a transaction block @ create index concurrently t_a on t (a)",
  ]);
});

test("what down leaves behind is named, and why up fails then", async () => {
  const files = {
    "1_a.up.sql": "create type mood as enum ('a');\ncreate table if not exists t (m mood);",
    "1_a.down.sql": "drop table t;",
  };
  expect(await problems(files, { again: false, down: true })).toEqual([
    "1_a.down.sql down and up: difference after down type public.mood is left over",
    "1_a.up.sql down and up: error 42710 type \"mood\" already exists, going up again after down @ create type mood as enum ('a')",
  ]);
});

test("the upgrade from a base shows what an edit of an applied migration does not bring there", async () => {
  const base = await jobOf({ "1_a.up.sql": "create table t (a int);" });
  const files = {
    "1_a.up.sql": "create table t (a int, b int);",
    "2_b.up.sql": "update t set b = 1;",
  };
  expect(await problems(files, { again: false, base: base.plan })).toEqual([
    '2_b.up.sql upgrade: error 42703 column "b" of relation "t" does not exist @ b',
    "m upgrade: difference not as on a fresh database: column public.t.b is missing",
  ]);
});

test("a file without a transaction is stopped behind each statement and run again", async () => {
  const files = {
    "1_a.sql":
      "-- +goose NO TRANSACTION\n-- +goose Up\ncreate table t (a int);\nalter table t add b int;",
  };
  expect((await problems(files)).filter((line) => line.includes("half-way"))).toEqual([
    '1_a.sql half-way: error 42P07 relation "t" already exists, when the file is run again after it stopped behind statement 1 @ create table t (a int)',
  ]);
});

test("each statement tells the locks it took, and whether it rewrote or read whole tables", async () => {
  const files = {
    "1_a.up.sql": "create table t (a int);\ncreate table u (a int primary key);",
    "2_b.up.sql":
      "alter table t add r float8 default random();\nalter table t alter a set not null;\nalter table t add foreign key (a) references u;",
  };
  const report = await verifier.verify(await jobOf(files, { again: false }));
  const locks = report.files[1]?.statements.map(({ locks }) =>
    (locks ?? []).map(
      (one) =>
        `${one.mode} ${one.relation}${one.rewritten ? " rewritten" : ""}${one.scanned ? " scanned" : ""}`,
    ),
  );
  expect(locks?.[0]).toEqual(["ACCESS EXCLUSIVE t rewritten scanned"]);
  expect(locks?.[1]).toEqual(["ACCESS EXCLUSIVE t scanned"]);
  expect(locks?.[2]?.map((one) => one.replace(" scanned", "")).sort()).toEqual([
    "SHARE ROW EXCLUSIVE t",
    "SHARE ROW EXCLUSIVE u",
  ]);
});

test("only named extensions are loaded; one that cannot be had makes no false failure", async () => {
  const files = {
    "1_a.up.sql":
      "create extension if not exists pgcrypto;\ncreate table t (d bytea default digest('x', 'sha1'));\ncreate extension if not exists postgis;\ncreate table g (at geometry(point));",
  };
  const report = await verifier.verify(await jobOf(files, { again: false }));
  expect(report.notes).toEqual([
    "extension postgis is not in the built-in PostgreSQL: it was taken as installed, with nothing in it",
  ]);
  expect(told(report, files)).toEqual([
    '1_a.up.sql fresh: unverified 42704 type "geometry" does not exist @ geometry',
  ]);
});

test("declared roles, schemas and extensions are there before the first migration, others are not", async () => {
  const files = {
    "1_a.up.sql":
      "create table app.t (a citext);\ngrant select on app.t to reader;\ngrant select on app.t to writer;",
  };
  const job = await jobOf(files, { again: false });
  const environment = { roles: ["reader"], schemas: ["app"], extensions: ["citext"], tables: [] };
  const report = await verifier.verify({ ...job, plan: { ...job.plan, environment } });
  expect(told(report, files)).toEqual([
    '1_a.up.sql fresh: error 42704 role "writer" does not exist @ grant select on app.t to writer',
  ]);
});

test("what a platform has is there, what its stand-ins lack is excused, and so is what misses that", async () => {
  const files = {
    "1_a.up.sql":
      "create table profiles (id uuid primary key default uuid_generate_v4(), by uuid references auth.users (id));\ngrant select on profiles to anon;\ncreate policy own on profiles using (by = auth.uid());",
    "2_b.up.sql": "select nowhere from realtime.nothing;\nselect * from profile;",
    "3_c.up.sql":
      "create table wide (id int references accounts (id));\ngrant select on wide to wroter;",
  };
  const job = await jobOf(files, { again: false });
  const declared = { roles: [], schemas: [], extensions: [] };
  const report = await verifier.verify({
    ...job,
    plan: {
      ...job.plan,
      environment: { ...declared, preset: "supabase", tables: ["accounts"] },
    },
  });
  expect(told(report, files)).toEqual([
    '2_b.up.sql fresh: unverified 42P01 relation "realtime.nothing" does not exist @ realtime',
    '2_b.up.sql fresh: unverified 42P01 relation "profile" does not exist @ profile',
    '3_c.up.sql fresh: unverified 42703 column "id" referenced in foreign key constraint does not exist @ create table wide (id int references accounts (id))',
    '3_c.up.sql fresh: unverified 42P01 relation "wide" does not exist @ grant select on wide to wroter',
  ]);
});

test("in a transaction of the file's own each statement is told, and nothing is left behind", async () => {
  const files = {
    "1_a.up.sql":
      "begin;\ncreate table t (id int);\ncreate index on t (id);\nalter table t add n nothing;\ncommit;",
    "2_b.up.sql": "start transaction;\ninsert into t values (1);\nend;",
    "3_c.up.sql": "do $$ begin assert (select count(*) from t) = 1; end $$;",
  };
  expect(await problems(files)).toEqual([
    '1_a.up.sql fresh: error 42704 type "nothing" does not exist @ nothing',
    '1_a.up.sql again: error 42P07 relation "t" already exists @ create table t (id int)',
    "1_a.up.sql again: difference no error, but index public.t_id_idx1 is added @ create index on t (id)",
    "2_b.up.sql again: difference no error, but the rows of public.t differ (1 rows → 2 rows) @ insert into t values (1)",
  ]);
});

test("SET TRANSACTION stands before our questions too", async () => {
  const files = {
    "1_a.up.sql":
      "set transaction isolation level repeatable read;\ncreate table if not exists t (id int);",
  };
  expect(await problems(files)).toEqual([]);
});

test("a sentence about extensions names none", async () => {
  const files = {
    "1_a.up.sql": "-- create extension for all\n/* create extension of ours */\nselect 1;",
  };
  const report = await verifier.verify(await jobOf(files));
  expect(report.notes).toEqual([]);
});

test("a baseline that fails is told to be what failed", async () => {
  const job = await jobOf({ "1_a.up.sql": "select 1;" });
  const baseline = { path: "base.sql", text: "create table b (id nothing);" };
  const report = await verifier.verify({
    ...job,
    plan: { ...job.plan, environment: { ...job.plan.environment, baseline } },
  });
  expect(report.notes).toEqual([
    'the run ended early: what is declared to exist before the first migration cannot be made: type "nothing" does not exist',
  ]);
});

test("a change by a block that catches its own errors goes to its statement, not to the next one", async () => {
  const files = {
    "1_a.up.sql":
      "create table if not exists t (id int);\ndo $$ begin execute 'create index on t (id)'; exception when duplicate_table then null; end $$;\ncreate or replace function f() returns int language sql as 'select 1';",
  };
  expect(await problems(files)).toEqual([
    "1_a.up.sql again: difference no error, but index public.t_id_idx1 is added @ do $$ begin execute 'create index on t (id)'; exception when",
  ]);
});

test("the built-in PostgreSQL is called what it is", async () => {
  const files = {
    "1_a.up.sql": `do $$ begin assert '${builtIn}' = 'PostgreSQL ' || current_setting('server_version') || ' (built in)', current_setting('server_version'); end $$;`,
  };
  expect(await problems(files, { again: false })).toEqual([]);
});
