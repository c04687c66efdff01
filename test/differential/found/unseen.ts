import type { FoundOnce } from "../found.ts";

export const unseen: readonly FoundOnce[] = [
  {
    name: "an unseen type may be in any schema of the path",
    before: ["CREATE SCHEMA app", "CREATE TYPE mood AS ENUM ('sad')"],
    file: [
      "SET search_path = app, public",
      "ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy'",
      "CREATE TYPE mood AS ENUM ('sad')",
    ],
    first: ["", "", ""],
    second: ["", "", "42710"],
    world: "open",
  },
  {
    name: "a guard about a name that an unseen table has got meanwhile",
    before: ["CREATE TABLE u (id int PRIMARY KEY, c int)"],
    file: [
      "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'v' AND column_name = 'id') THEN CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; END IF; END $$",
      "ALTER TABLE u RENAME TO v",
    ],
    first: ["", ""],
    second: ["", "42P01"],
    world: "open",
  },
  {
    name: "a type that nobody saw may be that of any column, which goes with it",
    before: [
      "CREATE TYPE mood AS ENUM ('sad', 'ok')",
      "CREATE TABLE v (id int, d mood DEFAULT 'sad')",
    ],
    file: [
      "CREATE VIEW public.m AS SELECT * FROM v",
      "CREATE INDEX i ON v (d)",
      "DROP TYPE IF EXISTS mood CASCADE",
    ],
    first: ["", "", ""],
    second: ["", "42703", ""],
    world: "open",
  },
  {
    name: "what was made before its schema was made is in a later one",
    file: [
      "SET search_path = app, public",
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      "CREATE TABLE t (a int)",
      "CREATE SCHEMA app",
    ],
    first: ["", "", "", ""],
    second: ["", "", "", "42P06"],
    world: "open",
  },
  {
    name: "a column that nobody saw made may be pointed to by what nobody saw",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
    ],
    file: [
      "ALTER TABLE t ALTER COLUMN b DROP NOT NULL, DROP COLUMN IF EXISTS c RESTRICT, ADD CONSTRAINT i FOREIGN KEY (id) REFERENCES t (id)",
      "ALTER TABLE t RENAME COLUMN id TO c",
    ],
    first: ["", ""],
    second: ["2BP01", "42703"],
    world: "open",
  },
  {
    name: "what is found under one path may be what another path means, and change or go there",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int)",
      "CREATE TABLE w (id int, a int)",
    ],
    file: [
      "ALTER TABLE t DROP COLUMN b",
      "ALTER TABLE u ADD COLUMN c int",
      "CREATE INDEX i ON w (a)",
      "SET search_path = app, public",
      "ALTER TABLE t RENAME TO v",
      "ALTER TABLE u RENAME COLUMN c TO d",
      "ALTER INDEX i RENAME TO j",
      "RESET search_path",
    ],
    first: ["", "", "", "", "", "", "", ""],
    second: ["42P01", "", "", "", "42P01", "42701", "42P07", ""],
    world: "open",
  },
  {
    name: "what may have gone under another path took its indexes along",
    before: ["CREATE TABLE t (id int, a int)"],
    file: [
      "CREATE INDEX i ON t (a)",
      "CREATE VIEW v AS SELECT a FROM t",
      "SET search_path = app, public",
      "DROP TABLE t CASCADE",
      "RESET search_path",
    ],
    first: ["", "", "", "", ""],
    second: ["42P01", "42P01", "", "42P01", ""],
    world: "open",
  },
  {
    name: "a table that was guessed to be in the first schema of the path stays a guess when it changes",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: [
      "ALTER TABLE t ADD COLUMN c int",
      "SET search_path = app, public",
      "ALTER TABLE t DROP COLUMN c",
      "ALTER TABLE t ADD COLUMN d int",
      "ALTER TABLE t DROP COLUMN a",
      "ALTER TABLE t RENAME b TO bb",
    ],
    first: ["", "", "", "", "", ""],
    second: ["", "", "", "42701", "42703", "42703"],
    world: "open",
  },
  {
    name: "what is not seen to be there is forgotten with its indexes",
    before: [
      "CREATE TABLE t (a int, b text)",
      "CREATE SCHEMA app",
      "CREATE TABLE app.t (a int, b text, CONSTRAINT k UNIQUE (a))",
    ],
    file: [
      "ALTER TABLE IF EXISTS app.t ADD CONSTRAINT k UNIQUE (a, b), DROP CONSTRAINT IF EXISTS k",
      "ALTER TABLE IF EXISTS t RENAME TO v",
    ],
    first: ["", ""],
    world: "open",
  },
  {
    name: "an index is in the schema of its table, whichever that is",
    before: ["CREATE TABLE u (a int)"],
    file: ["SET search_path = app, public", "CREATE INDEX i ON u (a)", "DROP INDEX public.i"],
    first: ["", "", ""],
    world: "open",
  },
];
