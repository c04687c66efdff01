import type { FoundOnce } from "../found.ts";

export const inheritance: readonly FoundOnce[] = [
  {
    name: "a partition inherits from nothing else, whatever is named",
    before: [
      "CREATE TABLE t (id int, a int)",
      "CREATE TABLE p (id int, a int) PARTITION BY RANGE (a)",
    ],
    file: [
      "ALTER TABLE t NO INHERIT nosuch",
      "ALTER TABLE p ATTACH PARTITION t FOR VALUES FROM (1) TO (2)",
      "ALTER TABLE t NO INHERIT p",
      "ALTER TABLE t INHERIT nosuch",
    ],
    first: ["42P01", "", "42809", "42809"],
    second: ["42809", "42809", "42809", "42809"],
  },
  {
    name: "a child's column is generated as its parent's is",
    before: [
      "CREATE TABLE plain (a int, c int)",
      "CREATE TABLE kept (a int, c int GENERATED ALWAYS AS (a * 2) STORED)",
      "CREATE TABLE made (a int, c int GENERATED ALWAYS AS (a * 2) STORED)",
      "CREATE TABLE read (a int, c int GENERATED ALWAYS AS (a * 2) VIRTUAL)",
      "CREATE TABLE own (a int)",
    ],
    file: [
      "ALTER TABLE kept INHERIT plain",
      "ALTER TABLE plain INHERIT kept",
      "ALTER TABLE read INHERIT kept",
      "ALTER TABLE made INHERIT kept",
      "ALTER TABLE own INHERIT plain, ADD COLUMN c int GENERATED ALWAYS AS (a) STORED",
    ],
    first: ["42804", "42804", "42804", "", "42804"],
    second: ["42804", "42804", "42804", "42P07", "42804"],
  },
  {
    name: "a child's column has its parent's collation",
    before: [
      "CREATE TABLE p (b text)",
      'CREATE TABLE c (b text COLLATE "C")',
      "CREATE TABLE q (b text, a int) PARTITION BY LIST (a)",
      'CREATE TABLE r (b text COLLATE "C", a int)',
    ],
    file: ["ALTER TABLE c INHERIT p", "ALTER TABLE q ATTACH PARTITION r FOR VALUES IN (1)"],
    first: ["42P21", "42P21"],
    second: ["42P21", "42P21"],
  },
  {
    name: "DROP EXPRESSION is for the whole family",
    before: [
      "CREATE TABLE u (id int, a int, c int GENERATED ALWAYS AS (a) STORED)",
      "CREATE TABLE v () INHERITS (u)",
    ],
    file: [
      "ALTER TABLE v ALTER a DROP EXPRESSION IF EXISTS",
      "ALTER TABLE v DROP COLUMN nosuch, ALTER c DROP EXPRESSION",
      "ALTER TABLE ONLY u ALTER nosuch DROP EXPRESSION",
      "ALTER TABLE v ALTER xmin DROP EXPRESSION",
      "ALTER TABLE u ALTER c SET EXPRESSION AS (a + 1)",
      "ALTER TABLE u ALTER c DROP EXPRESSION",
      "ALTER TABLE v ALTER c SET DEFAULT 1",
    ],
    first: ["42P16", "42P16", "0A000", "0A000", "", "", ""],
    second: ["42P16", "42P16", "0A000", "0A000", "55000", "55000", ""],
  },
  {
    name: "a primary key of a parent alone wants NOT NULL below",
    before: ["CREATE TABLE u (id int, a int)", "CREATE TABLE v () INHERITS (u)"],
    file: [
      "ALTER TABLE ONLY u ADD PRIMARY KEY (b)",
      "ALTER TABLE ONLY u ADD PRIMARY KEY (id), ADD COLUMN x int",
      "ALTER TABLE v ALTER id SET NOT NULL",
      "ALTER TABLE ONLY u ADD PRIMARY KEY (id)",
    ],
    first: ["XX000", "XX000", "", ""],
    second: ["XX000", "42P16", "", "42P16"],
  },
  {
    name: "a column that is there is added to nothing below either",
    before: ["CREATE TABLE t (id int, a int)", "CREATE TABLE v () INHERITS (t)"],
    file: [
      "ALTER TABLE ONLY t ADD COLUMN IF NOT EXISTS a int UNIQUE",
      "ALTER TABLE ONLY t ADD COLUMN a int",
      "ALTER TABLE ONLY t ADD COLUMN b int",
      "ALTER TABLE ONLY t ADD COLUMN b nosuch",
    ],
    first: ["", "42701", "42P16", "42704"],
    second: ["", "42701", "42P16", "42704"],
  },
];
