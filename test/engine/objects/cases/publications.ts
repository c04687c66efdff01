export const publications: readonly string[] = [
  "create publication p",
  "create table t (a int); create publication p for table t; alter publication p add table t; alter publication p drop table t; alter publication p drop table t",
  "create table t (a int); create publication p for all tables; alter publication p add table t; alter publication p drop table t; alter publication p set table t",
  "create table t (a int); create publication p for table nothing; create publication p for table t; create publication p for table nothing",
  "create table t (a int); create table u (a int); create publication p for table t; alter publication p set table u; alter publication p add table t; alter publication nothing add table t; alter publication p add table nothing",
  "create view v as select 1 as a; create publication p for table v; create publication p",
  "create schema s; create table s.t (a int); create publication p for tables in schema s; alter publication p add tables in schema s; alter publication p drop tables in schema public; alter publication p add tables in schema nothing; alter publication p drop tables in schema s",
  "create table t (a int); create publication p for table t; alter table t rename to u; alter publication p drop table u; alter publication p add table u; drop table u; create table u (a int); alter publication p add table u",
  "create publication p; alter publication p rename to q; alter publication p rename to q; alter publication q owner to nobody; alter publication p owner to postgres; alter publication q set (publish = 'insert'); drop publication p; drop publication if exists p; drop publication q, p; drop publication q",
];
