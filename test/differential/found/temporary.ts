import type { FoundOnce } from "../found.ts";

export const temporary: readonly FoundOnce[] = [
  {
    name: "a temporary table in a schema",
    file: ["CREATE TEMP TABLE public.t (a int)"],
    first: ["42P16"],
  },
  {
    name: "a materialized view of a temporary table",
    file: [
      "CREATE TEMP TABLE t (id int)",
      "CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT * FROM t",
      "CREATE TABLE m (id int)",
      "CREATE MATERIALIZED VIEW IF NOT EXISTS m AS SELECT * FROM t",
    ],
    first: ["", "0A000", "", "0A000"],
    second: ["", "0A000", "42P07", "0A000"],
  },
  {
    name: "a temporary parent has temporary children",
    before: ["CREATE TABLE u (id int)"],
    file: [
      "CREATE TEMP TABLE v (id int)",
      "CREATE TABLE u () INHERITS (v)",
      "CREATE TABLE IF NOT EXISTS u () INHERITS (v)",
      "CREATE TABLE z (id text) INHERITS (v)",
      "CREATE TABLE z (ctid int) INHERITS (v)",
      "CREATE TABLE z () INHERITS (v, nope)",
      "CREATE TEMP TABLE z () INHERITS (v, u)",
      "ALTER TABLE u INHERIT v",
      "ALTER TABLE v INHERIT u",
    ],
    first: ["", "42809", "", "42809", "42809", "42P01", "", "42809", ""],
  },
  {
    name: "a table inherits from a temporary one of its own name",
    file: ["CREATE TEMP TABLE t (a int)", "CREATE TABLE IF NOT EXISTS t () INHERITS (t)"],
    first: ["", "42809"],
  },
  {
    name: "nothing is moved out of the temporary schema, whatever is there already",
    before: ["CREATE SCHEMA app", "CREATE TABLE app.u (id int)", "CREATE TABLE w (id int)"],
    file: [
      "CREATE TEMP TABLE u (a int)",
      "CREATE TEMP VIEW tv AS SELECT 1 AS a",
      "ALTER TABLE u SET SCHEMA app",
      "ALTER TABLE u SET SCHEMA nope",
      "ALTER VIEW tv SET SCHEMA app",
      "ALTER TABLE w SET SCHEMA pg_temp",
      "ALTER TABLE w SET SCHEMA pg_toast",
    ],
    first: ["", "", "0A000", "3F000", "0A000", "0A000", "0A000"],
  },
  {
    name: "nothing moves into or out of temporary schemas",
    before: [
      "CREATE TYPE e AS ENUM ('a')",
      "CREATE TYPE c AS (a int)",
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "CREATE DOMAIN d AS int",
      'CREATE COLLATION co FROM "C"',
    ],
    file: [
      "ALTER TYPE e SET SCHEMA pg_temp",
      "ALTER TYPE c SET SCHEMA pg_temp",
      "ALTER DOMAIN d SET SCHEMA pg_temp",
      "ALTER FUNCTION f() SET SCHEMA pg_temp",
      "ALTER COLLATION co SET SCHEMA pg_temp",
      "ALTER TYPE e SET SCHEMA pg_toast",
    ],
    first: ["0A000", "0A000", "0A000", "0A000", "0A000", "0A000"],
  },
  {
    name: "a temporary table is no partition of one that stays",
    before: ["CREATE TABLE p (id int, a int) PARTITION BY RANGE (a)"],
    file: [
      "CREATE TEMP TABLE q (a int)",
      "ALTER TABLE p ATTACH PARTITION q FOR VALUES FROM (0) TO (10)",
    ],
    first: ["", "42809"],
  },
  {
    name: "temporary and permanent do not mix, whatever else is wrong",
    before: ["CREATE TABLE p (a int) PARTITION BY LIST (a)", "CREATE TABLE t (a int)"],
    file: [
      "CREATE TEMP TABLE tp (a int) PARTITION BY LIST (a)",
      "CREATE TABLE t PARTITION OF tp FOR VALUES IN (1)",
      "CREATE TABLE q PARTITION OF tp FOR VALUES FROM (1) TO (2)",
      "CREATE TEMP TABLE q PARTITION OF p FOR VALUES IN (1)",
      "CREATE TEMP TABLE q PARTITION OF t FOR VALUES IN (1)",
      "CREATE TEMP TABLE q PARTITION OF tp FOR VALUES IN (1)",
    ],
    first: ["", "42809", "42809", "42809", "42809", ""],
  },
];
