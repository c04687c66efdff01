import type { FoundOnce } from "../found.ts";

export const searchPath: readonly FoundOnce[] = [
  {
    name: "the schema of the search path is renamed",
    file: [
      "ALTER SCHEMA public RENAME TO other",
      "CREATE TABLE u (id int)",
      "ALTER SCHEMA other RENAME TO public",
    ],
    first: ["", "3F000", ""],
  },
  {
    name: "one table is named twice in two ways",
    before: ["CREATE TABLE u (id int)"],
    file: ["DROP TABLE public.u, u CASCADE", "CREATE TABLE u (id int)", "DROP TABLE u, public.u"],
    first: ["", "", ""],
    second: ["42P01", "", ""],
    world: "open",
  },
  {
    name: "one table is named twice, and another of its name is behind it in the search path",
    before: ["CREATE TABLE t (id int)", "CREATE SCHEMA app", "CREATE TABLE app.t (id int)"],
    file: ["SET search_path = app, public", "DROP TABLE t, t"],
    first: ["", ""],
  },
  {
    name: "what is made where nobody knows which schema comes first is dropped under another path",
    file: [
      "DROP TABLE IF EXISTS v",
      "SET search_path = app, public",
      "CREATE TABLE v (id int, a int)",
    ],
    first: ["", "", ""],
    second: ["", "", ""],
    world: "open",
  },
  {
    name: "what is made where nobody knows which schema comes first is dropped out of a later one",
    file: [
      "SET search_path = app, public",
      "CREATE TABLE u (id int, a int)",
      "CREATE TYPE mood AS ENUM ('a')",
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "DROP TABLE public.u",
      "DROP TYPE public.mood",
      "DROP FUNCTION public.f",
    ],
    first: ["", "", "", "", "", "", ""],
    second: ["", "", "", "", "", "", ""],
    world: "open",
  },
  {
    name: "a table that was guessed to be in another schema",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
    ],
    file: [
      "DROP POLICY IF EXISTS q ON u",
      "SET search_path = app, public",
      "CREATE POLICY q ON u FOR ALL USING (id = 1)",
    ],
    first: ["", "", ""],
    second: ["", "", ""],
    world: "open",
  },
];
