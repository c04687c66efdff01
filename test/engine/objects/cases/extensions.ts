export const extensions: readonly string[] = [
  "create extension citext; create table t (a citext); drop type citext; drop extension citext; drop extension citext cascade; select a from t; create table u (a citext)",
  "create extension if not exists pgcrypto; select digest('a', 'md5'); drop function digest(text, text); create extension pgcrypto; alter extension pgcrypto update; drop extension pgcrypto; select digest('a', 'md5')",
  'create extension "uuid-ossp"; create table t (id uuid default uuid_generate_v4()); drop extension "uuid-ossp"; drop extension "uuid-ossp" cascade; insert into t values (default); drop table t',
  "create extension earthdistance; create extension earthdistance cascade; drop extension cube; drop extension cube cascade; drop extension earthdistance",
  "create schema s; create extension hstore schema nothing; create extension hstore schema s; create table t (a s.hstore); create table u (a hstore); drop schema s; drop schema s cascade; select a from t; drop table t",
  "create schema s; create extension citext; alter extension citext set schema s; create table t (a citext); create table t (a s.citext); alter extension nothing set schema s; alter extension citext set schema nothing; drop schema s cascade; drop table t",
  "create extension pg_trgm; create table t (a text); create index i on t using gin (a gin_trgm_ops); select similarity('a', 'b'); create extension if not exists pg_trgm",
  "create function similarity(text, text) returns real language sql as 'select 1::real'; create extension if not exists fuzzystrmatch; create function levenshtein(text, text) returns int language sql as 'select 1'",
  "drop extension nothing; drop extension if exists nothing; alter extension nothing update; comment on extension citext is 'x'; create extension citext; comment on extension citext is 'x'",
  "create extension btree_gist; create table t (a int, r int4range, exclude using gist (a with =, r with &&)); drop table t; drop extension btree_gist",
];
