import { createClause } from "../../effects/clauses/create-clause.ts";
import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "rerun/create-if-not-exists",
  title: "CREATE without IF NOT EXISTS fails when it is run again",
  why: "The second run finds the object of the first run and stops there. PostgreSQL has IF NOT EXISTS for tables, indexes, schemas, sequences, extensions, materialized views, foreign tables, servers, user mappings, collations and statistics. It compares the name only: an object of that name with another shape stays as it is.",
  severity: "rerun",
  aliases: ["prefer-robust-stmts", "preferRobustStmts"],
  check: (scene) =>
    failures(scene, "create-if-not-exists", () =>
      createClause(scene.surface)?.concurrently
        ? "IF NOT EXISTS goes by the name only: an invalid index that a failed CONCURRENTLY build left behind is kept, and has to be dropped by hand."
        : "IF NOT EXISTS goes by the name only.",
    ),
  examples: {
    flags: [
      {
        sql: "CREATE TABLE orders (id int PRIMARY KEY);",
        fixed: "CREATE TABLE IF NOT EXISTS orders (id int PRIMARY KEY);",
      },
      {
        given: "create table orders (id int, placed_at timestamptz);",
        sql: "create index orders_placed_at on orders (placed_at);",
        fixed: "create index if not exists orders_placed_at on orders (placed_at);",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE UNIQUE INDEX /* by number */ orders_id ON public.orders\n\tUSING btree (id);",
        fixed:
          "CREATE UNIQUE INDEX IF NOT EXISTS /* by number */ orders_id ON public.orders\n\tUSING btree (id);",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE INDEX CONCURRENTLY orders_id ON orders (id);",
        fixed: "CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_id ON orders (id);",
      },
      {
        sql: 'CREATE UNLOGGED TABLE "Cache" (key text);',
        fixed: 'CREATE UNLOGGED TABLE IF NOT EXISTS "Cache" (key text);',
      },
      {
        given: "CREATE TABLE logs (day date) PARTITION BY RANGE (day);",
        sql: "CREATE TABLE logs_2026 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
        fixed:
          "CREATE TABLE IF NOT EXISTS logs_2026 PARTITION OF logs FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
      },
      {
        sql: "CREATE TABLE numbers AS SELECT 1 AS n;",
        fixed: "CREATE TABLE IF NOT EXISTS numbers AS SELECT 1 AS n;",
      },
      {
        sql: "CREATE SCHEMA billing;",
        fixed: "CREATE SCHEMA IF NOT EXISTS billing;",
      },
      {
        sql: "CREATE SEQUENCE invoice_number START 1000;",
        fixed: "CREATE SEQUENCE IF NOT EXISTS invoice_number START 1000;",
      },
      {
        sql: "CREATE EXTENSION tcn;",
        fixed: "CREATE EXTENSION IF NOT EXISTS tcn;",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE MATERIALIZED VIEW order_ids AS SELECT id FROM orders;",
        fixed: "CREATE MATERIALIZED VIEW IF NOT EXISTS order_ids AS SELECT id FROM orders;",
      },
      {
        sql: "CREATE COLLATION german (provider = icu, locale = 'de');",
        fixed: "CREATE COLLATION IF NOT EXISTS german (provider = icu, locale = 'de');",
      },
      {
        given: "CREATE TABLE t (a int, b int);",
        sql: "CREATE STATISTICS t_ab (dependencies) ON a, b FROM t;",
        fixed: "CREATE STATISTICS IF NOT EXISTS t_ab (dependencies) ON a, b FROM t;",
      },
      {
        given: "CREATE FOREIGN DATA WRAPPER dummy;",
        sql: "CREATE SERVER elsewhere FOREIGN DATA WRAPPER dummy;",
        fixed: "CREATE SERVER IF NOT EXISTS elsewhere FOREIGN DATA WRAPPER dummy;",
      },
      {
        given:
          "CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER elsewhere FOREIGN DATA WRAPPER dummy;",
        sql: "CREATE USER MAPPING FOR CURRENT_USER SERVER elsewhere;",
        fixed: "CREATE USER MAPPING IF NOT EXISTS FOR CURRENT_USER SERVER elsewhere;",
      },
      {
        given:
          "CREATE FOREIGN DATA WRAPPER dummy; CREATE SERVER elsewhere FOREIGN DATA WRAPPER dummy;",
        sql: "CREATE FOREIGN TABLE there (a int) SERVER elsewhere;",
        fixed: "CREATE FOREIGN TABLE IF NOT EXISTS there (a int) SERVER elsewhere;",
      },
    ],
    allows: [
      {
        sql: "CREATE TABLE IF NOT EXISTS orders (id int);",
        because: "the guard holds in the second run",
      },
      {
        sql: "DROP TABLE IF EXISTS orders; CREATE TABLE orders (id int);",
        because: "the second run drops the table before it creates it",
      },
      {
        sql: "CREATE TEMP TABLE t (a int); DROP TABLE t;",
        because: "the table is gone at the end of the first run",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "DROP INDEX IF EXISTS orders_id; CREATE INDEX orders_id ON orders (id);",
        because: "the second run drops the index before it creates it",
      },
      {
        sql: "BEGIN; CREATE TABLE orders (id int); ROLLBACK;",
        because: "nothing is left of it",
      },
    ],
  },
});
