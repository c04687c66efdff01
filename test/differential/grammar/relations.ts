import { condition } from "./columns.ts";
import {
  cascade,
  column,
  ifExists,
  ifNotExists,
  index,
  indexName,
  sequence,
  table,
  view,
} from "./names.ts";
import { maybe, pick, set, sql, word } from "./sql.ts";
import { query } from "./tables.ts";

const keys = pick(
  [8, set(column, 1, 2)],
  [1, word("lower(b)", "(a + 1)", "a DESC", "b text_pattern_ops")],
);

export const createIndex = pick(
  [
    6,
    sql`CREATE ${maybe("UNIQUE ", 2, 1)}INDEX ${ifNotExists}${indexName} ON ${table} (${keys})${maybe(sql` WHERE ${condition}`, 4, 1)}`,
  ],
  [2, sql`CREATE ${maybe("UNIQUE ", 2, 1)}INDEX ON ${table} (${keys})`],
  [1, sql`CREATE INDEX CONCURRENTLY ${ifNotExists}${indexName} ON ${table} (${keys})`],
  [1, sql`CREATE INDEX ${indexName} ON ${table} (${column}) INCLUDE (${column})`],
  [
    1,
    sql`CREATE INDEX ${indexName} ON ${table} (${column}) WITH (${word("fillfactor = 70", "fastupdate = off", "fillfactor = 5")})`,
  ],
);

export const changeIndex = pick(
  [4, sql`DROP INDEX ${ifExists}${index}${cascade}`],
  [1, sql`ALTER INDEX ${ifExists}${index} RENAME TO ${indexName}`],
  [1, sql`DROP INDEX CONCURRENTLY ${ifExists}${index}`],
);

export const viewStatement = pick(
  [
    5,
    sql`CREATE ${maybe("OR REPLACE ")}VIEW ${view}${maybe(sql` (${set(column, 1, 2)})`, 4, 1)} AS ${query}`,
  ],
  [3, sql`CREATE MATERIALIZED VIEW ${ifNotExists}${view} AS ${query}`],
  [2, sql`DROP ${word("VIEW", "VIEW", "MATERIALIZED VIEW")} ${ifExists}${view}${cascade}`],
  [1, sql`ALTER VIEW ${ifExists}${view} RENAME TO ${word("x", "t")}`],
  [1, sql`REFRESH MATERIALIZED VIEW ${view}`],
);

export const sequenceStatement = pick(
  [3, sql`CREATE SEQUENCE ${ifNotExists}${sequence}`],
  [1, sql`CREATE SEQUENCE ${ifNotExists}${sequence} OWNED BY ${word("t", "u")}.${column}`],
  [2, sql`DROP SEQUENCE ${ifExists}${sequence}${cascade}`],
  [
    1,
    sql`ALTER SEQUENCE ${ifExists}${sequence} ${word("RENAME TO s", "OWNED BY t.a", "OWNED BY NONE", "RESTART", "INCREMENT 2")}`,
  ],
  [1, sql`SELECT setval('s', 5)`],
);
