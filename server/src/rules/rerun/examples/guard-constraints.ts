import type { Example } from "../../rule.ts";
import { guarded, lines, unless } from "./lines.ts";

/** ADD CONSTRAINT, each sort. */
export const constraintExamples: readonly [Example, ...Example[]] = [
  {
    given: "CREATE TABLE orders (id int);",
    sql: "ALTER TABLE orders ADD CONSTRAINT orders_id_positive CHECK (id > 0);",
    fixed: guarded(
      unless("pg_constraint", "conname = 'orders_id_positive' AND conrelid = 'orders'::regclass"),
      ["ALTER TABLE orders ADD CONSTRAINT orders_id_positive CHECK (id > 0);"],
    ),
  },
  {
    given: 'create table "Order" (id int);',
    sql: lines(
      'alter table only "public"."Order"',
      '    add constraint "Order_Id" unique ("id"); -- keep me',
    ),
    fixed: lines(
      "do $$",
      "begin",
      "  if not exists (",
      "    select 1 from pg_constraint",
      "    where conname = 'Order_Id' and conrelid = '\"public\".\"Order\"'::regclass",
      "  ) then",
      '    alter table only "public"."Order"',
      '        add constraint "Order_Id" unique ("id");',
      "  end if;",
      "end",
      "$$; -- keep me",
    ),
  },
  {
    given: "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE orders (user_id int);",
    sql: lines(
      "ALTER TABLE orders",
      "  ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;",
    ),
    fixed: guarded(
      unless("pg_constraint", "conname = 'orders_user' AND conrelid = 'orders'::regclass"),
      [
        "ALTER TABLE orders",
        "  ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;",
      ],
    ),
  },
  {
    given: "CREATE TABLE orders (id int NOT NULL);",
    sql: "ALTER TABLE orders ADD PRIMARY KEY (id);",
    fixed: guarded(unless("pg_constraint", "conrelid = 'orders'::regclass AND contype = 'p'"), [
      "ALTER TABLE orders ADD PRIMARY KEY (id);",
    ]),
  },
  {
    given: "CREATE TABLE orders (id int NOT NULL);",
    sql: "ALTER TABLE orders ADD CONSTRAINT orders_key PRIMARY KEY (id);",
    fixed: guarded(
      unless("pg_constraint", "conname = 'orders_key' AND conrelid = 'orders'::regclass"),
      ["ALTER TABLE orders ADD CONSTRAINT orders_key PRIMARY KEY (id);"],
    ),
  },
  {
    given: "CREATE TABLE rooms (during tsrange);",
    sql: "ALTER TABLE rooms ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);",
    fixed: guarded(
      unless("pg_constraint", "conname = 'no_overlap' AND conrelid = 'rooms'::regclass"),
      ["ALTER TABLE rooms ADD CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&);"],
    ),
  },
  {
    given: "CREATE TABLE orders (id int NOT NULL); CREATE UNIQUE INDEX orders_id ON orders (id);",
    sql: "ALTER TABLE orders ADD CONSTRAINT orders_pk PRIMARY KEY USING INDEX orders_id;",
    fixed: guarded(
      unless("pg_constraint", "conname = 'orders_pk' AND conrelid = 'orders'::regclass"),
      ["ALTER TABLE orders ADD CONSTRAINT orders_pk PRIMARY KEY USING INDEX orders_id;"],
    ),
  },
  {
    given: "CREATE TABLE orders (id int, total int);",
    sql: lines(
      "ALTER TABLE orders",
      "  ALTER COLUMN total SET DEFAULT 0,",
      "  ADD CONSTRAINT a CHECK (id > 0), -- first",
      "  ADD CONSTRAINT b CHECK (total > 0);",
    ),
    fixed: lines(
      "ALTER TABLE orders",
      "  ALTER COLUMN total SET DEFAULT 0;",
      "DO $$",
      "BEGIN",
      "  -- first",
      "  IF NOT EXISTS (",
      "    SELECT 1 FROM pg_constraint",
      "    WHERE conname = 'a' AND conrelid = 'orders'::regclass",
      "  ) THEN",
      "    ALTER TABLE orders",
      "      ADD CONSTRAINT a CHECK (id > 0);",
      "  END IF;",
      "  IF NOT EXISTS (",
      "    SELECT 1 FROM pg_constraint",
      "    WHERE conname = 'b' AND conrelid = 'orders'::regclass",
      "  ) THEN",
      "    ALTER TABLE orders",
      "      ADD CONSTRAINT b CHECK (total > 0);",
      "  END IF;",
      "END",
      "$$;",
    ),
  },
  {
    given: "CREATE DOMAIN positive AS int;",
    sql: "ALTER DOMAIN positive ADD CONSTRAINT above CHECK (VALUE > 0);",
    fixed: guarded(
      unless("pg_constraint", "conname = 'above' AND contypid = 'positive'::regtype"),
      ["ALTER DOMAIN positive ADD CONSTRAINT above CHECK (VALUE > 0);"],
    ),
  },
  {
    given: "CREATE TABLE t (note text);",
    sql: "ALTER TABLE t ADD CONSTRAINT c CHECK (note <> '$$');",
    fixed: lines(
      "DO $guard$",
      "BEGIN",
      "  IF NOT EXISTS (",
      "    SELECT 1 FROM pg_constraint",
      "    WHERE conname = 'c' AND conrelid = 't'::regclass",
      "  ) THEN",
      "    ALTER TABLE t ADD CONSTRAINT c CHECK (note <> '$$');",
      "  END IF;",
      "END",
      "$guard$;",
    ),
  },
];
