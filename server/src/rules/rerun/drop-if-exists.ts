import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "rerun/drop-if-exists",
  title: "DROP without IF EXISTS fails when it is run again",
  why: "The first run has dropped it, so the second run stops there. Every DROP, and every DROP command of ALTER TABLE, TYPE and DOMAIN, has IF EXISTS.",
  severity: "rerun",
  aliases: ["prefer-robust-stmts", "preferRobustStmts"],
  check: (scene) => failures(scene, "drop-if-exists", () => "IF EXISTS makes of it a notice."),
  examples: {
    flags: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "DROP TABLE orders;",
        fixed: "DROP TABLE IF EXISTS orders;",
      },
      {
        given: "CREATE TABLE a (id int); CREATE TABLE b (id int);",
        sql: "drop table a, b cascade;",
        fixed: "drop table if exists a, b cascade;",
      },
      {
        given: "CREATE TABLE orders (id int); CREATE INDEX orders_id ON orders (id);",
        sql: "DROP INDEX CONCURRENTLY orders_id;",
        fixed: "DROP INDEX CONCURRENTLY IF EXISTS orders_id;",
      },
      {
        given: "CREATE TABLE orders (id int, note text);",
        sql: "ALTER TABLE orders DROP note;",
        fixed: "ALTER TABLE orders DROP IF EXISTS note;",
      },
      {
        given: "CREATE TABLE orders (id int, CONSTRAINT c CHECK (id > 0));",
        sql: "ALTER TABLE ONLY orders DROP CONSTRAINT c;",
        fixed: "ALTER TABLE ONLY orders DROP CONSTRAINT IF EXISTS c;",
      },
      {
        given: "CREATE TABLE orders (id int, CONSTRAINT c CHECK (id > 0));",
        sql: "ALTER TABLE orders DROP CONSTRAINT c; DROP TABLE orders;",
        fixed:
          "ALTER TABLE IF EXISTS orders DROP CONSTRAINT IF EXISTS c; DROP TABLE IF EXISTS orders;",
      },
      {
        given: "CREATE TYPE mood AS ENUM ('sad');",
        sql: "DROP TYPE mood;",
        fixed: "DROP TYPE IF EXISTS mood;",
      },
      {
        given: "CREATE FUNCTION one(a int) RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;",
        sql: "DROP FUNCTION one(int);",
        fixed: "DROP FUNCTION IF EXISTS one(int);",
      },
      {
        given: "CREATE TABLE orders (id int); CREATE POLICY mine ON orders USING (true);",
        sql: "DROP POLICY mine ON orders;",
        fixed: "DROP POLICY IF EXISTS mine ON orders;",
      },
      {
        given: "CREATE VIEW one AS SELECT 1 AS n;",
        sql: "DROP VIEW one;",
        fixed: "DROP VIEW IF EXISTS one;",
      },
      {
        given: "CREATE SCHEMA billing;",
        sql: "DROP SCHEMA billing;",
        fixed: "DROP SCHEMA IF EXISTS billing;",
      },
      {
        given: "CREATE ROLE example_reader;",
        sql: "DROP ROLE example_reader;",
        fixed: "DROP ROLE IF EXISTS example_reader;",
      },
      {
        given: "CREATE DOMAIN positive AS int CONSTRAINT above CHECK (VALUE > 0);",
        sql: "ALTER DOMAIN positive DROP CONSTRAINT above;",
        fixed: "ALTER DOMAIN positive DROP CONSTRAINT IF EXISTS above;",
      },
      {
        given: "CREATE TYPE pair AS (a int, b int);",
        sql: "ALTER TYPE pair DROP ATTRIBUTE b;",
        fixed: "ALTER TYPE pair DROP ATTRIBUTE IF EXISTS b;",
      },
      {
        given: "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY);",
        sql: "ALTER TABLE t ALTER COLUMN id DROP IDENTITY;",
        fixed: "ALTER TABLE t ALTER COLUMN id DROP IDENTITY IF EXISTS;",
      },
    ],
    allows: [
      {
        given: "CREATE TABLE orders (id int);",
        sql: "DROP TABLE IF EXISTS orders;",
        because: "the guard holds in the second run",
      },
      {
        sql: "CREATE TABLE scratch (id int); DROP TABLE scratch;",
        because: "the second run creates the table before it drops it",
      },
      {
        given: "CREATE TABLE orders (id int NOT NULL);",
        sql: "ALTER TABLE orders ALTER COLUMN id DROP NOT NULL;",
        because: "PostgreSQL does nothing when the column takes NULL already",
      },
    ],
  },
});
