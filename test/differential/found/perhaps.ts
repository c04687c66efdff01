import type { FoundOnce } from "../found.ts";

/** Rows of which it is not known whether they are there, or whether a statement touches them. */
export const perhaps: readonly FoundOnce[] = [
  {
    name: "a row that ON CONFLICT may skip does not meet another key for certain",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int UNIQUE)",
      "INSERT INTO t (a) VALUES (1), (2)",
    ],
    file: [
      "INSERT INTO t (id, a) VALUES (1, 1) ON CONFLICT (id) DO NOTHING",
      "INSERT INTO t (id, a) VALUES (2, 1) ON CONFLICT (id) DO UPDATE SET a = 3",
      "INSERT INTO t (id, a) VALUES (9, 1) ON CONFLICT (id) DO NOTHING",
    ],
    first: ["", "", "23505"],
  },
  ...["others", "unique_violation"].map((condition) => ({
    name: `a row that may be refused is perhaps not there where ${condition} is caught`,
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: [`DO $$ BEGIN INSERT INTO t VALUES (1); EXCEPTION WHEN ${condition} THEN NULL; END $$`],
    first: [""],
    second: [""],
  })),
  {
    name: "a row that a statement may change may get a key that another one has",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: [
      "INSERT INTO t DEFAULT VALUES",
      "DO $$ BEGIN BEGIN INSERT INTO t (id, a) VALUES (1, 1), (2, 2) ON CONFLICT DO NOTHING; EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'there'; END; UPDATE t SET id = v.x FROM (VALUES (1, 2)) AS v (n, x) WHERE id = v.n; END $$",
      "INSERT INTO t (id, a) VALUES (1, 1), (2, 2) ON CONFLICT DO NOTHING",
      "UPDATE t SET id = v.x FROM (VALUES (1, 2)) AS v (n, x) WHERE id = v.n",
      "UPDATE t SET id = id + 1",
    ],
    first: ["", "23505", "", "23505", "23505"],
    second: ["23505", "23505", "", "23505", "23505"],
  },
  {
    name: "a row that a statement may change may break a check, or its NOT NULL",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int CHECK (a < 5), b text NOT NULL DEFAULT 'x')",
      "INSERT INTO t (a) VALUES (1)",
    ],
    file: [
      "INSERT INTO t (id, a) VALUES (1, 1) ON CONFLICT DO NOTHING",
      "UPDATE t SET a = 6 WHERE id = 1",
      "UPDATE t SET b = NULL WHERE id = 1",
      "INSERT INTO t (id, a) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET a = 6",
      "INSERT INTO t (id, b) SELECT id, NULL FROM t WHERE id = 1",
    ],
    first: ["", "23514", "23502", "23514", "23502"],
  },
  {
    name: "a row that ON CONFLICT may change may point to nothing",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
      "INSERT INTO u (id, a) VALUES (1, 1) ON CONFLICT DO NOTHING",
    ],
    file: [
      "INSERT INTO u (id, a) SELECT id, a FROM t ON CONFLICT (id) DO UPDATE SET a = 2",
      "INSERT INTO u (id, a) SELECT 1, 1 FROM t WHERE id = 1 ON CONFLICT (id) DO UPDATE SET a = 2",
    ],
    first: ["23503", "23503"],
  },
  {
    name: "what a row that ON CONFLICT may have changed holds is not known",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int UNIQUE)",
      "INSERT INTO t (a) VALUES (1)",
    ],
    file: [
      "INSERT INTO t (id, a) VALUES (1, 3) ON CONFLICT (id) DO UPDATE SET a = 2",
      "INSERT INTO t (id, a) VALUES (7, 1)",
      "INSERT INTO t (id, a) VALUES (8, 2)",
    ],
    first: ["", "", "23505"],
    second: ["", "23505", "23505"],
  },
  {
    name: "a row that nobody sees may be pointed to, or point to another one",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
      "INSERT INTO t (a) VALUES (1)",
    ],
    file: [
      "INSERT INTO t (id, a) VALUES (1, 1) ON CONFLICT DO NOTHING",
      "INSERT INTO u VALUES (1, 1)",
      "UPDATE t SET id = 5 WHERE id = 1",
      "DELETE FROM t WHERE id = 1",
      "DELETE FROM t",
      "DELETE FROM u",
      "INSERT INTO u SELECT id, 1 FROM t WHERE a = (random() * 0)::int + 1",
      "DELETE FROM t WHERE id = 1",
      "DELETE FROM t",
      "UPDATE t SET id = 5 WHERE id = 1",
      "UPDATE u SET a = 7",
      "UPDATE u SET a = 7 WHERE id = 1",
      "DELETE FROM u",
    ],
    first: [
      "",
      "",
      "23503",
      "23503",
      "23503",
      "",
      "",
      "23503",
      "23503",
      "23503",
      "23503",
      "23503",
      "",
    ],
  },
  {
    name: "what points to a row that may be gone may be gone, too",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id) ON DELETE CASCADE)",
      "INSERT INTO t (a) VALUES (1)",
    ],
    file: [
      "INSERT INTO u VALUES (1, 1)",
      "DELETE FROM t WHERE id = 1",
      "INSERT INTO t VALUES (2, 2)",
      "INSERT INTO u VALUES (1, 2)",
    ],
    first: ["", "", "", ""],
    second: ["23505", "", "23505", "23505"],
  },
  {
    name: "a row of the same table points to what is deleted",
    before: [
      "CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES t (id))",
      "INSERT INTO t VALUES (1, NULL), (2, 1)",
    ],
    file: ["DELETE FROM t WHERE id = 1", "UPDATE t SET id = 3 WHERE id = 1", "DELETE FROM t"],
    first: ["23503", "23503", ""],
    second: ["", "", ""],
  },
  {
    name: "ON DELETE SET NULL of what takes no NULL, or what a check forbids",
    before: [
      "CREATE TABLE t (id int PRIMARY KEY)",
      "CREATE TABLE u (a int NOT NULL REFERENCES t (id) ON DELETE SET NULL)",
      "CREATE TABLE v (a int REFERENCES t (id) ON DELETE SET NULL CHECK (a IS NOT NULL))",
      "INSERT INTO t VALUES (1), (2), (3)",
      "INSERT INTO u VALUES (1)",
      "INSERT INTO v VALUES (2)",
    ],
    file: [
      "DELETE FROM t WHERE id = 1",
      "DELETE FROM t WHERE id = 2",
      "DELETE FROM t WHERE id = 3",
      "DELETE FROM t WHERE id = (random() * 0)::int + 1",
    ],
    first: ["23502", "23514", "", "23502"],
  },
  {
    name: "what a block did before it may have been undone may not be there",
    before: [
      "CREATE TABLE t (id int PRIMARY KEY, a int)",
      "CREATE TABLE u (id serial PRIMARY KEY)",
      "INSERT INTO u DEFAULT VALUES",
    ],
    file: [
      "DO $$ BEGIN INSERT INTO t VALUES (1, 1); INSERT INTO u VALUES (1); EXCEPTION WHEN OTHERS THEN NULL; END $$",
      "INSERT INTO t VALUES (1, 1)",
      "DO $$ DECLARE n int := 0; BEGIN BEGIN INSERT INTO u VALUES (1); n := 1; EXCEPTION WHEN OTHERS THEN NULL; END; IF n = 1 THEN CREATE TABLE w (); END IF; END $$",
      "DROP TABLE w",
    ],
    first: ["", "", "", "42P01"],
    second: ["", "23505", "", "42P01"],
  },
  {
    name: "a sequence's number is pointed to as it was",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: [
      "INSERT INTO u (id, a) VALUES (1, 1)",
      "UPDATE t SET id = 2 WHERE b IS NOT NULL",
      "UPDATE t SET id = 1",
      "UPDATE t SET a = 2",
      "DELETE FROM t WHERE a = 2",
    ],
    first: ["", "23503", "", "", "23503"],
    second: ["23505", "23503", "", "", "23503"],
  },
  {
    name: "rows are written one after the other: a key is asked of before the next row's NOT NULL",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: ["INSERT INTO t DEFAULT VALUES", "UPDATE t SET id = a + 1", "UPDATE t SET id = NULL"],
    first: ["", "23505", "23502"],
  },
  {
    name: "a row that is there or comes to be there is met a second time",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: [
      "INSERT INTO t (id) SELECT 2 UNION ALL SELECT 2 ON CONFLICT (id) DO UPDATE SET b = EXCLUDED.a",
      "INSERT INTO t (id) SELECT 2 UNION ALL SELECT 2 ON CONFLICT (id) DO UPDATE SET a = 5 WHERE t.a = 1",
      "INSERT INTO t (id) VALUES (1), (1) ON CONFLICT (id) DO UPDATE SET a = 3 WHERE t.a = 2",
      "INSERT INTO t (id) VALUES (1), (2), (2) ON CONFLICT (id) DO NOTHING",
    ],
    first: ["21000", "21000", "", ""],
    second: ["21000", "", "", ""],
  },
  {
    name: "a number that a row gets may be a sequence's of a row whose turn comes later",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: [
      "UPDATE t SET id = a + 1",
      "DO $$ DECLARE n text; BEGIN FOR i IN 1..2 LOOP INSERT INTO t (a) VALUES (i); END LOOP; END $$",
    ],
    first: ["", ""],
    second: ["23505", ""],
  },
];
