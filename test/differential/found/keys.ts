import type { FoundOnce } from "../found.ts";

export const keys: readonly FoundOnce[] = [
  {
    name: "two primary keys are seen before anything else",
    file: ["CREATE TABLE t (id int PRIMARY KEY, c int PRIMARY KEY, CHECK (a > 0), UNIQUE (b))"],
    first: ["42P16"],
    second: ["42P16"],
  },
  {
    name: "NULL in a primary key, which PostgreSQL took before 18",
    file: [
      "CREATE TABLE t (a int NULL PRIMARY KEY, b int PRIMARY KEY)",
      "CREATE TABLE t (a int NULL PRIMARY KEY)",
    ],
    first: ["42601", "42601"],
    second: ["42601", "42601"],
  },
  {
    name: "a constraint is called as PostgreSQL 18 calls the NOT NULL of its column",
    file: [
      "CREATE TABLE t (a int NOT NULL, c int, CONSTRAINT t_a_not_null FOREIGN KEY (c) REFERENCES missing (a))",
      "CREATE TABLE t (a int NOT NULL, b int)",
      "ALTER TABLE t ADD CONSTRAINT t_a_not_null UNIQUE (b)",
      "ALTER TABLE t ADD CONSTRAINT t_b_not_null CHECK (b IS NOT NULL)",
    ],
    first: ["42710", "", "42710", ""],
    second: ["42P07", "42P07", "42710", "42710"],
  },
];
