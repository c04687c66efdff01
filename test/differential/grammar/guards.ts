import {
  column,
  constraint,
  enumValue,
  indexName,
  policy,
  role,
  schema,
  trigger,
} from "./names.ts";
import { maybe, pick, type Sql, sql, word } from "./sql.ts";

/** The look-ups that people write before a statement: right ones, and ones that miss the schema or the table. */
const name = word("t", "u", "v", "x");
const quoted = (arbitrary: Sql): Sql => arbitrary.map((text) => `'${text}'`);
const ofSchema = (called: string): Sql =>
  maybe(sql` AND ${called} = ${word("'public'", "'app'", "current_schema()")}`);

const lookUp = pick(
  [3, sql`SELECT 1 FROM pg_constraint WHERE conname = ${quoted(constraint)}`],
  [
    2,
    sql`SELECT 1 FROM pg_constraint WHERE conname = ${quoted(constraint)} AND conrelid = '${name}'::regclass`,
  ],
  [
    1,
    sql`SELECT 1 FROM pg_constraint WHERE conrelid = to_regclass('${name}') AND contype = ${word("'p'", "'f'", "'u'", "'c'")}`,
  ],
  [
    3,
    sql`SELECT 1 FROM information_schema.columns WHERE table_name = '${name}' AND column_name = ${quoted(column)}${ofSchema("table_schema")}`,
  ],
  [
    2,
    sql`SELECT FROM information_schema.tables WHERE table_name = '${name}'${ofSchema("table_schema")}`,
  ],
  [
    1,
    sql`SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = ${quoted(constraint)} AND table_name = '${name}'`,
  ],
  [2, sql`SELECT 1 FROM pg_type WHERE typname = ${word("'mood'", "'dom'", "'comp'", "'t'")}`],
  [
    1,
    sql`SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE typname = 'mood'${ofSchema("nspname")}`,
  ],
  [
    1,
    sql`SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'mood' AND e.enumlabel = ${enumValue}`,
  ],
  [2, sql`SELECT FROM pg_roles WHERE rolname = ${quoted(role)}`],
  [
    1,
    sql`SELECT 1 FROM pg_policies WHERE policyname = ${quoted(policy)} AND tablename = '${name}'${ofSchema("schemaname")}`,
  ],
  [
    1,
    sql`SELECT 1 FROM pg_trigger WHERE tgname = ${quoted(trigger)}${maybe(sql` AND tgrelid = '${name}'::regclass`)}`,
  ],
  [1, sql`SELECT 1 FROM pg_proc WHERE proname = ${word("'f'", "'g'")}`],
  [
    1,
    sql`SELECT 1 FROM pg_indexes WHERE indexname = ${quoted(indexName)}${ofSchema("schemaname")}`,
  ],
  [
    1,
    sql`SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname = '${name}'${ofSchema("n.nspname")}`,
  ],
  [1, sql`SELECT 1 FROM pg_tables WHERE tablename = '${name}'${ofSchema("schemaname")}`],
  [
    1,
    sql`SELECT 1 FROM pg_attribute WHERE attrelid = '${name}'::regclass AND attname = ${quoted(column)} AND NOT attisdropped`,
  ],
  [1, sql`SELECT 1 FROM pg_namespace WHERE nspname = ${quoted(schema)}`],
  [1, sql`SELECT 1 FROM ${name} WHERE a = 1`],
);

export const guard = pick(
  [5, sql`NOT EXISTS (${lookUp})`],
  [3, sql`EXISTS (${lookUp})`],
  [1, sql`to_regclass('${name}') IS ${word("NULL", "NOT NULL")}`],
  [1, sql`(SELECT count(*) FROM pg_tables WHERE tablename = '${name}') = 0`],
);
