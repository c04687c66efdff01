import type { Example, Rule } from "../../rule.ts";
import { changeExamples } from "./guard-changes.ts";
import { constraintExamples } from "./guard-constraints.ts";
import { goneExamples } from "./guard-gone.ts";
import { objectExamples } from "./guard-objects.ts";
import { guarded, unless } from "./lines.ts";

const allows: readonly [Example, ...Example[]] = [
  {
    given: "CREATE TABLE orders (id int);",
    sql: guarded(unless("pg_constraint", "conname = 'c' AND conrelid = 'orders'::regclass"), [
      "ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0);",
    ]),
    because: "the block looks the constraint up on its own table",
  },
  {
    given: "CREATE TABLE orders (id int);",
    sql: "ALTER TABLE orders DROP CONSTRAINT IF EXISTS c, ADD CONSTRAINT c CHECK (id > 0);",
    because: "the second run drops the constraint before it adds it",
  },
  {
    sql: "DO $$ BEGIN CREATE TYPE mood AS ENUM ('sad'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;",
    because: "the block catches what the second run raises",
  },
  {
    given: "CREATE TABLE orders (id int);",
    sql: "DROP POLICY IF EXISTS mine ON orders; CREATE POLICY mine ON orders USING (true);",
    because: "the second run drops the policy before it creates it",
  },
  {
    given: "CREATE TABLE a (id int); CREATE TABLE b (id int);",
    sql: "ALTER TABLE a RENAME TO c; ALTER TABLE b RENAME TO a; ALTER TABLE c RENAME TO b;",
    because: "the second run swaps the two tables back: nothing fails, and the tables look alike",
  },
  {
    given: "CREATE TABLE orders (id int);",
    sql: "ALTER TABLE orders ENABLE ROW LEVEL SECURITY; COMMENT ON TABLE orders IS 'x'; GRANT SELECT ON orders TO PUBLIC;",
    because: "PostgreSQL repeats these without a word",
  },
];

export const guardNeededExamples: Rule["examples"] = {
  flags: [...constraintExamples, ...objectExamples, ...changeExamples, ...goneExamples],
  allows,
};
