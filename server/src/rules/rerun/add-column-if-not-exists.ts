import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "rerun/add-column-if-not-exists",
  title: "ADD COLUMN without IF NOT EXISTS fails when it is run again",
  why: "The second run finds the column of the first run and stops there (42701), and with it every other command of the same ALTER TABLE. IF NOT EXISTS leaves a column of that name as it is, with its constraints.",
  severity: "rerun",
  aliases: ["prefer-robust-stmts", "preferRobustStmts"],
  check: (scene) =>
    failures(
      scene,
      "add-column-if-not-exists",
      () => "IF NOT EXISTS goes by the column's name only.",
    ),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "ALTER TABLE orders ADD COLUMN note text;",
        fixed: "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;",
      },
      {
        given: "create table orders (id int);",
        sql: 'alter table orders\n  add note text, -- free text\n  add column "paidAt" timestamptz;',
        fixed:
          'alter table orders\n  add if not exists note text, -- free text\n  add column if not exists "paidAt" timestamptz;',
      },
      {
        given: "CREATE TABLE orders (id int, old text);",
        also: ["rerun/drop-if-exists"],
        sql: "ALTER TABLE orders DROP COLUMN old, ADD COLUMN new text;",
        fixed: "ALTER TABLE orders DROP COLUMN IF EXISTS old, ADD COLUMN IF NOT EXISTS new text;",
      },
      {
        given: "CREATE TABLE orders (id int);",
        also: ["rerun/guard-needed"],
        sql: "ALTER TABLE orders\n  ADD COLUMN total int NOT NULL DEFAULT 0,\n  -- never below zero\n  ADD CONSTRAINT orders_total CHECK (total >= 0);",
        fixed:
          "ALTER TABLE orders\n  ADD COLUMN IF NOT EXISTS total int NOT NULL DEFAULT 0;\nDO $$\nBEGIN\n  -- never below zero\n  IF NOT EXISTS (\n    SELECT 1 FROM pg_constraint\n    WHERE conname = 'orders_total' AND conrelid = 'orders'::regclass\n  ) THEN\n    ALTER TABLE orders\n      ADD CONSTRAINT orders_total CHECK (total >= 0);\n  END IF;\nEND\n$$;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;",
        because: "the guard holds in the second run",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "ALTER TABLE orders DROP COLUMN IF EXISTS note, ADD COLUMN note text;",
        because: "PostgreSQL drops before it adds, in whatever order the commands are written",
      },
    ],
  },
});
