import { columnDefinition, constant, defaultValue, type } from "./columns.ts";
import { addedConstraint } from "./constraints.ts";
import {
  cascade,
  column,
  constraint,
  ifExists,
  ifNotExists,
  role,
  schema,
  table,
  trigger,
} from "./names.ts";
import { list, maybe, pick, type Sql, sql, word } from "./sql.ts";
import { partitionBound } from "./tables.ts";

const only = maybe("ONLY ", 9, 1);

/** What may stand beside other commands. */
const command: Sql = pick(
  [10, sql`ADD COLUMN ${ifNotExists}${columnDefinition}`],
  [6, sql`DROP COLUMN ${ifExists}${column}${cascade}`],
  [12, sql`ADD ${addedConstraint}`],
  [6, sql`DROP CONSTRAINT ${ifExists}${constraint}${cascade}`],
  [3, sql`ALTER COLUMN ${column} SET NOT NULL`],
  [2, sql`ALTER COLUMN ${column} DROP NOT NULL`],
  [3, sql`ALTER COLUMN ${column} SET DEFAULT ${defaultValue}`],
  [2, sql`ALTER COLUMN ${column} DROP DEFAULT`],
  [3, sql`ALTER COLUMN ${column} ADD GENERATED ${word("ALWAYS", "BY DEFAULT")} AS IDENTITY`],
  [2, sql`ALTER COLUMN ${column} DROP IDENTITY ${ifExists}`],
  [1, sql`ALTER COLUMN ${column} DROP EXPRESSION ${ifExists}`],
  [2, sql`VALIDATE CONSTRAINT ${constraint}`],
  [2, word("ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY")],
  [1, sql`OWNER TO ${role}`],
  [1, word("SET (fillfactor = 70)", "RESET (fillfactor)", "SET UNLOGGED")],
  [1, sql`${word("DISABLE", "ENABLE")} TRIGGER ${pick([3, trigger], [1, word("ALL")])}`],
  [2, sql`${word("INHERIT", "NO INHERIT")} ${table}`],
);

/** Alone: it is prepared before commands are carried out that stand before it. */
const typeChange = sql`ALTER COLUMN ${column} TYPE ${type}${maybe(sql` USING ${pick([3, sql`${column}::text::${type}`], [1, constant])}`, 2, 1)}`;

const partitioned = pick([2, word("app.u")], [1, table]);

export const alterTable = pick(
  [
    14,
    sql`ALTER TABLE ${ifExists}${only}${table} ${pick([10, command], [4, list(command, 2, 3)], [1, typeChange])}`,
  ],
  [2, sql`ALTER TABLE ${ifExists}${table} RENAME COLUMN ${column} TO ${column}`],
  [1, sql`ALTER TABLE ${ifExists}${table} RENAME CONSTRAINT ${constraint} TO ${constraint}`],
  [2, sql`ALTER TABLE ${ifExists}${table} RENAME TO ${word("t", "u", "v", "x")}`],
  [1, sql`ALTER TABLE ${ifExists}${table} SET SCHEMA ${schema}`],
  [2, sql`ALTER TABLE ${partitioned} ATTACH PARTITION ${table} ${partitionBound}`],
  [1, sql`ALTER TABLE ${partitioned} DETACH PARTITION ${table}`],
);
