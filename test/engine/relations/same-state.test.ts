import { expect, test } from "vitest";
import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { newCatalog } from "../../../server/src/catalog/new-catalog.ts";
import { sameState } from "../../../server/src/catalog/same-state.ts";
import { effectsOf, execute } from "../../../server/src/plpgsql/execute.ts";
import { newParser } from "../../support/parser.ts";
import { statementsOf } from "../support.ts";

const parser = await newParser();
const machine = { parser };

function after(before: Catalog, sql: string, migration = 1): Catalog {
  let catalog = before;
  for (const [statement, text] of statementsOf(sql).entries()) {
    const parsed = parser.parse(text);
    if (parsed.kind !== "tree") throw new Error(`cannot be read: ${text}`);
    const effects = effectsOf(parsed.tree, text);
    catalog = execute(machine, catalog, effects, { migration, statement }).catalog;
  }
  return catalog;
}

const given = after(
  newCatalog("closed"),
  `CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int, at timestamptz DEFAULT now());
   CREATE TABLE copy (id bigint);
   INSERT INTO t (a) VALUES (1);`,
  0,
);

test.each([
  ["CREATE INDEX i ON t (a)", "CREATE INDEX IF NOT EXISTS i ON t (a)"],
  [
    "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)",
    "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conname = 'c') THEN ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); END IF; END $$",
  ],
  [
    "INSERT INTO t (a) VALUES (2)",
    "INSERT INTO t (a) SELECT 2 WHERE NOT EXISTS (SELECT FROM t WHERE a = 2)",
  ],
  [
    "ALTER TABLE t ADD COLUMN u uuid DEFAULT gen_random_uuid()",
    "ALTER TABLE t ADD u uuid DEFAULT gen_random_uuid()",
  ],
  ["DROP INDEX IF EXISTS absent", "SELECT 1"],
])("two wordings leave the same: %s", (one, other) => {
  expect(sameState(after(given, one), after(given, other))).toBe(true);
});

test.each([
  ["another name", "CREATE INDEX i ON t (a)", "CREATE INDEX j ON t (a)"],
  ["another definition", "CREATE INDEX i ON t (a)", "CREATE UNIQUE INDEX i ON t (a)"],
  ["another column", "ALTER TABLE t ADD b int", "ALTER TABLE t ADD b bigint"],
  ["a value more", "INSERT INTO t (a) VALUES (2)", "INSERT INTO t (a) VALUES (2), (2)"],
  [
    "a value that another row has, and one that none has",
    "INSERT INTO copy SELECT id FROM t",
    "INSERT INTO copy SELECT random() FROM t",
  ],
  ["a setting of the session", "SET search_path = public", "SELECT 1"],
  ["an open transaction", "BEGIN", "SELECT 1"],
])("told apart: %s", (_, one, other) => {
  expect(sameState(after(given, one), after(given, other))).toBe(false);
});

test("told apart: by which statement made it", () => {
  const [one, other] = ["", "SELECT 1;"].map((first) =>
    after(given, `${first} CREATE INDEX i ON t (a)`),
  );
  expect(one && other && sameState(one, other)).toBe(false);
});
