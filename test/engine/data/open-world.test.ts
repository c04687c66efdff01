import { beforeAll, expect, test } from "vitest";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { catalogAfter, engineSays } from "./support.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await newParser();
});

/** Of a database that nobody has seen, after these statements. */
const cases: readonly (readonly [after: string, asked: string, answer: unknown])[] = [
  ["", "exists (select 1 from pg_class where relname = 't')", "unknown"],
  ["", "to_regclass('t') is null", "unknown"],
  ["", "exists (select 1 from pg_namespace where nspname = 'public')", true],
  ["", "exists (select 1 from pg_roles where rolname = 'writer')", "unknown"],
  ["", "exists (select 1 from pg_roles where rolname = 'postgres')", true],
  ["", "exists (select 1 from pg_available_extensions where name = 'postgis')", "unknown"],
  ["", "(select count(*) from pg_type where typname = 'int4') > 0", true],
  ["create table t (a int)", "exists (select 1 from pg_class where relname = 't')", true],
  [
    "create table t (a int)",
    "exists (select 1 from information_schema.columns where table_name = 't' and column_name = 'b')",
    false,
  ],
  [
    "alter table t add column b int",
    "exists (select 1 from information_schema.columns where table_name = 't' and column_name = 'b')",
    true,
  ],
  [
    "alter table t add column b int",
    "exists (select 1 from information_schema.columns where table_name = 't' and column_name = 'c')",
    "unknown",
  ],
  [
    "alter table t drop column b",
    "exists (select 1 from information_schema.columns where table_name = 't' and column_name = 'b')",
    false,
  ],
  [
    "alter table t add column b int",
    "exists (select 1 from pg_attribute where attrelid = 't'::regclass and attname in ('b', 'c'))",
    true,
  ],
  ["drop table t", "exists (select 1 from pg_tables where tablename = 't')", false],
  ["drop table t", "to_regclass('public.t') is null", true],
  ["drop table t", "'t'::regclass", "42P01"],
  [
    "alter table t add constraint k check (a > 0)",
    "exists (select 1 from pg_constraint where conname = 'k')",
    true,
  ],
  [
    "alter table t add constraint k check (a > 0)",
    "exists (select 1 from pg_constraint where conname = 'k' and conrelid = 't'::regclass)",
    true,
  ],
  [
    "alter table t add constraint k check (a > 0)",
    "exists (select 1 from pg_constraint where conname = 'other' and conrelid = 't'::regclass)",
    "unknown",
  ],
  [
    "alter table t add constraint k check (a > 0)",
    "exists (select 1 from pg_constraint where conname = 'k' and conrelid = 'u'::regclass)",
    "unknown",
  ],
  // Somebody has spoken of the name: it is not looked for on tables that nobody has named with it.
  [
    "alter table t drop constraint k; alter table u add column a int",
    "exists (select 1 from pg_constraint where conname = 'k')",
    false,
  ],
  [
    "alter table t drop constraint k",
    "exists (select 1 from pg_constraint where conname = 'k' and conrelid = 't'::regclass)",
    false,
  ],
  [
    "alter table t add constraint k check (a > 0)",
    "exists (select 1 from pg_constraint where conname = 'k' and conrelid = 't'::regclass and contype = 'u')",
    false,
  ],
  [
    "drop policy p on t",
    "exists (select 1 from pg_policies where policyname = 'p' and tablename = 't')",
    false,
  ],
  [
    "drop policy p on t",
    "exists (select 1 from pg_policies where policyname = 'q' and tablename = 't')",
    "unknown",
  ],
  [
    "create policy p on t using (true)",
    "exists (select 1 from pg_policies where policyname = 'p' and tablename = 't')",
    true,
  ],
  [
    "create type mood as enum ('a')",
    "exists (select 1 from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typname = 'mood' and enumlabel = 'b')",
    false,
  ],
  [
    "alter type mood add value 'b'",
    "exists (select 1 from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typname = 'mood' and enumlabel = 'b')",
    true,
  ],
  [
    "alter type mood add value 'b'",
    "exists (select 1 from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typname = 'mood' and enumlabel = 'c')",
    "unknown",
  ],
  ["drop type mood", "exists (select 1 from pg_type where typname = 'mood')", false],
  ["drop index i", "exists (select 1 from pg_indexes where indexname = 'i')", false],
  [
    "create index i on t (a)",
    "exists (select 1 from pg_indexes where indexname = 'i' and tablename = 't')",
    true,
  ],
  [
    "create index i on t (a)",
    "exists (select 1 from pg_indexes where indexname = 'i' and tablename = 'u')",
    false,
  ],
  ["drop function f()", "exists (select 1 from pg_proc where proname = 'f')", false],
  ["drop trigger g on t", "exists (select 1 from pg_trigger where tgname = 'g')", false],
  ["insert into t (id) values (1)", "exists (select 1 from t where id = 1)", true],
  ["insert into t (id) values (1)", "exists (select 1 from t where id = 2)", "unknown"],
  ["insert into t (id) values (1)", "(select count(*) from t) > 0", true],
  ["insert into t (id) values (1)", "(select count(*) from t)", "unknown"],
  ["delete from t", "(select count(*) from t)", 0],
  ["truncate t; insert into t (id) values (1)", "(select count(*) from t)", 1],
];

test.each(cases)("%s; %s: %s", (after, asked, answer) => {
  expect(engineSays(parser, catalogAfter(parser, after, "open"), asked)).toEqual(answer);
});
