import type { FoundOnce } from "../found.ts";

export const indexes: readonly FoundOnce[] = [
  {
    name: "which schema of the search path a table is in, is not known",
    before: [
      "CREATE SCHEMA app",
      "CREATE TABLE u (c int)",
      "CREATE TABLE app.t (a int)",
      "CREATE TABLE w (c int)",
    ],
    file: [
      "SET search_path = app, public",
      "CREATE UNIQUE INDEX ON u (c)",
      "ALTER TABLE IF EXISTS t RENAME TO u",
      "CREATE INDEX ON w (c)",
      "CREATE TABLE w (a int)",
    ],
    first: ["", "", "", "", ""],
    second: ["", "42703", "", "42703", "42P07"],
    world: "open",
  },
  {
    name: "the index that a constraint uses is looked up before anything is added",
    before: [
      "CREATE TABLE t (a int, b text)",
      "CREATE TABLE o (x int)",
      "CREATE INDEX oi ON o (x)",
      "CREATE UNIQUE INDEX ui ON t (a)",
    ],
    file: [
      "ALTER TABLE t ADD PRIMARY KEY (missing), ADD CONSTRAINT c UNIQUE USING INDEX missing",
      "ALTER TABLE t ADD UNIQUE (missing), ADD CONSTRAINT c UNIQUE USING INDEX oi",
      "ALTER TABLE t ADD UNIQUE (missing), ADD CONSTRAINT c UNIQUE USING INDEX ui",
      "ALTER TABLE t ALTER COLUMN missing SET NOT NULL, ADD CONSTRAINT c UNIQUE USING INDEX missing",
      "ALTER TABLE t DROP COLUMN missing, ADD CONSTRAINT c UNIQUE USING INDEX missing",
    ],
    first: ["42704", "55000", "42703", "42704", "42703"],
    second: ["42704", "55000", "42703", "42704", "42703"],
  },
  {
    name: "concurrently inside a transaction block",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: [
      "BEGIN",
      "DROP INDEX CONCURRENTLY IF EXISTS t_pkey",
      "CREATE INDEX CONCURRENTLY i ON t (a)",
      "COMMIT",
    ],
    first: ["", "25001", "25001", ""],
    second: ["", "25001", "25001", ""],
  },
  {
    name: "an exclusion names a column that is not there",
    file: ["CREATE TABLE t (id int, EXCLUDE USING btree (b WITH =))"],
    first: ["42703"],
    second: ["42703"],
  },
  {
    name: "the columns of an index are looked up before whether it can be changed",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: [
      "CREATE INDEX i ON t_pkey (c) WHERE c IS NOT NULL",
      "COMMENT ON COLUMN t_pkey.c IS 'x'",
      "COMMENT ON COLUMN t_pkey.id IS 'x'",
    ],
    first: ["42703", "42703", "42809"],
    second: ["42703", "42703", "42809"],
  },
  {
    name: "an index of all rows is not partial",
    before: ["CREATE TABLE t (id int, a int)"],
    file: [
      "CREATE UNIQUE INDEX j ON t (id) WHERE true",
      "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX j",
    ],
    first: ["", ""],
    second: ["", "42P07"],
  },
  {
    name: "an index that is renamed if it exists may be of another schema",
    before: [
      "CREATE TABLE t (a int)",
      "CREATE SCHEMA app",
      "CREATE TABLE app.t (a int)",
      "CREATE INDEX j ON t (a)",
    ],
    file: [
      "SET search_path = app, public",
      "ALTER INDEX IF EXISTS j RENAME TO i",
      "CREATE INDEX i ON t (a)",
    ],
    first: ["", "", ""],
    second: ["", "", "42P07"],
    world: "open",
  },
  {
    name: "an index on an expression is held against the rows that are there",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
      "INSERT INTO public.t (a) VALUES (1) ON CONFLICT DO NOTHING",
    ],
    file: [
      "CREATE UNIQUE INDEX ON t ((a + 1))",
      "CREATE UNIQUE INDEX i ON t ((b || 'x'))",
      "CREATE UNIQUE INDEX j ON t ((a + 1), id)",
      "CREATE INDEX ON t ((10 / (a - 1)))",
      "CREATE INDEX ON t ((b::int))",
      "CREATE INDEX k ON t ((b::int)) WHERE a > 1",
      "CREATE UNIQUE INDEX l ON t (a) WHERE b IS NULL",
      "CREATE UNIQUE INDEX ON t (a) WHERE a > 0",
      "ALTER TABLE t ADD EXCLUDE USING btree ((a + 1) WITH =)",
    ],
    first: ["23505", "", "", "22012", "22P02", "", "", "23505", "23P01"],
    second: ["23505", "42P07", "42P07", "22012", "22P02", "42P07", "42P07", "23505", "23P01"],
  },
];
