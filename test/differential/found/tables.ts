import type { FoundOnce } from "../found.ts";

export const tables: readonly FoundOnce[] = [
  {
    name: "a temporary table in a schema",
    file: ["CREATE TEMP TABLE public.t (a int)"],
    first: ["42P16"],
    second: ["42P16"],
  },
  {
    name: "the schema of the search path is renamed",
    file: [
      "ALTER SCHEMA public RENAME TO other",
      "CREATE TABLE u (id int)",
      "ALTER SCHEMA other RENAME TO public",
    ],
    first: ["", "3F000", ""],
    second: ["", "3F000", ""],
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
    name: "privileges are asked for after the roles, and what they are on after them",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int)",
      "CREATE ROLE r2",
      "CREATE TYPE comp AS (a int)",
    ],
    file: [
      "GRANT SELECT ON t_pkey TO missing",
      "GRANT SELECT ON t_pkey TO r2",
      "GRANT SELECT ON SEQUENCE t TO missing",
      "GRANT SELECT ON SEQUENCE t TO r2",
      "GRANT USAGE ON t TO r2",
      "GRANT USAGE ON t_id_seq TO r2",
      "GRANT EXECUTE ON t TO r2",
      "GRANT SELECT (a), DELETE (a) ON t TO r2",
      "GRANT foo ON t TO r2",
      "GRANT SELECT ON TYPE comp TO r2",
      "GRANT ALL (a) ON t TO r2",
      "ALTER DEFAULT PRIVILEGES GRANT USAGE ON TABLES TO r2",
    ],
    first: "42704 42809 42704 42809 0LP01  0LP01 0LP01 42601 0LP01  0LP01".split(" "),
    second: "42704 42809 42704 42809 0LP01  0LP01 0LP01 42601 0LP01  0LP01".split(" "),
  },
  {
    name: "the tables below are looked at first when a column is renamed",
    before: ["CREATE TABLE p (id int, a int)", "CREATE TABLE c (b int, z int) INHERITS (p)"],
    file: ["ALTER TABLE p RENAME COLUMN a TO b", "ALTER TABLE p RENAME COLUMN z TO y"],
    first: ["42701", "42703"],
    second: ["42701", "42703"],
  },
];
