/** Statements that are run twice, from an empty database. */
export const writes: readonly string[] = [
  `
    create or replace function f() returns text language plpgsql as $$
      begin loop for i in 1..2 loop if random() < 0.5 then return 'a'; end if; end loop; end loop; end $$;
    create table if not exists t (id int primary key, n text);
    insert into t values (1, null) on conflict do nothing;
    update t set n = f() where n is null;
    alter table t alter column n set not null;`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t values (1, 'a'), (2, 'b');`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t values (1, 'a') on conflict do nothing;
    insert into t values (1, 'b') on conflict (id) do nothing;`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t values (1, 'a') on conflict (id) do update set n = excluded.n;
    insert into t values (1, 'b') on conflict (id) do update set n = excluded.n where t.n = 'z';`,
  `
    create table if not exists t (id serial primary key, n text);
    insert into t (n) values ('a');`,
  `
    create table if not exists t (id serial primary key, n text unique);
    insert into t (n) values ('a');
    insert into t (n) values (null);`,
  `
    create table if not exists t (a int not null, b text);
    insert into t (b) values ('x');
    insert into t values (null, 'x');
    insert into t values (1);
    insert into t (a, b) values (1);
    insert into t (a) values (1, 2);
    insert into t values (1, 2, 3);
    insert into t (c) values (1);
    insert into t (a, a) values (1, 2);
    insert into nope values (1);
    insert into t (a) values ('x');
    insert into t (a) values ('1');`,
  `
    create table if not exists t (a int, b text, unique (a, b));
    insert into t values (1, 'x'), (1, null), (1, null);`,
  `
    create table if not exists t (a int, b text, unique nulls not distinct (a, b));
    insert into t values (1, null);`,
  `
    create table if not exists t (a int, b text);
    create unique index if not exists t_lower on t (lower(b));
    insert into t values (1, 'ABC');
    insert into t values (2, 'abc');`,
  `
    create table if not exists t (a int, b boolean default true);
    create unique index if not exists t_part on t (a) where b;
    insert into t values (1, false);
    insert into t values (2);
    insert into t values (2, false);
    insert into t values (3) on conflict (a) where b do nothing;
    insert into t values (3) on conflict (a) do nothing;
    insert into t values (3) on conflict (b) do nothing;`,
  `
    create table if not exists p (id int primary key);
    create table if not exists c (id int primary key, p int references p (id) on delete cascade);
    insert into c values (1, 1);
    insert into p values (1) on conflict do nothing;
    insert into c values (1, 1);
    delete from p where id = 1;
    insert into p values (1);
    insert into c values (1, 1);`,
  `
    create table if not exists p (id int primary key);
    create table if not exists c (id int primary key, p int references p (id));
    insert into p values (1) on conflict do nothing;
    insert into c values (1, 1) on conflict do nothing;
    delete from p where id = 1;`,
  `
    create table if not exists t (id int primary key, n text);
    delete from t where id = 1;
    insert into t values (1, 'a');`,
  `
    create table if not exists t (id int primary key, n text, at timestamptz default now());
    delete from t where id in (1, 2);
    insert into t (id, n) values (1, 'a');`,
  `
    create table if not exists t (id int primary key, n int);
    insert into t values (1, 1) on conflict do nothing;
    update t set n = n + 1;`,
  `
    create table if not exists t (id int primary key, n int);
    insert into t values (1, 1) on conflict do nothing;
    update t set n = 5 where id = 1;
    update t set n = 7 where id = 2;`,
  `
    create table if not exists t (id int primary key, n text[]);
    insert into t values (1, '{a}') on conflict do nothing;
    update t set n = array_append(n, 'b') where id = 1;`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t values (1, 'a/b') on conflict do nothing;
    update t set n = replace(n, '/', '-');`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t select 1, 'a' where not exists (select 1 from t where id = 1);
    insert into t select 2, 'a' where not exists (select 1 from t where n = 'a');`,
  `
    create table if not exists t (id int primary key, n text);
    create table if not exists s (id int, n text);
    insert into s values (1, 'x');
    insert into t select id, n from s on conflict do nothing;
    insert into t select * from s;`,
  `
    create table if not exists a (id int primary key, n text);
    create table if not exists b (a int references a (id), n text);
    insert into a values (1, 'x'), (2, 'y') on conflict do nothing;
    insert into b select id, 'k' from a where n = 'x' and not exists (select 1 from b where b.a = a.id);
    insert into b select id, 'k' from a where n = 'zz';`,
  `
    create type mood as enum ('a', 'b');
    create table if not exists t (m mood);
    insert into t values ('a');
    insert into t values ('c');
    insert into t select 'c';
    update t set m = 'c';
    update t set m = 'b' where m = 'c';
    delete from t where m = 'c';`,
  `
    create table if not exists t (id int primary key, v varchar(3), d date, b boolean, j jsonb, u uuid, n numeric);
    insert into t values (1, 'abcd');
    insert into t values (2, 'abc', '2020-01-01', 't', '{"a": 1}', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 1.5);
    insert into t (id, j) values (3, '{a}');
    insert into t (id, b) values (4, 'maybe');
    insert into t (id, u) values (5, 'x');
    insert into t (id, d) values (6, 'x');`,
  `
    create table if not exists t (a int check (a > 0), b text check (b in ('x', 'y')));
    insert into t values (0, 'x');
    insert into t values (1, 'z');
    insert into t values (1, 'x');
    insert into t values (null, null);`,
  `
    create table if not exists t (id int primary key, n text);
    with x as (insert into t values (1, 'a') returning id) select * from x;
    with x as (insert into t values (2, 'a') on conflict do nothing returning id) insert into t select id + 1, 'b' from x;`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t values (1, 'a'), (1, 'b');
    insert into t values (1, 'a'), (1, 'b') on conflict (id) do update set n = excluded.n;
    insert into t values (1, 'a'), (1, 'b') on conflict (id) do nothing;`,
  `
    create table if not exists t (id int primary key, n text);
    merge into t using (values (1, 'a')) as s(id, n) on t.id = s.id when matched then update set n = s.n when not matched then insert values (s.id, s.n);
    merge into t using (values (2, 'a')) as s(id, n) on t.id = s.id when not matched then insert values (s.id, s.n);
    merge into t using (values (2, 'a')) as s(id, n) on t.id = s.id when matched then delete;`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t values (1, 'a') on conflict do nothing;
    truncate t;
    insert into t values (1, 'a');`,
  `
    create table if not exists t (id int primary key, n text, at timestamptz);
    create or replace function f() returns trigger language plpgsql as $$ begin new.at := now(); return new; end $$;
    create or replace trigger tr before update on t for each row execute function f();
    insert into t values (1, 'a') on conflict do nothing;
    update t set n = 'b';`,
  `
    create table if not exists t (id int primary key, n text);
    create table if not exists log (n text);
    create or replace function f() returns trigger language plpgsql as $$ begin insert into log values (new.n); return new; end $$;
    create or replace trigger tr after insert on t for each row execute function f();
    insert into t values (1, 'a') on conflict do nothing;`,
  `
    create table if not exists t (id int primary key, a int, b int generated always as (a * 2) stored);
    insert into t values (1, 2);
    insert into t (id, a, b) values (2, 2, 4);
    insert into t (id, a, b) values (3, 2, default);
    update t set b = 3;
    update t set b = default;`,
  `
    create table if not exists t (id int primary key, n text);
    create unique index if not exists t_n on t (n);
    insert into t values (1, 'a') on conflict (id) do nothing;
    insert into t values (2, 'a') on conflict (id) do nothing;
    insert into t values (2, 'a') on conflict do nothing;
    update t set n = 'b' where id = 1;
    insert into t values (2, 'a') on conflict (id) do nothing;`,
  `
    create table if not exists t (a int, b int default 5, c text default 'x', d timestamptz default now(), e uuid default gen_random_uuid());
    insert into t (a) values (1);
    insert into t default values;
    alter table t add column if not exists f int default 7;
    insert into t (a) values (2);`,
  `
    create table if not exists t (id int primary key, n text);
    alter table t rename column n to m;
    insert into t (id, m) values (1, 'a');
    alter table t rename column m to n;`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t values (1, 'a') on conflict do nothing;
    create view v as select * from t;
    select * from v where n = 'a';
    select zz from v;`,
  `
    create schema if not exists app;
    create table if not exists app.t (id int primary key);
    insert into app.t values (1);
    set search_path = app;
    insert into t values (2);
    select set_config('search_path', 'public', false);
    insert into t values (3);
    insert into app.t values (4);`,
  `
    create table if not exists t (id bigint primary key, n text);
    insert into t values (20220709210445, 'a');
    delete from t where id in (20220709210445);
    insert into t values (9223372036854775807, 'a');
    insert into t values (9223372036854775808, 'a');`,
  `
    create table if not exists l (id serial primary key, code varchar(3), name text);
    insert into l (id, code, name) values (0, 'und', 'Undetermined');
    insert into l (code, name) values ('aa', 'A');`,
  `
    create table if not exists schema_version (v int);
    insert into schema_version values (0) on conflict do nothing;`,
  `
    create table if not exists t (id int primary key, n text);
    insert into t (id, n) values (1, 'a');
    create table t2 as select * from t;
    insert into t2 select * from t;
    drop table t2;`,
];

/** Names that are missing, types that do not meet: what parse analysis answers, statement by statement. */
export const names = `
  create table if not exists t (id int primary key, n text);
  update t set zz = 1;
  update t set n = zz;
  update t set n = 'a' where zz = 1;
  update t x set n = 'a' where x.n = 'b' returning zz;
  update t set id = true;
  update t set n = 1;
  delete from t where zz = 1;
  delete from nope;
  delete from t using nope;
  create table if not exists c (k int, v text);
  update t set n = 'a' from (select k from c where n = 'x') s;
  update t set n = 'a' from (select k from c where t.n = 'x') s;
  update t set n = 'a' from c join (select 1 as one) d on c.k = t.id;
  delete from t using (select k from c where n = 'x') s;
  merge into t using (select k from c where n = 'x') s on true when matched then do nothing;
  update t set n = 'a' from (select k from c where v = 'x') s where s.k = t.id and t.n = 'b';
  select zz from t;
  select nope(1);
  select * from nope;
  update t set n = s.n from s;
  insert into t (id) select zz from t;
  insert into t (id) values (1) on conflict (zz) do nothing;
  insert into t (id) values (1) on conflict (n) do nothing;
  insert into t (id) values (1) on conflict on constraint zz do nothing;
  insert into t (id) values (1) on conflict on constraint t_pkey do nothing;
  select id from t group by id having zz > 1;
  select id from t order by zz;
  select id as q from t order by q;
  select t.* from t order by id;
  select x.* from t;
  select count(*) filter (where zz) from t;
  select 1 from t join t b on t.id = b.zz;
  select 1 from t join t b using (zz);
  select (select zz from t);
  select (select t.zz from t b) from t;
  select 1 where exists (select 1 from t where nope.id = 1);
  with c as (select id as k from t) select k from c;
  with c as (select id as k from t) select id from c;
  select t from t;
  select id::nope from t;
  select 'x'::int;
  select cast(id as mood) from t;
  values (1), (zz);
  select 1 union select zz from t;
  select * from t, lateral (select t.id) x;
  select * from generate_series(1, 2) g where g = 1;
  select * from unnest(array[1]) with ordinality as u(a, b) where b = 1;
  select row_number() over (order by zz) from t;
  select ctid, xmin from t;
  select * from (values (1, 2)) as v(a, b) where c = 1;
  select 1 from (select id from t) s where s.n = 'x';
  select json_agg(t) from t;
  table t;
  select 1 / 0;
  select 1 from t where id = 'x';
  select 1 from t where n = 1;
  select 1 from t where id like 'x';
  select current_user, current_schema, now();
  select coalesce(zz, 1) from t;`;

/** Anything may have been written before the last statement. */
export const written: readonly string[] = [
  `
    create table t (id int primary key, n text);
    insert into t values (1, null);
    do $$ begin execute 'update t set ' || coalesce(current_setting('app.column', true), 'n') || ' = 1'; end $$;
    alter table t alter column n set not null`,
  `
    create table t (id int primary key, n text);
    insert into t values (1, null);
    create function f() returns text language plpgsql as $$ begin for i in 1..50000 loop perform i; end loop; return 'a'; end $$;
    update t set n = f();
    alter table t alter column n set not null`,
];

/** What cannot be decided: a sequence that may come to a number that is taken, a trigger that may leave the row out. */
export const undecided: readonly string[] = [
  `
    create table t (id int generated by default as identity primary key, n text);
    insert into t (id, n) values (10, 'a');
    insert into t default values`,
  `
    create table t (id int primary key, n text);
    create function f() returns trigger language plpgsql as $$
      begin if new.n = 'a' then return null; end if; return new; end $$;
    create trigger tr before insert on t for each row execute function f();
    insert into t values (1, 'b')`,
  `
    create table t (id int primary key);
    create function f() returns int language c as 'f';
    insert into t select f() from generate_series(1, 2)`,
];
