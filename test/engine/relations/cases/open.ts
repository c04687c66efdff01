/** What a file of an unknown past teaches: `given` is known to PostgreSQL only. */
export const unknownPast: readonly { readonly given: string; readonly sql: string }[] = [
  {
    given: "create schema old",
    sql: "create table t (a int); alter table if exists old.t set schema public; alter table if exists old.t add column b int",
  },
  {
    given: "create schema old",
    sql: "create table t (a int); alter table if exists earlier rename to t",
  },
  {
    given: "select 1",
    sql: "alter table if exists t drop column if exists b; create table t (a int)",
  },
  { given: "create table t (a int)", sql: "alter table t add constraint c check (a > 0)" },
  {
    given: "create table t (a int)",
    sql: "alter table t add column b int; alter table t add column if not exists c int",
  },
  {
    given: "create table t (a int, b int)",
    sql: "alter table t drop column b; alter table t drop column if exists c",
  },
  { given: "create table t (a int); create index i on t (a)", sql: "drop index i" },
  {
    given: "create table t (a jsonb[], b time)",
    sql: "alter table t alter a type jsonb using array_to_json(a); alter table t alter b type timestamp using current_date + b",
  },
  { given: "create table t (a int); create index i on t (a)", sql: "alter index i rename to j" },
  { given: "create table t (a int)", sql: "create index on t (a); create index i on t (a)" },
  {
    given: "create table t (a int)",
    sql: "alter table t rename to u; alter table u rename column a to b",
  },
  {
    given: "create table t (a int, constraint c check (a > 0))",
    sql: "alter table t rename constraint c to d",
  },
  {
    given: "create table t (a int, constraint c check (a > 0))",
    sql: "alter table t drop constraint c; alter table t add constraint c check (a > 1)",
  },
  {
    given: "create table t (a int primary key)",
    sql: "alter table t drop constraint t_pkey; alter table t add primary key (a)",
  },
  { given: "create table t (a int)", sql: "alter table t add primary key (a)" },
  {
    given: "create table t (a int not null)",
    sql: "alter table t alter a add generated always as identity",
  },
  {
    given: "create table t (a int)",
    sql: "alter table t alter a set not null; alter table t alter a set default 3; alter table t alter a type bigint",
  },
  {
    given: "create table p (id int primary key); create table t (a int)",
    sql: "alter table t add foreign key (a) references p; alter table t add constraint f foreign key (a) references p (id)",
  },
  {
    given: "create table p (id int primary key); create table t (a int)",
    sql: "alter table t drop constraint if exists f; alter table t add constraint f foreign key (a) references p (id)",
  },
  {
    given: "create table p (a int) partition by list (a); create table c (a int)",
    sql: "alter table p attach partition c for values in (1)",
  },
  {
    given:
      "create table p (a int) partition by list (a); create table c partition of p for values in (1)",
    sql: "alter table p detach partition c",
  },
  {
    given: "create table p (a int); create table c () inherits (p)",
    sql: "alter table c no inherit p",
  },
  {
    given: "create table p (a int) partition by list (a)",
    sql: "create table c partition of p for values in (1); create table if not exists d partition of p for values in (2)",
  },
  {
    given: "create table t (a int)",
    sql: "create table if not exists t (a int, b int); create table if not exists u (a int); create index i on u (a)",
  },
  {
    given: "create table t (a int)",
    sql: "drop table t; create table t (b int); insert into t values (1)",
  },
  { given: "create table t (a int)", sql: "drop table if exists t, u; create table t (b int)" },
  {
    given: "create table t (a int, b int); create view v as select a from t",
    sql: "drop view v; alter table t drop column a; create view v as select b from t",
  },
  {
    given: "create table t (a int)",
    sql: "create or replace view v as select a from t; create view w as select a from t",
  },
  {
    given: "create table t (a int)",
    sql: "create materialized view m as select * from t; create unique index i on m (a); refresh materialized view m",
  },
  {
    given: "create table t (a int)",
    sql: "drop materialized view if exists m; create materialized view m as select * from t; create unique index i on m (a)",
  },
  {
    given: "create sequence s; create table t (a int)",
    sql: "alter sequence s owned by t.a; alter table t alter a set default nextval('s')",
  },
  { given: "create sequence s", sql: "drop sequence s" },
  { given: "create schema s; create table t (a int)", sql: "alter table t set schema s" },
  {
    given: "create schema s",
    sql: "create table s.t (a int); alter table s.t add column b int; drop table s.t",
  },
  {
    given: "create table t (a int)",
    sql: "alter table t enable row level security; alter table t owner to postgres; alter table t set (fillfactor = 70); alter table t replica identity full",
  },
  {
    given: "create table t (a int); create index t_a_idx on t (a)",
    sql: "alter table t rename to t_old; alter index t_a_idx rename to t_old_a_idx; create table t (a int); create index t_a_idx on t (a)",
  },
  {
    given: "create table t (a int)",
    sql: "alter table if exists t add constraint c unique (a); alter table t add unique (a)",
  },
  {
    given: "create type pair as (x int, y int)",
    sql: "alter type pair drop attribute y; alter type pair add attribute z int; alter type pair rename attribute x to w",
  },
  {
    given:
      "create table t (a int); create trigger g before insert on t for each row execute function suppress_redundant_updates_trigger()",
    sql: "alter table t disable trigger g; alter table t enable trigger g",
  },
];
