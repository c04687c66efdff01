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
];
