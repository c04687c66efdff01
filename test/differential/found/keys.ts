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
  {
    name: "ON CONFLICT ON CONSTRAINT names one that an index stands behind",
    before: [
      "CREATE TABLE t (id int PRIMARY KEY, a int REFERENCES t, b int, CONSTRAINT k CHECK (a > 0), CONSTRAINT nn NOT NULL b, CONSTRAINT x EXCLUDE USING btree (b WITH =))",
    ],
    file: [
      "INSERT INTO t VALUES (1, NULL, 1) ON CONFLICT ON CONSTRAINT k DO NOTHING",
      "INSERT INTO t SELECT 1 WHERE false ON CONFLICT ON CONSTRAINT t_a_fkey DO NOTHING",
      "INSERT INTO t VALUES (NULL) ON CONFLICT ON CONSTRAINT nn DO NOTHING",
      "INSERT INTO t VALUES (1, NULL, 1) ON CONFLICT ON CONSTRAINT x DO UPDATE SET a = 1",
      "INSERT INTO t VALUES (1, NULL, 1) ON CONFLICT ON CONSTRAINT k DO UPDATE SET nope = 1",
      "INSERT INTO t VALUES (1, NULL, 1) ON CONFLICT ON CONSTRAINT nope DO UPDATE SET a = nope",
      "INSERT INTO t VALUES (1, NULL, 1) ON CONFLICT ON CONSTRAINT x DO NOTHING",
      "INSERT INTO t VALUES (2, NULL, 1) ON CONFLICT ON CONSTRAINT x DO NOTHING",
      "INSERT INTO t VALUES (2, NULL, 1) ON CONFLICT ON CONSTRAINT t_pkey DO NOTHING",
      "INSERT INTO t VALUES (2, NULL, 1)",
      "UPDATE t SET b = 2",
    ],
    first: ["42809", "42809", "42809", "42809", "42703", "42704", "", "", "23P01", "23P01", ""],
    second: [
      "42809",
      "42809",
      "42809",
      "42809",
      "42703",
      "42704",
      "23505",
      "",
      "",
      "23505",
      "23P01",
    ],
  },
  {
    name: "ON CONFLICT looks at no key that may be deferred",
    before: ["CREATE TABLE t (id int PRIMARY KEY, a int UNIQUE DEFERRABLE, b int)"],
    file: [
      "INSERT INTO t VALUES (1, 1) ON CONFLICT (id) DO NOTHING",
      "INSERT INTO t VALUES (2, 2) ON CONFLICT DO NOTHING",
      "INSERT INTO t VALUES (2, 2) ON CONFLICT (a) DO NOTHING",
      "INSERT INTO t VALUES (2, 2) ON CONFLICT (a) DO UPDATE SET b = 1",
      "INSERT INTO t VALUES (NULL, 2) ON CONFLICT DO NOTHING",
      "INSERT INTO t SELECT 2 WHERE false ON CONFLICT DO NOTHING",
    ],
    first: ["", "55000", "55000", "55000", "23502", ""],
    second: ["", "55000", "55000", "55000", "23502", ""],
  },
  {
    name: "a foreign key rests on no key that may be deferred",
    before: [
      "CREATE TABLE t (id int PRIMARY KEY DEFERRABLE, a int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
    ],
    file: [
      "CREATE TABLE u (a int REFERENCES t)",
      "CREATE TABLE u (a int REFERENCES t (id))",
      "CREATE TABLE u (a text REFERENCES t (a))",
      "CREATE UNIQUE INDEX j ON t (id)",
      "CREATE TABLE u (a int REFERENCES t (id))",
    ],
    first: ["55000", "55000", "55000", "", ""],
    second: ["42P07", "42P07", "42P07", "42P07", "42P07"],
  },
  {
    name: "USING INDEX takes the name before it looks at other constraints",
    before: [
      "CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT k CHECK (a > 0))",
      "CREATE UNIQUE INDEX j ON t (id)",
    ],
    file: [
      "ALTER TABLE t ADD CONSTRAINT t PRIMARY KEY USING INDEX j",
      "ALTER TABLE t ADD CONSTRAINT k PRIMARY KEY USING INDEX j",
      "ALTER TABLE t ADD CONSTRAINT k UNIQUE USING INDEX j",
      "ALTER TABLE t ADD CONSTRAINT l UNIQUE USING INDEX j DEFERRABLE",
      "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
    ],
    first: ["42P07", "42P16", "23505", "", "55000"],
    second: ["42704", "42704", "42704", "42704", "55000"],
  },
  {
    name: "the renamed index has the name before there is a second primary key",
    before: ["CREATE TABLE t (id int, a int)"],
    file: [
      "CREATE UNIQUE INDEX j ON t (id, a)",
      "ALTER TABLE t ADD CONSTRAINT l PRIMARY KEY USING INDEX j",
    ],
    first: ["", ""],
    second: ["", "42P07"],
    world: "open",
  },
];
