import type { FoundOnce } from "../found.ts";

export const rows: readonly FoundOnce[] = [
  {
    name: "rows are looked at when every command has been carried out",
    before: ["CREATE TABLE t (a int)", "INSERT INTO t VALUES (NULL), (-1)"],
    file: [
      "ALTER TABLE t ALTER COLUMN a SET NOT NULL, OWNER TO nobody",
      "ALTER TABLE t ADD CHECK (a > 0), OWNER TO nobody",
      "ALTER TABLE t ADD PRIMARY KEY (a), OWNER TO nobody",
      "ALTER TABLE t ADD COLUMN z int NOT NULL, OWNER TO nobody",
      "ALTER TABLE t ADD CHECK (a > 0), ALTER COLUMN a SET NOT NULL",
      "ALTER TABLE t ADD COLUMN y int, ADD CHECK (a > 0)",
    ],
    first: ["42704", "42704", "42704", "42704", "23502", "23514"],
    second: ["42704", "42704", "42704", "42704", "23502", "23514"],
  },
  {
    name: "a trigger calls no procedure",
    before: ["CREATE TABLE t (a int)", "CREATE PROCEDURE g() LANGUAGE plpgsql AS 'BEGIN END'"],
    file: [
      "CREATE TRIGGER on_t BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g()",
      "DROP FUNCTION g()",
    ],
    first: ["42883", "42809"],
    second: ["42883", "42809"],
  },
  {
    name: "what a query writes is asked of the rows that were there",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "INSERT INTO t (id, a) VALUES (1, 1)",
    ],
    file: ["INSERT INTO t (id, a) SELECT 1, 1 WHERE NOT EXISTS (SELECT FROM t WHERE id = 1)"],
    first: [""],
    second: [""],
  },
  {
    name: "rows that are there break a check",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: [
      "ALTER TABLE t ADD CONSTRAINT k CHECK (a > 1), ALTER COLUMN b DROP NOT NULL",
      "ALTER TABLE t ADD CONSTRAINT l CHECK (a > 1) NOT VALID",
      "ALTER TABLE t VALIDATE CONSTRAINT l",
    ],
    first: ["23514", "", "23514"],
    second: ["23514", "42710", "23514"],
  },
  {
    name: "numbers of a sequence meet written ones",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: ["INSERT INTO t (id, a) VALUES (1, 1), (2, 2) ON CONFLICT (id) DO NOTHING"],
    first: [""],
    second: [""],
  },
  {
    name: "a sequence is read before it is not written to",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE MATERIALIZED VIEW m AS SELECT a FROM t",
    ],
    file: [
      "INSERT INTO t_id_seq (id) VALUES (1)",
      "INSERT INTO t_id_seq (last_value) VALUES (1)",
      "DELETE FROM t_id_seq WHERE a > 0",
      "UPDATE m SET a = 1",
      "INSERT INTO m (b) VALUES (1)",
    ],
    first: ["42703", "42809", "42703", "42809", "42703"],
    second: ["42703", "42809", "42703", "42809", "42703"],
  },
  {
    name: "a row that is pointed to may be among those of a sequence",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: ["INSERT INTO u (id, a) VALUES (1, 1), (2, 2)"],
    first: ["23503"],
    second: ["23503"],
  },
  {
    name: "constants are read before ON CONFLICT",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: ["INSERT INTO t VALUES ('ok', 2) ON CONFLICT ON CONSTRAINT k DO NOTHING"],
    first: ["22P02"],
    second: ["22P02"],
  },
  {
    name: "an attribute of what may be a table",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int, b text)"],
    file: ["ALTER TYPE t RENAME ATTRIBUTE a TO c", "UPDATE t SET b = 'ok' WHERE b IS NOT NULL"],
    first: ["", ""],
    second: ["42703", ""],
    world: "open",
  },
  {
    name: "a row's constants are read from left to right, row by row",
    before: [
      "CREATE DOMAIN dom AS int CHECK (VALUE > 0)",
      "CREATE TABLE t (id serial PRIMARY KEY, a int, n int[], d dom, g int GENERATED ALWAYS AS (1) STORED)",
    ],
    file: [
      "INSERT INTO t VALUES ('x', true)",
      "INSERT INTO t VALUES (true, 'x')",
      "INSERT INTO t (a, id) VALUES (1, true), ('x', 2)",
      "INSERT INTO t (a, id) VALUES (1, 'x'), (nope, 2)",
      "INSERT INTO t (a, id) VALUES (true, nope)",
      "INSERT INTO t (a, g) VALUES ('x', 1)",
      "INSERT INTO t (d, a) VALUES ('-1', true)",
      "INSERT INTO t (d, a) VALUES ('x', true)",
    ],
    first: ["22P02", "42804", "42804", "22P02", "42703", "22P02", "42804", "22P02"],
    second: ["22P02", "42804", "42804", "22P02", "42703", "22P02", "42804", "22P02"],
  },
  {
    name: "a number that is written meets one of a sequence after an UPDATE",
    before: ["CREATE TABLE t (id serial PRIMARY KEY, a int)", "INSERT INTO t (a) VALUES (1), (2)"],
    file: ["UPDATE t SET id = 1 WHERE a = 2"],
    first: ["23505"],
    second: ["23505"],
  },
  {
    name: "whatever a row points to, an empty table has it not",
    before: [
      "CREATE TABLE r (a int PRIMARY KEY)",
      "CREATE TABLE t (id serial PRIMARY KEY REFERENCES r, a int UNIQUE)",
    ],
    file: ["DO $$ BEGIN FOR i IN 1..2 LOOP INSERT INTO t (a) VALUES (1); END LOOP; END $$"],
    first: ["23503"],
    second: ["23503"],
  },
  {
    name: "a row of a sequence's number that is deleted may be pointed to",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int)",
      "CREATE TABLE u (a int REFERENCES t)",
      "INSERT INTO t (a) VALUES (1)",
      "INSERT INTO u VALUES (1)",
    ],
    file: ["DELETE FROM t WHERE id IS NOT NULL"],
    first: ["23503"],
    second: ["23503"],
  },
  {
    name: "what is written may be the key of a row that may be there",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: [
      "INSERT INTO t (id, a) SELECT 1, 1 WHERE NOT EXISTS (SELECT FROM t WHERE id = 1)",
      "UPDATE t SET id = a + 1",
    ],
    first: ["", ""],
    second: ["", "23505"],
  },
];
