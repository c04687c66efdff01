import type { Example } from "../../rule.ts";
import { guarded, lines, when } from "./lines.ts";

const hasColumn = (table: string, column: string): readonly string[] =>
  when(
    "pg_attribute",
    `attrelid = to_regclass('${table}') AND attname = '${column}' AND NOT attisdropped`,
  );

/** Statements about something that a later statement of the file takes away; and what comes back under an old name. */
export const goneExamples: readonly Example[] = [
  {
    given: "CREATE TABLE orders (id int, old text, new text);",
    sql: lines("UPDATE orders SET new = old;", "ALTER TABLE orders DROP COLUMN IF EXISTS old;"),
    fixed: lines(
      guarded(hasColumn("orders", "old"), ["UPDATE orders SET new = old;"]),
      "ALTER TABLE orders DROP COLUMN IF EXISTS old;",
    ),
  },
  {
    given: "CREATE TABLE a (id int); CREATE TABLE b (id int PRIMARY KEY);",
    sql: lines(
      "INSERT INTO b",
      "SELECT a.id FROM a",
      "ON CONFLICT DO NOTHING;",
      "DROP TABLE IF EXISTS a;",
    ),
    fixed: lines(
      guarded(
        ["IF to_regclass('a') IS NOT NULL THEN"],
        ["INSERT INTO b", "SELECT a.id FROM a", "ON CONFLICT DO NOTHING;"],
      ),
      "DROP TABLE IF EXISTS a;",
    ),
  },
  {
    given: "CREATE TABLE a (id int);",
    sql: lines("COMMENT ON TABLE a IS 'old; see b';", "DROP TABLE IF EXISTS a;"),
    fixed: lines(
      guarded(["IF to_regclass('a') IS NOT NULL THEN"], ["COMMENT ON TABLE a IS 'old; see b';"]),
      "DROP TABLE IF EXISTS a;",
    ),
  },
  {
    given: "CREATE TABLE a (id int);",
    sql: lines("REVOKE ALL ON public.a FROM PUBLIC;", "DROP TABLE IF EXISTS public.a;"),
    fixed: lines(
      guarded(
        ["IF to_regclass('public.a') IS NOT NULL THEN"],
        ["REVOKE ALL ON public.a FROM PUBLIC;"],
      ),
      "DROP TABLE IF EXISTS public.a;",
    ),
  },
  {
    given: "CREATE TABLE orders (id int, note text);",
    sql: lines(
      "CREATE INDEX orders_note ON orders (note);",
      "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('orders') AND attname = 'note' AND NOT attisdropped) THEN ALTER TABLE orders RENAME COLUMN note TO remark; END IF; END $$;",
    ),
    fixed: lines(
      guarded(hasColumn("orders", "note"), [
        "CREATE INDEX IF NOT EXISTS orders_note ON orders (note);",
      ]),
      "DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('orders') AND attname = 'note' AND NOT attisdropped) THEN ALTER TABLE orders RENAME COLUMN note TO remark; END IF; END $$;",
    ),
  },
  {
    given: "CREATE TABLE orders (id int);",
    sql: lines(
      "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;",
      "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('orders') AND attname = 'remark' AND NOT attisdropped) THEN ALTER TABLE orders RENAME COLUMN note TO remark; END IF; END $$;",
    ),
    fixed: lines(
      "DO $$",
      "BEGIN",
      "  IF NOT EXISTS (",
      "    SELECT 1 FROM pg_attribute",
      "    WHERE attrelid = to_regclass('orders') AND attname = 'remark' AND NOT attisdropped",
      "  ) THEN",
      "    ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;",
      "  END IF;",
      "END",
      "$$;",
      "DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass('orders') AND attname = 'remark' AND NOT attisdropped) THEN ALTER TABLE orders RENAME COLUMN note TO remark; END IF; END $$;",
    ),
  },
  {
    given: "CREATE TYPE plan AS ENUM ('TEAM', 'PRO'); CREATE TABLE orders (plan plan);",
    sql: lines(
      "UPDATE orders SET plan = 'PRO' WHERE plan = 'TEAM';",
      "ALTER TYPE plan RENAME TO plan_old;",
      "CREATE TYPE plan AS ENUM ('PRO');",
      "ALTER TABLE orders ALTER COLUMN plan TYPE plan USING plan::text::plan;",
      "DROP TYPE plan_old;",
    ),
    fixed: lines(
      guarded(when("pg_enum", "enumtypid = to_regtype('plan') AND enumlabel = 'TEAM'"), [
        "UPDATE orders SET plan = 'PRO' WHERE plan = 'TEAM';",
      ]),
      "ALTER TYPE plan RENAME TO plan_old;",
      "CREATE TYPE plan AS ENUM ('PRO');",
      "ALTER TABLE orders ALTER COLUMN plan TYPE plan USING plan::text::plan;",
      "DROP TYPE plan_old;",
    ),
  },
];
