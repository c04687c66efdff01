import { cascade, ifExists, policy, role, routineName, table, trigger } from "./names.ts";
import { maybe, pick, sql, word } from "./sql.ts";

const argumentsOf = pick(
  [4, word("", "int")],
  [1, word("text", "x int", "a int, b text DEFAULT 'x'")],
);

const body = pick(
  [
    3,
    word(
      "RETURNS int LANGUAGE sql AS 'SELECT 1'",
      "RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'",
    ),
  ],
  [2, word("RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")],
  [
    1,
    word(
      "RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT chr(120)'",
      "RETURNS void LANGUAGE plpgsql AS 'BEGIN END'",
    ),
  ],
);

export const routineStatement = pick(
  [5, sql`CREATE ${maybe("OR REPLACE ")}FUNCTION ${routineName}(${argumentsOf}) ${body}`],
  [
    3,
    sql`CREATE ${maybe("OR REPLACE ")}FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
  ],
  [
    3,
    sql`DROP FUNCTION ${ifExists}${routineName}${pick([2, sql`(${word("", "int")})`], [1, word("")])}${cascade}`,
  ],
  [1, sql`CREATE ${maybe("OR REPLACE ")}PROCEDURE g() LANGUAGE plpgsql AS 'BEGIN END'`],
  [1, sql`ALTER FUNCTION f(${word("", "int")}) ${word("RENAME TO g", "STABLE", "SET SCHEMA app")}`],
  [1, word("SELECT f()", "SELECT f(1)", "CALL g()")],
);

const event = word("BEFORE INSERT", "AFTER UPDATE", "BEFORE INSERT OR UPDATE", "INSTEAD OF INSERT");

export const triggerStatement = pick(
  [
    4,
    sql`CREATE ${maybe("OR REPLACE ", 2, 1)}TRIGGER ${trigger} ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${word("f", "f", "g")}()`,
  ],
  [2, sql`DROP TRIGGER ${ifExists}${trigger} ON ${table}${cascade}`],
  [1, sql`ALTER TRIGGER ${trigger} ON ${table} RENAME TO ${trigger}`],
);

export const policyStatement = pick(
  [
    5,
    sql`CREATE POLICY ${policy} ON ${table}${maybe(word(" FOR SELECT", " FOR ALL"), 2, 1)}${maybe(sql` TO ${role}`, 3, 1)} USING (${word("true", "a > 0", "id = 1")})`,
  ],
  [2, sql`DROP POLICY ${ifExists}${policy} ON ${table}`],
  [1, sql`ALTER POLICY ${policy} ON ${table} ${word("RENAME TO p", "USING (false)")}`],
);
