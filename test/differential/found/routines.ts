import type { FoundOnce } from "../found.ts";

export const routines: readonly FoundOnce[] = [
  {
    name: "a trigger function has no arguments",
    file: [
      "CREATE OR REPLACE FUNCTION f(int) RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ],
    first: ["42P13"],
    second: ["42P13"],
  },
  {
    name: "a trigger function is not called",
    before: ["CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"],
    file: ["SELECT f()", "SELECT f(1)"],
    first: ["0A000", "42883"],
    second: ["0A000", "42883"],
  },
  {
    name: "a trigger of an index",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)", "CREATE INDEX i ON t (a)"],
    file: ["DROP TRIGGER IF EXISTS tr ON i"],
    first: ["42809"],
    second: ["42809"],
  },
  {
    name: "CALL of a function",
    before: ["CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'"],
    file: ["CALL g()"],
    first: ["42809"],
    second: ["42809"],
  },
  {
    name: "a policy of a materialized view",
    before: ["CREATE MATERIALIZED VIEW m AS SELECT 1 AS a"],
    file: ["ALTER POLICY q ON m RENAME TO p"],
    first: ["42809"],
    second: ["42809"],
  },
  {
    name: "what is dropped may be of another schema than what was seen",
    before: ["CREATE SCHEMA app", "CREATE TABLE u (id int)"],
    file: ["CREATE POLICY p ON u USING (true)", "SET search_path = app, public", "DROP TABLE u"],
    first: ["", "", ""],
    second: ["42P01", "", "42P01"],
    world: "open",
  },
  {
    name: "what is dropped if it exists says nothing of its schema",
    file: [
      "DROP FUNCTION IF EXISTS other.g()",
      "DROP AGGREGATE IF EXISTS g(other.x)",
      "CREATE SCHEMA other",
    ],
    first: ["", "", ""],
    second: ["", "", "42P06"],
    world: "open",
  },
];
