import { createClause } from "../../effects/clauses/create-clause.ts";
import { rule } from "../rule.ts";
import { failures } from "./report.ts";

export default rule({
  id: "rerun/create-or-replace",
  title: "CREATE without OR REPLACE fails when it is run again",
  why: "The second run finds the function, view, trigger or rule of the first run and stops there. PostgreSQL has OR REPLACE for functions, procedures, views, aggregates, rules, languages, transforms and (since 14) triggers; it keeps grants and dependents. Constraint triggers cannot be replaced: they are looked up, or dropped first.",
  severity: "rerun",
  aliases: [],
  check: (scene) =>
    failures(scene, "create-or-replace", () =>
      createClause(scene.surface)?.object === "trigger"
        ? "CREATE OR REPLACE TRIGGER needs PostgreSQL 14."
        : "OR REPLACE keeps its grants and what depends on it.",
    ),
  examples: {
    flags: [
      {
        sql: "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;",
        fixed: "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;",
      },
      {
        sql: "create procedure nothing() language plpgsql as $$ begin end $$;",
        fixed: "create or replace procedure nothing() language plpgsql as $$ begin end $$;",
      },
      {
        given: "CREATE TABLE orders (id int, total int);",
        sql: "CREATE VIEW totals AS\n  SELECT total FROM orders;",
        fixed: "CREATE OR REPLACE VIEW totals AS\n  SELECT total FROM orders;",
      },
      {
        given:
          "CREATE TABLE orders (id int); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;",
        sql: "CREATE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();",
        fixed:
          "CREATE OR REPLACE TRIGGER stamp BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp();",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "CREATE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING;",
        fixed: "CREATE OR REPLACE RULE keep AS ON DELETE TO orders DO INSTEAD NOTHING;",
      },
      {
        sql: "CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');",
        fixed:
          "CREATE OR REPLACE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');",
      },
    ],
    allows: [
      {
        sql: "CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;",
        because: "the second run replaces it by itself",
      },
      {
        given: "CREATE TABLE orders (id int);",
        sql: "DROP VIEW IF EXISTS ids; CREATE VIEW ids AS SELECT id FROM orders;",
        because: "the second run drops the view before it creates it",
      },
      {
        sql: "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; DROP FUNCTION one();",
        because: "the function is gone at the end of the first run",
      },
    ],
  },
});
