import type { FoundOnce } from "../found.ts";

export const references: readonly FoundOnce[] = [
  {
    name: "a row that is pointed to may be among those of a sequence",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: ["INSERT INTO u (id, a) VALUES (1, 1), (2, 2)"],
    first: ["23503"],
  },
  {
    name: "whatever a row points to, an empty table has it not",
    before: [
      "CREATE TABLE r (a int PRIMARY KEY)",
      "CREATE TABLE t (id serial PRIMARY KEY REFERENCES r, a int UNIQUE)",
    ],
    file: ["DO $$ BEGIN FOR i IN 1..2 LOOP INSERT INTO t (a) VALUES (1); END LOOP; END $$"],
    first: ["23503"],
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
  },
  {
    name: "rows of a table that inherits are none of its parent's for a foreign key",
    before: [
      "CREATE TABLE r (id int PRIMARY KEY)",
      "CREATE TABLE s () INHERITS (r)",
      "CREATE TABLE f (r int REFERENCES r)",
      "CREATE TABLE g (r int)",
      "INSERT INTO s VALUES (1)",
      "INSERT INTO g VALUES (1)",
    ],
    file: [
      "INSERT INTO f VALUES (1)",
      "ALTER TABLE g ADD FOREIGN KEY (r) REFERENCES r",
      "INSERT INTO r VALUES (1)",
      "INSERT INTO f VALUES (1)",
      "ALTER TABLE g ADD CONSTRAINT k FOREIGN KEY (r) REFERENCES r",
    ],
    first: ["23503", "23503", "", "", ""],
    second: ["", "", "23505", "", "42710"],
  },
  {
    name: "a key that is pointed to stays",
    before: [
      "CREATE TABLE r (id int PRIMARY KEY, p int REFERENCES r)",
      "CREATE TABLE f (r int REFERENCES r)",
      "CREATE TABLE g (r int REFERENCES r ON UPDATE CASCADE)",
      "INSERT INTO r VALUES (1, 1)",
      "INSERT INTO f VALUES (1)",
      "INSERT INTO g VALUES (1)",
    ],
    file: [
      "UPDATE r SET id = 2",
      "UPDATE r SET id = 2, p = 2",
      "UPDATE r SET id = 1",
      "DELETE FROM f",
      "UPDATE r SET id = 2",
      "UPDATE r SET id = 3, p = 3",
      "INSERT INTO f VALUES (2)",
    ],
    first: ["23503", "23503", "", "", "23503", "", "23503"],
    second: ["23503", "", "23503", "", "", "", "23503"],
  },
  {
    name: "a foreign key that nobody validated is not asked for what an UPDATE leaves as it is",
    before: [
      "CREATE TABLE t (id int PRIMARY KEY)",
      "CREATE TABLE u (a int, b int)",
      "INSERT INTO u VALUES (5)",
    ],
    file: [
      "ALTER TABLE u ADD CONSTRAINT f FOREIGN KEY (a) REFERENCES t NOT VALID",
      "UPDATE u SET b = 1",
      "UPDATE u SET a = 6",
    ],
    first: ["", "", "23503"],
    second: ["42710", "", "23503"],
  },
  {
    name: "a row that may be there already may point to nothing",
    before: [
      "CREATE TABLE t (id serial PRIMARY KEY, a int, b text)",
      "CREATE TABLE u (id int PRIMARY KEY, a int REFERENCES t (id), c int)",
      "INSERT INTO t (a, b) VALUES (1, 'x')",
    ],
    file: [
      "INSERT INTO u (id, a) SELECT id, a FROM t",
      "INSERT INTO u (id, a) VALUES (1, 1), (2, 2) ON CONFLICT (id) DO NOTHING",
    ],
    first: ["", "23503"],
    second: ["23505", "23503"],
  },
  {
    name: "an empty table has no row, however its key is written",
    before: [
      "CREATE TABLE t (id int PRIMARY KEY)",
      "CREATE TABLE u (a int REFERENCES t)",
      "ALTER TABLE t ALTER COLUMN id TYPE numeric(8,2)",
    ],
    file: [
      "INSERT INTO u VALUES (1)",
      "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
      "INSERT INTO u VALUES (1)",
      "INSERT INTO u VALUES (2)",
    ],
    first: ["23503", "", "", "23503"],
    second: ["", "", "", "23503"],
  },
];
