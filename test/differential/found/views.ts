import type { FoundOnce } from "../found.ts";

export const views: readonly FoundOnce[] = [
  {
    name: "what no view takes is refused before the other commands look for their columns",
    before: ["CREATE VIEW x AS SELECT 1 AS id"],
    file: [
      "ALTER TABLE x ALTER COLUMN c DROP DEFAULT, ADD CONSTRAINT l CHECK (id > 0)",
      "ALTER TABLE x ALTER COLUMN c DROP DEFAULT, ALTER COLUMN id SET NOT NULL",
      "ALTER TABLE x ALTER COLUMN c DROP DEFAULT, DROP COLUMN id, ENABLE ROW LEVEL SECURITY",
      "ALTER TABLE x ALTER COLUMN c DROP DEFAULT, ALTER COLUMN d ADD GENERATED ALWAYS AS IDENTITY",
      "ALTER TABLE x ALTER COLUMN c DROP DEFAULT, SET (fillfactor = 10)",
    ],
    first: ["42809", "42809", "42809", "42703", "42703"],
  },
  {
    name: "a sequence has columns, and is nobody's parent",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int)", "CREATE VIEW v AS SELECT 1 AS a"],
    file: [
      "CREATE INDEX ON t_id_seq (last_value) WHERE missing > 1",
      "CREATE INDEX ON t_id_seq (missing) WHERE last_value > 1",
      "ALTER TABLE t NO INHERIT t_id_seq",
      "ALTER TABLE t NO INHERIT v",
      "ALTER TABLE t NO INHERIT t_pkey",
      "ALTER TABLE t INHERIT v",
    ],
    first: ["42703", "42809", "42P01", "42P01", "42809", "42809"],
  },
  {
    name: "no column of a view is an identity column",
    before: [
      "CREATE TABLE t (a int, b text)",
      "CREATE VIEW v AS SELECT a, b FROM t",
      "CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t",
    ],
    file: [
      "ALTER TABLE v ALTER COLUMN a DROP IDENTITY",
      "ALTER TABLE v ALTER COLUMN a DROP IDENTITY IF EXISTS",
      "ALTER TABLE v ALTER COLUMN z DROP IDENTITY IF EXISTS",
      "ALTER TABLE v ALTER COLUMN a ADD GENERATED ALWAYS AS IDENTITY",
      "ALTER TABLE v ALTER COLUMN a SET GENERATED ALWAYS",
      "ALTER TABLE m ALTER COLUMN a DROP IDENTITY",
    ],
    first: ["55000", "", "42703", "55000", "55000", "42809"],
  },
  {
    name: "a missing schema is told before a missing relation",
    file: [
      "CREATE INDEX i ON app.t (a)",
      "TRUNCATE app.t",
      "CREATE TABLE u (a int REFERENCES app.t (id))",
      "CREATE TABLE u () INHERITS (app.t)",
      "REFRESH MATERIALIZED VIEW app.m",
      "ALTER SEQUENCE app.s OWNED BY NONE",
    ],
    first: ["3F000", "3F000", "3F000", "3F000", "3F000", "3F000"],
  },
  {
    name: "what an index reads is looked up before whether it can have one",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE VIEW x AS SELECT a FROM t",
    ],
    file: [
      "CREATE UNIQUE INDEX IF NOT EXISTS x ON x (a) WHERE id IS NOT NULL",
      "CREATE INDEX i ON x (id)",
      "CREATE INDEX i ON x (lower(b))",
    ],
    first: ["42703", "42809", "42703"],
  },
  {
    name: "a view's columns are told apart before its name is looked at",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE VIEW x AS SELECT id, a FROM t",
    ],
    file: [
      "CREATE VIEW m (id, b) AS SELECT * FROM t",
      "CREATE VIEW x (b) AS SELECT 1 AS a, 'x'::text AS b",
      "CREATE OR REPLACE VIEW y (b) AS SELECT 1 AS a, 'x'::text AS b",
      "CREATE TABLE t (b) AS SELECT 1 AS a, 'x'::text AS b",
      "CREATE MATERIALIZED VIEW n (b) AS SELECT 1 AS a, 2 AS b",
    ],
    first: ["42701", "42701", "42701", "42P07", "42701"],
  },
  {
    name: "attributes of a table are renamed",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE VIEW x AS SELECT id, a FROM t",
      "CREATE TYPE comp AS (a int)",
    ],
    file: [
      "ALTER TYPE t RENAME ATTRIBUTE a TO c",
      "ALTER VIEW t RENAME COLUMN c TO a",
      "ALTER TABLE x RENAME COLUMN a TO b",
      "ALTER TABLE comp RENAME COLUMN a TO b",
    ],
    first: ["", "", "", ""],
    second: ["", "", "42703", "42703"],
  },
  {
    name: "a table that nobody saw hides one of a later schema",
    before: [
      "CREATE SCHEMA app",
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE app.t (id int)",
    ],
    file: [
      "CREATE OR REPLACE VIEW x AS SELECT * FROM t",
      "SET search_path = app, public",
      "DROP TABLE t",
    ],
    first: ["", "", ""],
    second: ["", "", "2BP01"],
    world: "open",
  },
  {
    name: "a view of all columns goes with one that nobody saw",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: [
      "CREATE VIEW x AS SELECT * FROM t",
      "CREATE VIEW y AS SELECT id FROM x",
      "ALTER TABLE t DROP COLUMN b CASCADE",
      "CREATE VIEW x AS SELECT * FROM t",
      "CREATE VIEW y AS SELECT id FROM x",
    ],
    first: ["", "", "", "", ""],
    second: ["42P07", "42P07", "42703", "42P07", "42P07"],
    world: "open",
  },
  {
    name: "a view goes with the column that its condition reads",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: [
      "CREATE VIEW x AS SELECT id FROM t WHERE a > 0",
      "ALTER TABLE t DROP COLUMN a CASCADE",
      "CREATE VIEW x AS SELECT id FROM t",
    ],
    first: ["", "", ""],
    second: ["42703", "42703", "42P07"],
    world: "open",
  },
  {
    name: "a view goes with the schema of what it reads",
    before: [
      "CREATE SCHEMA app",
      "CREATE TABLE app.t (id int, a int, b text, CONSTRAINT k UNIQUE (a))",
    ],
    file: ["CREATE VIEW x AS SELECT * FROM app.t", "DROP SCHEMA app CASCADE"],
    first: ["", ""],
    second: ["42P01", "3F000"],
    world: "open",
  },
];
