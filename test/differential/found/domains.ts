import type { FoundOnce } from "../found.ts";

export const domains: readonly FoundOnce[] = [
  {
    name: "rows are held against the domains of their columns",
    before: [
      "CREATE DOMAIN nn AS int NOT NULL",
      "CREATE DOMAIN ck AS int CHECK (VALUE > 0)",
      "CREATE DOMAIN cn AS text CHECK (VALUE IS NOT NULL)",
      "CREATE DOMAIN top AS ck CONSTRAINT below CHECK (VALUE < 9)",
      "CREATE TABLE t (id int, a nn, b ck, c cn, d top)",
    ],
    file: [
      "INSERT INTO t (id) VALUES (1)",
      "INSERT INTO t (id, a) VALUES (1, 1)",
      "INSERT INTO t (id, a, b, c) VALUES (1, 1, -1, 'x')",
      "INSERT INTO t (id, a, b, c) VALUES (1, 1, 5, 'x')",
      "INSERT INTO t (a, c, d) VALUES (1, 'x', -1)",
      "INSERT INTO t (a, c, d) VALUES (1, 'x', 9)",
      "UPDATE t SET a = NULL",
      "UPDATE t SET b = -1 WHERE id = 99",
      "UPDATE t SET b = -1",
      "UPDATE t SET c = NULL",
    ],
    first: ["23502", "23514", "23514", "", "23514", "23514", "23502", "", "23514", "23514"],
  },
  {
    name: "what a domain takes is asked of the rows that are there",
    before: [
      "CREATE DOMAIN d AS int",
      "CREATE DOMAIN cn AS text CHECK (VALUE IS NOT NULL)",
      "CREATE DOMAIN nn AS int NOT NULL",
      "CREATE TABLE t (a d, b int)",
      "CREATE TABLE empty (a int)",
      "INSERT INTO t VALUES (1, -1), (NULL, 2)",
    ],
    file: [
      "ALTER DOMAIN d SET NOT NULL",
      "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 5)",
      "ALTER DOMAIN d ADD CONSTRAINT k CHECK (VALUE > 5) NOT VALID",
      "ALTER DOMAIN d VALIDATE CONSTRAINT k",
      "ALTER DOMAIN d ADD CONSTRAINT l CHECK (VALUE IS NOT NULL)",
      "ALTER TABLE t ADD COLUMN c cn",
      "ALTER TABLE t ADD COLUMN c nn",
      "ALTER TABLE empty ADD COLUMN IF NOT EXISTS c nn",
      "ALTER TABLE t ADD COLUMN c d DEFAULT 1",
      "ALTER TABLE t ALTER COLUMN b TYPE d",
      "DELETE FROM t",
      "ALTER DOMAIN d SET NOT NULL",
    ],
    first: ["23502", "23514", "", "23514", "23514", "23514", "23502", "", "23514", "23514", "", ""],
    second: ["", "42710", "42710", "", "", "", "42701", "", "42701", "", "", ""],
  },
];
