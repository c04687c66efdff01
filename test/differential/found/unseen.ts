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
];
