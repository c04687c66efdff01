import { condition, constant } from "./columns.ts";
import { column, table } from "./names.ts";
import { list, maybe, pick, set, sql, word } from "./sql.ts";

/** What a row gets besides a constant. */
const value = pick(
  [5, constant],
  [1, word("a + 1")],
  [1, sql`CASE WHEN ${condition} THEN ${constant} ELSE ${pick([1, constant], [1, column])} END`],
  [1, sql`COALESCE(${column}, ${constant})`],
  [1, sql`NULLIF(${column}, ${constant})`],
);

const onConflict = pick(
  [5, word("")],
  [3, word(" ON CONFLICT DO NOTHING", " ON CONFLICT (id) DO NOTHING")],
  [1, sql` ON CONFLICT (${column}) DO ${word("NOTHING", "UPDATE SET a = 2")}`],
  [1, sql` ON CONFLICT (id) DO UPDATE SET ${column} = EXCLUDED.${column}`],
  [1, sql` ON CONFLICT ON CONSTRAINT ${word("k", "t_pkey")} DO NOTHING`],
);

const source = pick(
  [4, word("(id, a) VALUES (1, 1)", "(a, b) VALUES (1, 'x')", "(id, a) VALUES (1, 1), (2, 2)")],
  [2, sql`(${column}) VALUES (${constant})`],
  [1, sql`VALUES (${list(constant, 1, 2)})`],
  [1, word("DEFAULT VALUES")],
  [
    1,
    sql`(${column}) SELECT ${constant} WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${condition})`,
  ],
  [1, sql`(id, a) SELECT id, a FROM ${table}`],
  [1, sql`(${column}) SELECT ${value} FROM ${table}`],
  [1, sql`(${column}) SELECT ${constant} UNION ALL SELECT ${constant}`],
  [1, sql`(${column}) SELECT x FROM (VALUES (${constant}), (${constant})) AS v (x)`],
  [1, word("(id, a) SELECT 1, 1 WHERE NOT EXISTS (SELECT FROM t WHERE id = 1)")],
);

export const rowStatement = pick(
  [8, sql`INSERT INTO ${table} ${source}${onConflict}`],
  [3, sql`UPDATE ${table} SET ${column} = ${value}${maybe(sql` WHERE ${condition}`)}`],
  [
    1,
    sql`UPDATE ${table} SET ${column} = v.x FROM (VALUES (1, ${constant})) AS v (n, x) WHERE id = v.n`,
  ],
  [2, sql`DELETE FROM ${table}${maybe(sql` WHERE ${condition}`)}`],
  [1, sql`TRUNCATE ${table}${maybe(" CASCADE", 3, 1)}`],
  [1, sql`SELECT ${set(column, 1, 2)} FROM ${table}`],
);
