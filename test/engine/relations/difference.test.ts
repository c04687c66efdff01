import { beforeAll, expect, test } from "vitest";
import { type Difference, differences } from "../../../server/src/catalog/difference.ts";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { runOnEngine, statementsOf } from "../support.ts";

let parser: Parser;
beforeAll(async () => {
  parser = await newParser();
});

/** What the second run leaves that the first one did not. */
const secondRunChanges = (sql: string, world: "open" | "closed" = "closed"): readonly string[] => {
  const [first, second] = runOnEngine(parser, statementsOf(sql), world);
  return differences(first.catalog, second.catalog).map(shown).sort();
};

const shown = ({ change, class: of, key, on }: Difference): string =>
  `${change} ${of} ${on === undefined ? "" : `${on} `}${key}`;

const silent: readonly (readonly [sql: string, changes: readonly string[]])[] = [
  ["create table t (a int)", []],
  ["create table if not exists t (a int); create index on t (a)", ["added index public.t_a_idx1"]],
  [
    "create table t (a int); alter table t add check (a > 0)",
    ["added constraint public.t t_a_check1"],
  ],
  [
    "create table t (a int); alter table t add unique (a)",
    ["added constraint public.t t_a_key1", "added index public.t_a_key1"],
  ],
  ["create table t (a int); alter table t alter a set default 3", []],
  [
    "create table t (a int); alter table t alter a set not null; alter table t alter a drop not null",
    [],
  ],
  ["create table t (a int); insert into t values (1)", ["added row public.t a = 1"]],
  ["create table t (a int primary key); insert into t values (1)", []],
  ["create table t (a int primary key); insert into t values (1) on conflict do nothing", []],
  ["drop table if exists t; create table t (a int); insert into t values (1)", []],
  ["create or replace view v as select 1 as a", []],
  [
    "create table t (a int); alter table t add column if not exists b int; alter table t rename b to c",
    ["added column public.t b"],
  ],
  [
    "create table t (a int); alter table t add constraint c check (a > 0); alter table t drop constraint c",
    [],
  ],
  [
    "create table w (id serial primary key); alter table w rename to w1; create table w (id serial primary key)",
    [],
  ],
  ["create table t (a int); create table if not exists u as select * from t", []],
  ["create sequence if not exists s; alter sequence s increment by 2", []],
];

test.each(silent)("%s", (sql, changes) => {
  expect(secondRunChanges(sql)).toEqual(changes);
});

test("what the second run only needed is no difference", () => {
  expect(
    secondRunChanges("alter table t alter a set not null; create index i on t (b)", "open"),
  ).toEqual([]);
});

test("a second unnamed index on a table that nobody showed", () => {
  expect(secondRunChanges("create index on t (a)", "open")).toEqual([
    "added index public.t_a_idx1",
  ]);
});

test("each kind of thing is told by its class", () => {
  const before =
    "create table t (a int, b int); create view v as select a from t; create sequence s";
  const after = `${before}; alter table t drop column b; drop view v; alter table t enable row level security;
    create type mood as enum ('a'); create function f() returns int language sql as 'select 1'; create schema x;
    create policy p on t using (true); alter sequence s increment by 5; alter table t alter a set default 1`;
  const [a] = runOnEngine(parser, statementsOf(before));
  const [b] = runOnEngine(parser, statementsOf(after));
  expect(differences(a.catalog, b.catalog).map(shown).sort()).toEqual([
    "added function public.f()",
    "added policy public.t p",
    "added schema x",
    "added type public.mood",
    "changed column public.t a",
    "changed sequence public.s",
    "changed table public.t",
    "missing column public.t b",
    "missing view public.v",
  ]);
});
