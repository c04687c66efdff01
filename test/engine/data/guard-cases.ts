/** One object of each kind. */
export const given = `
create schema app;
create role writer;
create type mood as enum ('sad', 'ok');
create domain email as text constraint email_has_at check (value ~ '@');
create type pair as (a int, b text);
create table users (
  id serial primary key,
  email text not null unique,
  mood mood default 'ok',
  age int check (age > 0),
  tags text[],
  created_at timestamptz not null default now(),
  constraint users_age_max check (age < 200)
);
create table app.orders (id bigint generated always as identity primary key, user_id int references users(id) on delete cascade, total numeric(10,2));
create table parts (id int, at date) partition by range (at);
create table parts_2020 partition of parts for values from ('2020-01-01') to ('2021-01-01');
create index users_mood_idx on users (mood) where age > 1;
create view active as select id, email from users;
create materialized view summary as select count(*) n from users;
create sequence counter;
create function touch() returns trigger language plpgsql as $$ begin new.created_at := now(); return new; end $$;
create function add_one(n int) returns int language sql immutable as 'select n + 1';
create procedure proc(n int) language sql as 'select 1';
create trigger users_touch before update on users for each row execute function touch();
create rule no_delete as on delete to app.orders do instead nothing;
alter table users enable row level security;
create policy own on users for select to writer using (true);
create publication pub for table users;
comment on table users is 'people';
create table gone (a int); drop table gone;
alter table users drop column tags;
create table kv (k text primary key, v jsonb, n int, b boolean);
insert into kv values ('a', '{}', 1, true), ('b', null, 2, false);
`;

/** What guards ask the system catalogs, of objects that are there and of others that are not. */
export const lookups: readonly string[] = `
exists (select 1 from pg_constraint where conname = 'users_age_max')
exists (select 1 from pg_constraint where conname = 'users_age_max' and conrelid = 'users'::regclass)
exists (select 1 from pg_constraint where conname = 'users_age_max' and conrelid = 'public.users'::regclass)
exists (select 1 from pg_constraint where conname = 'users_age_max' and conrelid = 'app.orders'::regclass)
exists (select 1 from pg_constraint where conname = 'nope')
exists (select 1 from pg_constraint where conname = 'users_pkey' and contype = 'p')
exists (select 1 from pg_constraint where conname = 'users_email_key' and contype = 'u')
exists (select 1 from pg_constraint where conname = 'orders_user_id_fkey' and contype = 'f' and confrelid = 'users'::regclass)
exists (select 1 from pg_constraint where conname = 'email_has_at' and contypid = 'email'::regtype)
exists (select 1 from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'public' and t.relname = 'users' and c.conname = 'users_age_max')
exists (select 1 from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace where n.nspname = 'app' and t.relname = 'users' and c.conname = 'users_age_max')
exists (select 1 from pg_constraint where conname = 'x' and conrelid = 'missing'::regclass)
(select count(*) from pg_constraint where conrelid = 'users'::regclass and contype in ('c', 'p', 'u'))
exists (select 1 from pg_class where relname = 'users')
exists (select 1 from pg_class where relname = 'users' and relkind = 'r')
exists (select 1 from pg_class where relname = 'gone')
exists (select 1 from pg_class where relname = 'users_mood_idx' and relkind = 'i')
exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = 'orders' and n.nspname = 'app')
exists (select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = 'orders' and n.nspname = 'public')
(select relkind from pg_class where relname = 'parts')
(select relkind from pg_class where relname = 'counter')
(select relrowsecurity from pg_class where oid = 'users'::regclass)
(select relrowsecurity from pg_class where relname = 'kv')
exists (select 1 from pg_type where typname = 'mood')
exists (select 1 from pg_type where typname = 'nomood')
exists (select 1 from pg_type where typname = 'mood' and typtype = 'e')
exists (select 1 from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typname = 'mood' and n.nspname = 'public')
exists (select 1 from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typname = 'mood' and n.nspname = 'app')
exists (select 1 from pg_type where typname = 'mood' and typnamespace = 'public'::regnamespace)
exists (select 1 from pg_type where typname = 'email' and typtype = 'd')
exists (select 1 from pg_type where typname = 'pair' and typtype = 'c')
exists (select 1 from pg_type where typname = 'users')
exists (select 1 from pg_type where typname = 'int4')
exists (select 1 from pg_enum where enumlabel = 'sad' and enumtypid = 'mood'::regtype)
exists (select 1 from pg_enum where enumlabel = 'mad' and enumtypid = 'mood'::regtype)
exists (select 1 from pg_enum e join pg_type t on t.oid = e.enumtypid where t.typname = 'mood' and e.enumlabel = 'ok')
exists (select 1 from pg_enum e join pg_type t on e.enumtypid = t.oid where t.typname = 'mood' and e.enumlabel = 'bad')
exists (select 1 from pg_enum where enumlabel = 'ok' and enumtypid = (select oid from pg_type where typname = 'mood'))
exists (select 1 from pg_enum where enumlabel = 'zz' and enumtypid = (select oid from pg_type where typname = 'mood'))
exists (select 1 from pg_roles where rolname = 'writer')
exists (select from pg_catalog.pg_roles where rolname = 'reader')
exists (select 1 from pg_user where usename = 'postgres')
exists (select 1 from pg_authid where rolname = 'writer')
exists (select 1 from pg_policies where policyname = 'own' and tablename = 'users')
exists (select 1 from pg_policies where policyname = 'own' and tablename = 'users' and schemaname = 'public')
exists (select 1 from pg_policies where policyname = 'other' and tablename = 'users')
exists (select 1 from pg_policies where policyname = 'own' and schemaname = 'app')
exists (select 1 from pg_policies where tablename = 'users' and cmd = 'SELECT')
exists (select 1 from pg_policies where tablename = 'users' and 'writer' = any (roles))
exists (select 1 from pg_policy where polname = 'own' and polrelid = 'users'::regclass)
exists (select 1 from pg_policy where polname = 'own' and polrelid = 'app.orders'::regclass)
exists (select 1 from pg_trigger where tgname = 'users_touch')
exists (select 1 from pg_trigger where tgname = 'users_touch' and tgrelid = 'users'::regclass and not tgisinternal)
exists (select 1 from pg_trigger where tgname = 'users_touch' and tgrelid = 'app.orders'::regclass)
exists (select 1 from pg_trigger where tgname = 'nope' and tgrelid = 'users'::regclass)
exists (select 1 from information_schema.triggers where trigger_name = 'users_touch' and event_object_table = 'users')
exists (select 1 from information_schema.triggers where trigger_name = 'nope')
exists (select 1 from pg_proc where proname = 'add_one')
exists (select 1 from pg_proc where proname = 'nope')
exists (select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proname = 'touch' and n.nspname = 'public')
exists (select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proname = 'touch' and n.nspname = 'app')
exists (select 1 from pg_proc where proname = 'proc' and prokind = 'p')
exists (select 1 from pg_proc where proname = 'lower')
exists (select 1 from information_schema.routines where routine_name = 'add_one')
exists (select 1 from information_schema.routines where routine_name = 'add_one' and routine_schema = 'public' and routine_type = 'FUNCTION')
exists (select 1 from information_schema.routines where routine_name = 'nope' and routine_schema = 'public')
exists (select 1 from pg_indexes where indexname = 'users_mood_idx')
exists (select 1 from pg_indexes where indexname = 'users_mood_idx' and tablename = 'users' and schemaname = 'public')
exists (select 1 from pg_indexes where indexname = 'users_mood_idx' and schemaname = 'app')
exists (select 1 from pg_indexes where tablename = 'users' and indexname = 'nope')
exists (select 1 from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = 'users_mood_idx')
exists (select 1 from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid where t.relname = 'users' and i.indisunique and not i.indisprimary)
exists (select 1 from pg_index where indrelid = 'users'::regclass and indisprimary)
exists (select 1 from pg_index where indrelid = 'parts'::regclass and indisprimary)
(select count(*) from pg_index where indrelid = 'users'::regclass)
exists (select 1 from pg_attribute where attrelid = 'users'::regclass and attname = 'email' and not attisdropped)
exists (select 1 from pg_attribute where attrelid = 'users'::regclass and attname = 'tags' and not attisdropped)
exists (select 1 from pg_attribute where attrelid = 'users'::regclass and attname = 'email' and attnum > 0 and attnotnull)
exists (select 1 from pg_attribute where attrelid = 'users'::regclass and attname = 'age' and attnotnull)
exists (select 1 from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relname = 'orders' and a.attname = 'id' and a.attidentity = 'a')
exists (select 1 from pg_attribute where attrelid = 'users'::regclass and attname = 'id' and atthasdef)
(select atttypid = 'mood'::regtype from pg_attribute where attrelid = 'users'::regclass and attname = 'mood')
(select atttypid = 'text'::regtype from pg_attribute where attrelid = 'users'::regclass and attname = 'mood')
(select atttypid::regtype::text from pg_attribute where attrelid = 'users'::regclass and attname = 'age')
exists (select 1 from pg_namespace where nspname = 'app')
exists (select 1 from pg_namespace where nspname = 'nope')
exists (select 1 from pg_extension where extname = 'plpgsql')
exists (select 1 from pg_extension where extname = 'pgcrypto')
exists (select 1 from pg_publication where pubname = 'pub')
exists (select 1 from pg_publication where pubname = 'nope')
exists (select 1 from pg_publication_tables where pubname = 'pub' and tablename = 'users')
exists (select 1 from pg_publication_tables where pubname = 'pub' and schemaname = 'public' and tablename = 'users')
exists (select 1 from pg_publication_tables where pubname = 'pub' and tablename = 'kv')
exists (select 1 from pg_publication_rel pr join pg_publication p on p.oid = pr.prpubid where p.pubname = 'pub' and pr.prrelid = 'users'::regclass)
exists (select 1 from pg_publication_rel pr join pg_publication p on p.oid = pr.prpubid where p.pubname = 'pub' and pr.prrelid = 'kv'::regclass)
exists (select 1 from pg_tables where tablename = 'users')
exists (select 1 from pg_tables where schemaname = 'public' and tablename = 'users')
exists (select 1 from pg_tables where schemaname = 'app' and tablename = 'users')
exists (select 1 from pg_tables where tablename = 'active')
exists (select 1 from pg_views where viewname = 'active')
exists (select 1 from pg_views where viewname = 'users')
exists (select 1 from pg_matviews where matviewname = 'summary')
exists (select 1 from pg_sequences where sequencename = 'counter')
exists (select 1 from pg_sequences where schemaname = 'public' and sequencename = 'users_id_seq')
exists (select 1 from pg_stat_user_tables where relname = 'users')
exists (select 1 from pg_inherits where inhparent = 'parts'::regclass)
exists (select 1 from pg_inherits where inhrelid = 'parts_2020'::regclass and inhparent = 'parts'::regclass)
exists (select 1 from pg_inherits where inhparent = 'users'::regclass)
exists (select 1 from pg_partitioned_table where partrelid = 'parts'::regclass)
exists (select 1 from pg_rules where rulename = 'no_delete' and tablename = 'orders')
exists (select 1 from pg_rules where rulename = 'nope')
exists (select 1 from pg_event_trigger where evtname = 'nope')
exists (select 1 from pg_language where lanname = 'plpgsql')
exists (select 1 from pg_language where lanname = 'plv8')
exists (select 1 from pg_collation where collname = 'C')
exists (select 1 from pg_settings where name = 'work_mem')
exists (select 1 from pg_settings where name = 'nope')
exists (select 1 from information_schema.tables where table_name = 'users')
exists (select 1 from information_schema.tables where table_schema = 'public' and table_name = 'users' and table_type = 'BASE TABLE')
exists (select 1 from information_schema.tables where table_schema = 'public' and table_name = 'active' and table_type = 'VIEW')
exists (select 1 from information_schema.tables where table_schema = 'app' and table_name = 'users')
exists (select 1 from information_schema.tables where table_schema = current_schema() and table_name = 'users')
exists (select 1 from information_schema.columns where table_name = 'users' and column_name = 'email')
exists (select 1 from information_schema.columns where table_name = 'users' and column_name = 'tags')
exists (select 1 from information_schema.columns where table_schema = 'app' and table_name = 'orders' and column_name = 'total' and data_type = 'numeric')
exists (select 1 from information_schema.columns where table_name = 'users' and column_name = 'mood' and data_type = 'USER-DEFINED' and udt_name = 'mood')
exists (select 1 from information_schema.columns where table_name = 'users' and column_name = 'email' and is_nullable = 'NO')
exists (select 1 from information_schema.columns where table_name = 'users' and column_name = 'age' and is_nullable = 'NO')
exists (select 1 from information_schema.columns where table_name = 'users' and column_name = 'id' and column_default like 'nextval%')
exists (select 1 from information_schema.columns where table_name = 'users' and column_name = 'age' and column_default is not null)
exists (select 1 from information_schema.columns where table_name = 'orders' and column_name = 'id' and is_identity = 'YES')
(select data_type from information_schema.columns where table_name = 'users' and column_name = 'created_at')
(select udt_name from information_schema.columns where table_name = 'users' and column_name = 'id')
(select count(*) from information_schema.columns where table_schema = 'public' and table_name = 'users')
(select count(*) from information_schema.columns where table_schema = 'public' and table_name = 'users' and column_name in ('id', 'email', 'tags'))
exists (select 1 from information_schema.table_constraints where constraint_name = 'users_age_max' and table_name = 'users')
exists (select 1 from information_schema.table_constraints where constraint_name = 'users_pkey' and constraint_type = 'PRIMARY KEY')
exists (select 1 from information_schema.table_constraints where table_name = 'users' and constraint_type = 'FOREIGN KEY')
exists (select 1 from information_schema.table_constraints where table_schema = 'app' and table_name = 'orders' and constraint_type = 'FOREIGN KEY')
exists (select 1 from information_schema.key_column_usage where table_name = 'users' and column_name = 'email' and constraint_name = 'users_email_key')
exists (select 1 from information_schema.constraint_column_usage where table_name = 'users' and constraint_name = 'users_email_key')
exists (select 1 from information_schema.constraint_column_usage where table_name = 'users' and constraint_name = 'orders_user_id_fkey')
exists (select 1 from information_schema.constraint_column_usage where table_name = 'orders' and constraint_name = 'orders_user_id_fkey')
exists (select 1 from information_schema.referential_constraints where constraint_name = 'orders_user_id_fkey')
exists (select 1 from information_schema.check_constraints where constraint_name = 'users_age_max')
exists (select 1 from information_schema.views where table_name = 'active')
exists (select 1 from information_schema.sequences where sequence_name = 'counter')
exists (select 1 from information_schema.schemata where schema_name = 'app')
exists (select 1 from information_schema.schemata where schema_name = 'nope')
exists (select 1 from information_schema.domains where domain_name = 'email')
exists (select 1 from information_schema.enabled_roles where role_name = 'writer')
exists (select 1 from pg_depend d join pg_class c on c.oid = d.objid where c.relname = 'nope')
`
  .trim()
  .split("\n");

/** Casts, functions, operators, subqueries over rows that the history put there. */
export const values: readonly string[] = `
to_regclass('users') is not null
to_regclass('public.gone') is null
to_regclass('app.orders') is not null
to_regtype('mood') is not null
to_regtype('nope') is null
to_regproc('add_one') is not null
to_regprocedure('add_one(integer)') is not null
to_regprocedure('add_one(text)') is null
to_regnamespace('app') is not null
to_regrole('writer') is not null
'users'::regclass::text
'app.orders'::regclass::text
'app'::regnamespace::text
'mood'::regtype::text
'integer'::regtype::text
'missing'::regclass
'missing'::regtype
'missing'::regnamespace
'missing'::regrole
current_schema()
current_schema
current_schemas(false)
pg_get_serial_sequence('users', 'id')
pg_get_serial_sequence('app.orders', 'id')
pg_get_serial_sequence('users', 'email')
pg_get_serial_sequence('users', 'nope')
pg_get_serial_sequence('nope', 'id')
(select count(*) from kv)
(select v from kv where k = 'b')
(select max(n) from kv)
exists (select 1 from kv where k = 'a' and n = 1)
exists (select 1 from kv where k = 'z')
(select count(*) from users)
exists (select 1 from users)
not exists (select 1 from users where email = 'x')
(select count(*) from app.orders) = 0
exists (select 1 from missing)
exists (select missing from users)
exists (select u.missing from users u)
(select x.id from users u)
missing(1, 'a')
(select bool_or(b) from kv)
(select array_agg(n) from kv where n < 2)
array(select k from kv where n = 2)
exists (select 1 from kv a join kv b on a.n = b.n - 1)
(select count(*) from kv a left join kv b on a.n = b.n + 5 where b.k is null)
(with x as (select n from kv where b) select n from x)
(select count(*) from (values (1), (2)) as v(x) where x > 1)
(select count(*) from unnest(array['a','b','c']) as u)
(select count(*) from generate_series(1, 5) g where g > 3)
format('ALTER TABLE %I ADD %s %L', 'Users', 'x', 'it''s')
format('%s-%s', 1, null)
format('%1$s %1$s', 'a')
format('%I', 'select')
format('%I', 'users')
quote_ident('Abc')
quote_literal('a''b')
lower('ABC') || upper('x')
concat('a', null, 1)
length('abc')
replace('abc', 'b', 'x')
split_part('a.b.c', '.', 2)
substring('abcdef' from 2 for 3)
substring('abcdef', 3)
coalesce(null, 'x')
nullif('a', 'a')
nullif('a', 'b')
array_length(array[1,2,3], 1)
string_to_array('a,b', ',')
array_to_string(array['a','b'], '-')
'a' = any(array['a','b'])
'c' = any('{a,b}')
'c' <> all('{a,b}'::text[])
1 in (1, 2)
3 in (1, null)
3 not in (1, 2)
'abc' like 'a%'
'abc' like 'b%'
'abc' ilike 'A_C'
'abc' ~ '^a.c$'
'abc' !~* 'B'
'users_2020' ~ '^users_\\d{4}$'
1 + 2 * 3
7 % 2
1 / 0
case when 1 = 1 then 'a' else 'b' end
case 2 when 1 then 'a' when 2 then 'b' end
1 between 0 and 2
5 not between 0 and 2
null is null
null = null
true and null
false and null
true or null
not null
1 is distinct from null
null is not distinct from null
greatest(1, 3, 2)
least(1, null)
'a'::int
'5'::int + 1
'maybe'::mood
'ok'::mood = 'ok'
true = 'yes'
(array['a','b'])[2]
position('b' in 'abc')
left('abc', 2)
right('abc', 1)
trim('  a ')
initcap('hello world')
regexp_replace('a1b2', '[0-9]', 'x', 'g')
array_append(array['a'], 'b')
array_remove(array['a','b'], 'b')
array['a','b'] @> array['a']
array['a'] && array['b']
'{"a":1}'::jsonb = '{"a":1}'::jsonb
abs(-3)
pg_table_is_visible('users'::regclass)
pg_table_is_visible('app.orders'::regclass)
(select k from kv where mood = 'x')
(select k from kv where n = 'x')
(select k from kv where n = true)
(select email from users where mood = 'angry')
(select email from users where mood in ('ok', 'angry'))
(select email from users where age ~ 'x')
(select k from kv limit 1) is not null
exists (select 1 from kv limit 1)
exists (select k from kv group by k having count(*) > 1)
exists (select distinct n from kv union select 1)
(select count(*) from (select 1 union select 1 union all select 1) x)
(select count(*) from (select n from kv except select 1) x)
(select count(*) from (select n from kv intersect select 1) x)
current_database() is not null
`
  .trim()
  .split("\n");

/** What the engine does not decide. */
export const open: readonly string[] = `
'sad' = any (enum_range(null::mood)::text[])
7 / 2
(select string_agg(k, ',' order by k) from kv)
(select k from kv order by n desc limit 1)
has_table_privilege('users', 'select')
version() like 'PostgreSQL%'
obj_description('users'::regclass)
(select count(*) from pg_class where relname like 'users%' and relkind = 'r')
`
  .trim()
  .split("\n");
