import {
  cascade,
  column,
  constraint,
  ifExists,
  ifNotExists,
  role,
  schema,
  table,
} from "./names.ts";
import { maybe, pick, sql, word } from "./sql.ts";

export const roleStatement = pick(
  [3, sql`CREATE ROLE ${role}${maybe(" LOGIN")}`],
  [2, sql`DROP ROLE ${ifExists}${role}`],
  [1, sql`ALTER ROLE ${role} ${word("NOLOGIN", "SET search_path = app")}`],
);

export const schemaStatement = pick(
  [4, sql`CREATE SCHEMA ${ifNotExists}${schema}`],
  [2, sql`DROP SCHEMA ${ifExists}${schema}${cascade}`],
  [1, sql`ALTER SCHEMA ${schema} RENAME TO ${schema}`],
);

export const grantStatement = pick(
  [3, sql`GRANT ${word("SELECT", "ALL")} ON ${table} TO ${role}`],
  [1, sql`REVOKE ${word("SELECT", "ALL")} ON ${table} FROM ${role}`],
  [1, sql`GRANT USAGE ON SCHEMA ${schema} TO ${role}`],
  [1, sql`GRANT ${word("EXECUTE ON FUNCTION f() TO r1", "r1 TO r2", "USAGE ON TYPE mood TO r1")}`],
  [1, sql`ALTER DEFAULT PRIVILEGES IN SCHEMA ${schema} GRANT SELECT ON TABLES TO ${role}`],
);

export const commentStatement = sql`COMMENT ON ${pick(
  [3, sql`TABLE ${table}`],
  [2, sql`COLUMN ${table}.${column}`],
  [1, sql`CONSTRAINT ${constraint} ON ${table}`],
  [
    1,
    word("TYPE mood", "FUNCTION f()", "INDEX i", "VIEW x", "SCHEMA app", "ROLE r1", "SEQUENCE s"),
  ],
)} IS ${word("'said'", "NULL")}`;
