import { type } from "./columns.ts";
import {
  cascade,
  column,
  composite,
  domain,
  enumType,
  enumValue,
  ifExists,
  ifNotExists,
} from "./names.ts";
import { maybe, pick, set, sql, word } from "./sql.ts";

const inPlace = maybe(sql` ${word("BEFORE", "AFTER")} ${enumValue}`, 3, 1);

export const typeStatement = pick(
  [4, sql`CREATE TYPE ${enumType} AS ENUM (${set(enumValue, 1, 3)})`],
  [4, sql`ALTER TYPE ${enumType} ADD VALUE ${ifNotExists}${enumValue}${inPlace}`],
  [1, sql`ALTER TYPE ${enumType} RENAME VALUE ${enumValue} TO ${enumValue}`],
  [1, sql`ALTER TYPE ${enumType} RENAME TO ${word("mood", "dom")}`],
  [3, sql`DROP TYPE ${ifExists}${pick([3, enumType], [1, composite])}${cascade}`],
  [
    3,
    sql`CREATE DOMAIN ${domain} AS ${word("int", "text", "mood")}${maybe(word(" NOT NULL", " CHECK (VALUE IS NOT NULL)", " CONSTRAINT k CHECK (VALUE IS NOT NULL)"))}`,
  ],
  [
    2,
    sql`ALTER DOMAIN ${domain} ${word("ADD CONSTRAINT k CHECK (VALUE IS NOT NULL)", "ADD CHECK (VALUE IS NOT NULL)", "SET NOT NULL", "DROP NOT NULL", "SET DEFAULT 1", "RENAME TO dom")}`,
  ],
  [1, sql`DROP DOMAIN ${ifExists}${domain}${cascade}`],
  [2, sql`CREATE TYPE ${composite} AS (a int, ${column} ${type})`],
  [
    1,
    sql`ALTER TYPE ${composite} ${pick([2, sql`ADD ATTRIBUTE ${column} ${type}`], [2, sql`DROP ATTRIBUTE ${ifExists}${column}`], [1, sql`RENAME ATTRIBUTE a TO ${column}`])}`,
  ],
);
