import { guard } from "./guards.ts";
import { column, enumValue } from "./names.ts";
import { list, pick, type Sql, sql, word } from "./sql.ts";

const handled = pick(
  [5, word("duplicate_object", "duplicate_table", "duplicate_column")],
  [3, word("OTHERS", "duplicate_object OR duplicate_table", "undefined_table")],
  [1, word("unique_violation", "SQLSTATE '42710'", "invalid_table_definition", "undefined_object")],
);

const relation = word("t", "u", "v", "app.t");
const dynamic = pick(
  [2, sql`EXECUTE 'ALTER TABLE ${relation} ADD COLUMN ${column} int'`],
  [2, sql`EXECUTE format('ALTER TABLE %I DROP COLUMN %I', '${word("t", "u")}', '${column}')`],
  [
    1,
    sql`EXECUTE format('CREATE TABLE %I.%I (a int)', '${word("public", "app")}', '${word("t", "x")}')`,
  ],
  [1, sql`EXECUTE 'DROP TABLE ' || quote_ident('${word("t", "u")}')`],
);

/** DO blocks round statements; `inner` makes those. */
export const block = (inner: Sql): Sql => {
  const some = pick([4, sql`${inner};`], [1, sql`${inner}; ${inner};`], [1, sql`${dynamic};`]);
  const caught = sql`BEGIN ${some} EXCEPTION WHEN ${handled} THEN ${word("NULL;", "RAISE NOTICE 'there';", "RAISE;")} END`;
  const guarded = sql`IF ${guard} THEN ${some} ${pick([3, word("")], [1, sql`ELSE ${some} `])}END IF;`;
  const loop = pick(
    [
      2,
      sql`FOREACH n IN ARRAY ARRAY[${list(word("'t'", "'u'"), 1, 2)}] LOOP EXECUTE format('ALTER TABLE %I ADD COLUMN ${column} int', n); END LOOP;`,
    ],
    [
      1,
      sql`FOR n IN SELECT unnest(ARRAY['t', 'x']) LOOP EXECUTE 'DROP TABLE IF EXISTS ' || n; END LOOP;`,
    ],
    [1, sql`FOR i IN 1..2 LOOP INSERT INTO t (a) VALUES (i); END LOOP;`],
  );
  return pick(
    [6, sql`DO $$ BEGIN ${guarded} END $$`],
    [4, sql`DO $$ ${caught} $$`],
    [1, sql`DO $$ BEGIN ${caught}; ${some} END $$`],
    [1, sql`DO $$ BEGIN ${guarded} ${caught}; END $$`],
    [1, sql`DO $$ DECLARE n text; BEGIN ${loop} END $$`],
    [
      1,
      sql`DO $$ DECLARE there boolean; BEGIN SELECT ${guard} INTO there; IF there THEN ${some} END IF; END $$`,
    ],
    [1, sql`DO $$ BEGIN ${dynamic}; END $$`],
    [
      1,
      sql`DO $$ BEGIN ALTER TYPE mood ADD VALUE ${enumValue}; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    ],
    [1, sql`DO $$ BEGIN IF ${guard} THEN RETURN; END IF; ${some} END $$`],
    [1, sql`DO $$ BEGIN IF ${guard} THEN RAISE EXCEPTION 'not now'; END IF; END $$`],
  );
};
