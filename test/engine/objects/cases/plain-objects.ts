const parser =
  "(start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype)";

export const plainObjects: readonly string[] = [
  // Collations and conversions
  'create collation c from "C"; create collation if not exists c from "C"; create collation d from nothing; alter collation c rename to c; drop collation c; drop collation c; drop collation if exists c',
  "create conversion c for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1; create conversion c for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1; drop conversion d; drop conversion c",
  'create schema s; create collation c from "C"; alter collation c set schema s; alter collation s.c owner to postgres; create collation c from "C"; alter collation c set schema s',
  // Operators and their families
  "create operator === (leftarg = int, rightarg = int, function = int4eq); create operator === (leftarg = int, rightarg = int, function = int4eq); drop operator === (int, text); drop operator === (int, int); drop operator === (int, int); drop operator if exists === (int, int)",
  "create operator === (leftarg = int, rightarg = int, function = nothing); create operator === (leftarg = nothing, rightarg = int, function = int4eq); drop operator === (int, nothing); drop operator if exists === (int, nothing); drop operator if exists nowhere.=== (int, int); alter operator ==== (int, int) owner to postgres",
  "create function eq(int, int) returns bool language sql as 'select true'; create operator === (leftarg = int, rightarg = int, function = eq); drop function eq(int, int); drop function eq(int, int) cascade; drop operator === (int, int)",
  "create operator family f using btree; create operator family f using btree; create operator family g using nothing; drop operator family nothing using btree; drop operator family nothing using nothing; alter operator family f using btree rename to g; drop operator family g using btree",
  "create operator class c for type int using btree as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int, int); create operator class c for type int using btree as operator 1 <, function 1 btint4cmp(int, int); drop operator class nothing using btree; drop operator class c using btree; drop operator family c using btree",
  // Casts and transforms
  "create type p as (a int); create function p_int(p) returns int language sql as 'select 1'; create cast (p as int) with function p_int(p); create cast (p as int) with function p_int(p); drop function p_int(p); drop type p; drop cast (p as int); drop cast (p as int); drop cast (p as nothing); drop cast if exists (p as nothing)",
  "create type p as (a int); create cast (p as int) with function nothing(p); create cast (nothing as int) without function; create function p_int(p) returns int language sql as 'select 1'; create cast (p as int) with function p_int(p); drop type p cascade; drop function p_int(p)",
  "drop transform for int language plpgsql; drop transform for nothing language plpgsql; drop transform if exists for int language sql; drop transform for int language nothing",
  // Text search
  `create text search parser p ${parser}; create text search parser p ${parser}; drop text search parser p; drop text search parser p`,
  "create text search template t (lexize = dsimple_lexize); create text search template t (lexize = dsimple_lexize); create text search dictionary d (template = t); drop text search template t; drop text search dictionary d; drop text search template t",
  "create text search dictionary d (template = simple); create text search dictionary d (template = nothing); alter text search dictionary d (accept = false); alter text search dictionary nothing (accept = false); drop text search dictionary d; drop text search dictionary if exists d",
  "create text search configuration c (copy = english); create text search configuration c (copy = nothing); create text search configuration d (parser = nothing); alter text search configuration c rename to e; alter text search configuration c rename to e; alter text search configuration e alter mapping for word with nothing; drop text search configuration c; drop text search configuration e",
  // Foreign data
  "create foreign data wrapper w; create foreign data wrapper w; create server s foreign data wrapper w; create server if not exists s foreign data wrapper w; create server s foreign data wrapper nothing; drop foreign data wrapper w; drop server s; drop foreign data wrapper w",
  "create foreign data wrapper w; create server s foreign data wrapper w; create user mapping for postgres server s; create user mapping if not exists for postgres server s; create user mapping for nobody server s; create user mapping for postgres server nothing; drop server s; drop user mapping for postgres server s; drop user mapping for postgres server s; drop server s",
  "drop user mapping for nobody server nothing; drop user mapping if exists for postgres server nothing; alter server nothing owner to postgres; alter foreign data wrapper nothing rename to x; create foreign data wrapper w; create server s foreign data wrapper w; alter server s rename to s; alter server s options (add host 'x'); alter foreign data wrapper w rename to v; drop foreign data wrapper v cascade; drop server s",
  "create foreign data wrapper w handler nothing; create server s foreign data wrapper nothing; drop server nothing; drop foreign data wrapper if exists nothing",
  // Access methods and languages
  "create access method m type index handler bthandler; create access method m type index handler nothing; drop access method nothing; drop access method m; create access method m type index handler nothing",
  "create language klingon handler plpgsql_call_handler; create language klingon handler plpgsql_call_handler; create or replace language klingon handler plpgsql_call_handler; alter language klingon rename to plpgsql; alter language nothing rename to x; drop language nothing; drop language klingon; drop language klingon",
  "create language plpgsql; create or replace language plpgsql; create language k handler nothing; create function f() returns int language k as 'x'",
  // Statistics
  "create table t (a int, b int); create statistics s on a, b from t; create statistics if not exists s on a, b from t; create statistics s on a, z from t; create statistics q on a, z from t; create statistics q on a, b from nothing; drop statistics s; drop statistics s; drop statistics if exists s",
  "create table t (a int, b int); create statistics on a, b from t; create statistics on a, b from t; drop statistics t_a_b_stat; drop statistics t_a_b_stat1; drop statistics t_a_b_stat2",
  "create table t (a int, b int); create statistics on a, (b + 1), (a * 2) from t; drop statistics t_a_expr_expr_stat; create statistics s (ndistinct) on a, b from t; alter statistics s set statistics 10; alter statistics nothing set statistics 10; alter statistics if exists nothing set statistics 10; alter statistics s rename to r; alter statistics s rename to r",
  "create table t (a int, b int); create statistics s on a, b from t; alter table t drop column b; drop statistics s; create statistics r on a, a from t; drop table t; drop statistics r",
  // Databases and tablespaces
  "drop database nothing; drop database if exists nothing; alter database nothing rename to x; drop tablespace nothing; drop tablespace if exists nothing; alter tablespace nothing rename to x",
];
