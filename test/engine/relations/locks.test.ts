import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { locksOf } from "../../../server/src/catalog/locks/locks-of.ts";
import { newCatalog } from "../../../server/src/catalog/new-catalog.ts";
import { translate } from "../../../server/src/effects/translate.ts";
import { execute } from "../../../server/src/plpgsql/execute.ts";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { statementsOf } from "../support.ts";

/** What is said of a statement's locks, held against what PostgreSQL takes for it. */
const given = `
  create table accounts (id int primary key, name varchar(10), age int, born date, total numeric(6, 2),
    check (born is not null));
  create table orders (id int primary key, account int, note text, constraint of_account foreign key (account)
    references accounts (id), constraint positive_id check (id > 0));
  alter table orders add constraint later foreign key (id) references accounts (id) not valid;
  create index orders_note on orders (note);
  create table events (id int, day int) partition by range (day);
  create table events_1 partition of events for values from (0) to (10);
  create table events_2 (id int, day int);
  create materialized view totals as select count(*) as n from orders;
  create domain positive as int check (value > 0);
  insert into accounts values (1, 'x', 1, '2000-01-01', 1);
  insert into orders values (1, 1, 'x');
  insert into events values (1, 1);
  insert into events_2 values (11, 11)`;

let db: PGlite;
let parser: Parser;
let catalog: Catalog;

beforeAll(async () => {
  db = await PGlite.create();
  await db.exec(given);
  parser = await newParser();
  catalog = newCatalog("closed");
  for (const statement of statementsOf(given))
    catalog = execute({ parser }, catalog, effectsOf(statement), {
      migration: 0,
      statement: 0,
    }).catalog;
});

afterAll(() => db.close());

test.each([
  "alter table accounts add column x int",
  "alter table accounts add column x timestamptz not null default now()",
  "alter table accounts add column x uuid default gen_random_uuid()",
  "alter table accounts add column x bigserial",
  "alter table accounts add column x positive",
  "alter table accounts add column x int generated always as (age + 1) stored",
  "alter table orders add column x int references accounts",
  "alter table orders add column x int default 1 references accounts",
  "alter table accounts alter column name type varchar(20)",
  "alter table accounts alter column name type varchar(5)",
  "alter table accounts alter column name type text",
  "alter table accounts alter column total type numeric(8, 2)",
  "alter table accounts alter column total type numeric(8, 3)",
  "alter table accounts alter column age type bigint",
  "alter table accounts alter column age set not null",
  "alter table accounts alter column born set not null",
  "alter table accounts alter column age set default 1",
  "alter table orders add constraint x foreign key (account) references accounts",
  "alter table orders add constraint x foreign key (account) references accounts not valid",
  "alter table orders add constraint x check (id > 0)",
  "alter table orders add constraint x check (id > 0) not valid",
  "alter table orders add unique (note)",
  "alter table orders validate constraint later",
  "alter table orders drop constraint of_account",
  "alter table orders drop constraint positive_id",
  "alter table orders set (fillfactor = 70)",
  "alter table orders alter column note set statistics 100",
  "alter table events add column x int",
  "alter table events attach partition events_2 for values from (10) to (20)",
  "alter table events detach partition events_1",
  "create table x partition of events for values from (20) to (30)",
  "create table x (y int references accounts, like orders)",
  "create index on orders (note)",
  "create index on events (day)",
  "drop index orders_note",
  "alter index orders_note rename to x",
  "alter table orders rename column note to x",
  "drop table orders cascade",
  "refresh materialized view totals",
  "truncate events",
  "cluster orders using orders_note",
  "reindex table orders",
  "comment on table orders is 'x'",
  "update accounts set age = 2",
  "select * from accounts where exists (select from events)",
  "create view x as with accounts as (select 1) select * from accounts, orders",
])("%s", async (statement) => {
  const said = effectsOf(statement).flatMap((effect) => locksOf(effect, catalog));
  const names = said.map(({ relation }) => relation.slice("public.".length));
  expect(statement.startsWith("comment") || said.length > 0).toBe(true);
  await db.exec("begin");
  try {
    const before = await states(names);
    await db.exec(statement);
    const after = await states(names);
    const real = said.map(({ relation }, i) => ({
      relation,
      mode: strongest(after[i]?.modes ?? []),
      rewrites: after[i]?.file !== before[i]?.file && after[i]?.file !== null,
      scans: said[i]?.scans === "unknown" || (after[i]?.scans ?? 0) > (before[i]?.scans ?? 0),
    }));
    expect(said.map((lock) => ({ ...lock, scans: lock.scans !== false }))).toEqual(real);
  } finally {
    await db.exec("rollback");
  }
});

function effectsOf(statement: string) {
  const parsed = parser.parse(statement);
  if (parsed.kind !== "tree") throw new Error(`not parsed: ${statement}`);
  return translate(parsed.tree, statement);
}

interface State {
  readonly modes: readonly string[];
  readonly file: number | null;
  readonly scans: number;
}

const oids = new Map<string, number>();

/** By their number: what is dropped or renamed has no name afterwards. */
async function states(names: readonly string[]): Promise<readonly State[]> {
  const found: State[] = [];
  for (const name of names) {
    const { rows } = await db.query<{ oid: number }>("select to_regclass($1)::oid::int as oid", [
      name,
    ]);
    const oid = rows[0]?.oid ?? oids.get(name) ?? 0;
    oids.set(name, oid);
    const state = await db.query<State>(
      `select array(select mode from pg_locks where relation = $1::oid and pid = pg_backend_pid()) as modes,
         pg_relation_filenode($1::oid)::int as file, coalesce(pg_stat_get_xact_numscans($1::oid), 0)::int as scans`,
      [oid],
    );
    found.push(...state.rows);
  }
  return found;
}

/** lockdefs.h */
const order = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];

const strongest = (modes: readonly string[]): string | undefined =>
  order.findLast((mode) =>
    modes.some((one) => `${mode.replaceAll(" ", "")}LOCK` === one.toUpperCase()),
  );
