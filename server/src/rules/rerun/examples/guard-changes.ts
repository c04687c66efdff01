import type { Example } from "../../rule.ts";
import { guarded, lines, unless, when } from "./lines.ts";

const noIdentity = when(
  "pg_attribute",
  "attrelid = to_regclass('t') AND attname = 'id' AND NOT attisdropped AND attidentity = ''",
);

/** RENAME, SET SCHEMA, ATTACH and their like. */
export const changeExamples: readonly Example[] = [
  {
    given: "CREATE TABLE orders (id int, note text);",
    sql: "ALTER TABLE orders RENAME COLUMN note TO remark;",
    fixed: guarded(
      when(
        "pg_attribute",
        "attrelid = to_regclass('orders') AND attname = 'note' AND NOT attisdropped",
      ),
      ["ALTER TABLE orders RENAME COLUMN note TO remark;"],
    ),
  },
  {
    given: "CREATE TABLE community (description text);",
    sql: lines(
      "ALTER TABLE community RENAME COLUMN description TO sidebar;",
      "ALTER TABLE community ADD COLUMN IF NOT EXISTS description varchar(150);",
    ),
    fixed: lines(
      "DO $$",
      "BEGIN",
      "  IF EXISTS (",
      "    SELECT 1 FROM pg_attribute",
      "    WHERE attrelid = to_regclass('community') AND attname = 'description' AND NOT attisdropped",
      "  ) AND NOT EXISTS (",
      "    SELECT 1 FROM pg_attribute",
      "    WHERE attrelid = to_regclass('community') AND attname = 'sidebar' AND NOT attisdropped",
      "  ) THEN",
      "    ALTER TABLE community RENAME COLUMN description TO sidebar;",
      "  END IF;",
      "END",
      "$$;",
      "ALTER TABLE community ADD COLUMN IF NOT EXISTS description varchar(150);",
    ),
  },
  {
    given: "CREATE TABLE orders (id int);",
    sql: "ALTER TABLE orders RENAME TO purchases;",
    fixed: "ALTER TABLE IF EXISTS orders RENAME TO purchases;",
  },
  {
    given: "CREATE TABLE orders (id int); CREATE INDEX a ON orders (id);",
    sql: "alter index a rename to b;",
    fixed: "alter index if exists a rename to b;",
  },
  {
    given: "CREATE TABLE orders (id int CONSTRAINT a CHECK (id > 0));",
    sql: "ALTER TABLE orders RENAME CONSTRAINT a TO b;",
    fixed: guarded(when("pg_constraint", "conname = 'a' AND conrelid = 'orders'::regclass"), [
      "ALTER TABLE orders RENAME CONSTRAINT a TO b;",
    ]),
  },
  {
    given: "CREATE TYPE mood AS ENUM ('sad');",
    sql: "ALTER TYPE mood RENAME TO feeling;",
    fixed: guarded(
      ["IF to_regtype('mood') IS NOT NULL THEN"],
      ["ALTER TYPE mood RENAME TO feeling;"],
    ),
  },
  {
    given: "CREATE TYPE mood AS ENUM ('sad');",
    sql: "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';",
    fixed: guarded(when("pg_enum", "enumtypid = to_regtype('mood') AND enumlabel = 'sad'"), [
      "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';",
    ]),
  },
  {
    given: "CREATE TYPE pair AS (a int, b int);",
    sql: "ALTER TYPE pair RENAME ATTRIBUTE b TO c;",
    fixed: guarded(
      when("pg_attribute", "attrelid = to_regclass('pair') AND attname = 'b' AND NOT attisdropped"),
      ["ALTER TYPE pair RENAME ATTRIBUTE b TO c;"],
    ),
  },
  {
    given: "CREATE TYPE pair AS (a int);",
    sql: "ALTER TYPE pair ADD ATTRIBUTE b int;",
    fixed: guarded(
      unless(
        "pg_attribute",
        "attrelid = to_regclass('pair') AND attname = 'b' AND NOT attisdropped",
      ),
      ["ALTER TYPE pair ADD ATTRIBUTE b int;"],
    ),
  },
  {
    given: "CREATE ROLE example_reader;",
    sql: "ALTER ROLE example_reader RENAME TO example_viewer;",
    fixed: guarded(when("pg_roles", "rolname = 'example_reader'"), [
      "ALTER ROLE example_reader RENAME TO example_viewer;",
    ]),
  },
  {
    given: "CREATE SCHEMA shop;",
    sql: "ALTER SCHEMA shop RENAME TO store;",
    fixed: guarded(when("pg_namespace", "nspname = 'shop'"), [
      "ALTER SCHEMA shop RENAME TO store;",
    ]),
  },
  {
    given: "CREATE FUNCTION one(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';",
    sql: "ALTER FUNCTION one(int) RENAME TO two;",
    fixed: guarded(
      ["IF to_regprocedure('one(integer)') IS NOT NULL THEN"],
      ["ALTER FUNCTION one(int) RENAME TO two;"],
    ),
  },
  {
    given: "CREATE TABLE orders (id int); CREATE POLICY a ON orders USING (true);",
    sql: "ALTER POLICY a ON orders RENAME TO b;",
    // PostgreSQL looks for the new name first (rename_policy).
    fixed: guarded(unless("pg_policy", "polname = 'b' AND polrelid = 'orders'::regclass"), [
      "ALTER POLICY a ON orders RENAME TO b;",
    ]),
  },
  {
    given: "CREATE SCHEMA archive; CREATE TABLE orders (id int);",
    sql: "ALTER TABLE orders SET SCHEMA archive;",
    fixed: "ALTER TABLE IF EXISTS orders SET SCHEMA archive;",
  },
  {
    given: "CREATE SCHEMA archive; CREATE TYPE mood AS ENUM ('sad');",
    sql: "ALTER TYPE mood SET SCHEMA archive;",
    fixed: guarded(
      ["IF to_regtype('mood') IS NOT NULL THEN"],
      ["ALTER TYPE mood SET SCHEMA archive;"],
    ),
  },
  {
    given: "CREATE TABLE logs (day date) PARTITION BY RANGE (day); CREATE TABLE logs_a (day date);",
    sql: lines(
      "ALTER TABLE logs ATTACH PARTITION logs_a",
      "  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
    ),
    fixed: guarded(
      unless("pg_inherits", "inhrelid = 'logs_a'::regclass AND inhparent = 'logs'::regclass"),
      [
        "ALTER TABLE logs ATTACH PARTITION logs_a",
        "  FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      ],
    ),
  },
  {
    given:
      "CREATE TABLE logs (day date) PARTITION BY RANGE (day); CREATE TABLE logs_a PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
    sql: "ALTER TABLE logs DETACH PARTITION logs_a;",
    fixed: guarded(
      when("pg_inherits", "inhrelid = 'logs_a'::regclass AND inhparent = 'logs'::regclass"),
      ["ALTER TABLE logs DETACH PARTITION logs_a;"],
    ),
  },
  {
    given: "CREATE TABLE a (id int); CREATE TABLE b (id int);",
    sql: "ALTER TABLE b INHERIT a;",
    fixed: guarded(
      unless("pg_inherits", "inhrelid = 'b'::regclass AND inhparent = 'a'::regclass"),
      ["ALTER TABLE b INHERIT a;"],
    ),
  },
  {
    given: "CREATE TABLE t (id int NOT NULL);",
    sql: "ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;",
    fixed: guarded(
      when(
        "pg_attribute",
        "attrelid = to_regclass('t') AND attname = 'id' AND NOT attisdropped AND attidentity = ''",
      ),
      ["ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;"],
    ),
  },
  {
    given: "CREATE TABLE t (id int NOT NULL);",
    sql: "ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME s);",
    fixed: guarded(
      when(
        "pg_attribute",
        "attrelid = to_regclass('t') AND attname = 'id' AND NOT attisdropped AND attidentity = ''",
      ),
      ["ALTER TABLE t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME s);"],
    ),
  },
  {
    given: "CREATE TABLE t (id serial NOT NULL);",
    sql: "ALTER TABLE t ALTER id DROP DEFAULT; DROP SEQUENCE t_id_seq; ALTER TABLE t ALTER id ADD GENERATED ALWAYS AS IDENTITY;",
    fixed: [
      "ALTER TABLE t ALTER id DROP DEFAULT;",
      "DROP SEQUENCE IF EXISTS t_id_seq;",
      "ALTER TABLE t ALTER id ADD GENERATED ALWAYS AS IDENTITY;",
    ]
      .map((statement) => guarded(noIdentity, [statement]))
      .join(" "),
  },
  {
    given: "CREATE TABLE t (id int NOT NULL); CREATE UNIQUE INDEX once ON t (id);",
    sql: "DROP INDEX once; ALTER TABLE t ADD CONSTRAINT once UNIQUE (id);",
    fixed: [
      guarded(unless("pg_constraint", "conname = 'once' AND conrelid = to_regclass('t')"), [
        "DROP INDEX IF EXISTS once;",
      ]),
      guarded(unless("pg_constraint", "conname = 'once' AND conrelid = 't'::regclass"), [
        "ALTER TABLE t ADD CONSTRAINT once UNIQUE (id);",
      ]),
    ].join(" "),
  },
];
