import { describe, expect, test } from "vitest";
import { alterClause } from "../../server/src/effects/clauses/alter-clause.ts";
import { alterCommands } from "../../server/src/effects/clauses/alter-commands.ts";
import { createClause } from "../../server/src/effects/clauses/create-clause.ts";
import { doClause } from "../../server/src/effects/clauses/do-clause.ts";
import { doStructure } from "../../server/src/effects/clauses/do-structure.ts";
import { dropClause } from "../../server/src/effects/clauses/drop-clause.ts";
import { insertClause } from "../../server/src/effects/clauses/insert-clause.ts";
import { nameAt, truncate, writtenSchema } from "../../server/src/effects/clauses/name.ts";
import { renameClause } from "../../server/src/effects/clauses/rename-clause.ts";
import { written } from "../../server/src/effects/clauses/written.ts";
import type { Surface } from "../../server/src/effects/surface.ts";
import { lex } from "../../server/src/sql/lex.ts";

const surface = (text: string): Surface => ({
  text,
  tokens: lex(text),
  lineEnding: "\n",
  indent: "",
});

/** The text with `|` where an offset points. */
const mark = (text: string, offset: number | undefined): string =>
  offset === undefined ? text : `${text.slice(0, offset)}|${text.slice(offset)}`;

describe("names", () => {
  test.each([
    ["Orders", ["orders"], undefined],
    ['public."Or""der"', ["public", 'Or"der'], "public"],
    ['"My Shop" . orders', ["My Shop", "orders"], '"My Shop"'],
    ["Ärger", ["Ärger"], undefined],
  ])("%s", (text, parts, schema) => {
    const name = nameAt(written(surface(text)), 0);
    expect(name?.parts).toEqual(parts);
    expect(name && writtenSchema(name)).toBe(schema);
  });

  test("a name is cut after 63 bytes, not in the middle of a character", () => {
    expect(truncate("a".repeat(70))).toHaveLength(63);
    expect(truncate(`${"a".repeat(62)}é`)).toBe("a".repeat(62));
  });
});

describe("CREATE", () => {
  test.each([
    ["CREATE TABLE t (a int)", "CREATE TABLE| t (a int)"],
    ["create unlogged table /* 🙂 */ t ()", "create unlogged table| /* 🙂 */ t ()"],
    ["CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "CREATE UNIQUE INDEX CONCURRENTLY| i ON t (a)"],
    ["CREATE INDEX ON t (a)", "CREATE INDEX| ON t (a)"],
    ["CREATE USER MAPPING FOR x SERVER s", "CREATE USER MAPPING| FOR x SERVER s"],
    ["CREATE SCHEMA AUTHORIZATION joe", "CREATE SCHEMA| AUTHORIZATION joe"],
  ])("IF NOT EXISTS goes here: %s", (text, expected) => {
    expect(mark(text, createClause(surface(text))?.wordsEnd)).toBe(expected);
  });

  test.each([
    ["CREATE OR REPLACE VIEW a.v AS SELECT 1", "view", "a.v", undefined],
    [
      "CREATE CONSTRAINT TRIGGER x AFTER UPDATE OF a ON s.t FOR EACH ROW EXECUTE FUNCTION f()",
      "trigger",
      "x",
      "s.t",
    ],
    ['CREATE POLICY "p q" ON t USING (true)', "policy", '"p q"', "t"],
    ["CREATE RULE r AS ON INSERT TO t DO NOTHING", "rule", "r", "t"],
    ["CREATE INDEX i ON ONLY t (a)", "index", "i", "t"],
    [
      "CREATE TEXT SEARCH CONFIGURATION c (COPY = simple)",
      "text search configuration",
      "c",
      undefined,
    ],
    ["CREATE CAST (a AS b) WITH INOUT", "cast", undefined, undefined],
  ])("%s", (text, object, name, table) => {
    const clause = createClause(surface(text));
    expect([clause?.object, clause?.name?.text, clause?.table?.text]).toEqual([
      object,
      name,
      table,
    ]);
  });
});

test("DROP: where IF EXISTS goes, and the items", () => {
  const text = "drop index concurrently a, s.b cascade";
  const clause = dropClause(surface(text));
  expect(mark(text, clause?.wordsEnd)).toBe("drop index concurrently| a, s.b cascade");
  expect(clause?.items.map((item) => item.name?.text)).toEqual(["a", "s.b"]);
});

describe("ALTER TABLE", () => {
  const commandsOf = (text: string) => {
    const clause = alterClause(surface(text));
    return (clause ? alterCommands(clause) : []).map((command) => [
      command.kind,
      command.name?.text,
      mark(text, command.guardAt),
    ]);
  };

  test.each([
    ["ALTER TABLE t ADD a int", "add column", "a", "ALTER TABLE t ADD| a int"],
    [
      "ALTER TABLE t ADD COLUMN IF NOT EXISTS a int",
      "add column",
      "a",
      "ALTER TABLE t ADD COLUMN| IF NOT EXISTS a int",
    ],
    [
      "ALTER TABLE IF EXISTS ONLY s.t * DROP a CASCADE",
      "drop column",
      "a",
      "ALTER TABLE IF EXISTS ONLY s.t * DROP| a CASCADE",
    ],
    ["ALTER TABLE t DROP CONSTRAINT c", "drop constraint", "c", "ALTER TABLE t DROP CONSTRAINT| c"],
    ["ALTER TYPE m ADD VALUE 'x'", "add value", undefined, "ALTER TYPE m ADD VALUE| 'x'"],
    ["ALTER TYPE p DROP ATTRIBUTE a", "drop attribute", "a", "ALTER TYPE p DROP ATTRIBUTE| a"],
  ])("%s", (text, kind, name, guard) => {
    expect(commandsOf(text)).toEqual([[kind, name, guard]]);
  });

  test("commas inside brackets do not part commands", () => {
    const text =
      "ALTER TABLE t ADD CHECK (a IN (1, 2)), ADD COLUMN b numeric(4, 2), ALTER c SET NOT NULL";
    expect(commandsOf(text).map(([kind, name]) => [kind, name])).toEqual([
      ["add constraint", undefined],
      ["add column", "b"],
      ["alter column", "c"],
    ]);
  });

  test.each([
    ["ALTER TABLE t RENAME a TO b", "column", "a", "b"],
    ["ALTER TABLE t RENAME value TO b", "column", "value", "b"],
    ["ALTER INDEX a RENAME TO b", "object", "a", "b"],
    ["ALTER TYPE m RENAME VALUE 'a' TO 'b'", "value", "'a'", "'b'"],
    ["ALTER TABLE t RENAME CONSTRAINT a TO b", "constraint", "a", "b"],
  ])("%s", (text, what, from, to) => {
    const clause = alterClause(surface(text));
    const rename = clause && renameClause(clause);
    expect([rename?.what, rename?.from, rename?.to]).toEqual([what, from, to]);
  });
});

describe("INSERT", () => {
  test.each([
    ["INSERT INTO t VALUES (1) RETURNING a", "INSERT INTO t VALUES (1)| RETURNING a"],
    [
      "INSERT INTO t (a) SELECT a FROM x JOIN y ON x.a = y.a",
      "INSERT INTO t (a) SELECT a FROM x JOIN y ON x.a = y.a|",
    ],
    [
      "WITH w AS (SELECT 1) INSERT INTO t SELECT * FROM w",
      "WITH w AS (SELECT 1) INSERT INTO t SELECT * FROM w|",
    ],
    ["INSERT INTO t DEFAULT VALUES", "INSERT INTO t DEFAULT VALUES|"],
  ])("ON CONFLICT goes here: %s", (text, expected) => {
    expect(mark(text, insertClause(surface(text))?.sourceEnd)).toBe(expected);
  });

  test("rows, columns, and an ON CONFLICT that is there", () => {
    const text =
      "INSERT INTO s.t AS x (a, \"B\") VALUES (1, f(2, 3)), ('x', NULL) ON CONFLICT DO NOTHING";
    const clause = insertClause(surface(text));
    expect(clause?.columns?.map((column) => column.name)).toEqual(["a", "B"]);
    expect(clause?.rows.map((row) => row.map(({ start, end }) => text.slice(start, end)))).toEqual([
      ["1", "f(2, 3)"],
      ["'x'", "NULL"],
    ]);
    expect(clause?.onConflict).toBe(true);
  });
});

test("DO: blocks, their handlers, and IFs", () => {
  const text = `DO $do$ DECLARE n int; BEGIN
    IF n > 0 THEN BEGIN CREATE TYPE a AS ENUM (); EXCEPTION WHEN duplicate_object OR SQLSTATE '42P07' THEN NULL; END;
    ELSE n := CASE WHEN true THEN 1 END; END IF;
    FOR i IN 1..2 LOOP CREATE TABLE IF NOT EXISTS t (a int); END LOOP;
  END $do$`;
  const clause = doClause(surface(text));
  const structure = clause && doStructure(clause.on);
  expect(structure?.blocks).toHaveLength(2);
  expect(structure?.blocks[0]?.handlers[0]?.conditions.map((one) => one.name)).toEqual([
    "duplicate_object",
    "'42P07'",
  ]);
  expect(structure?.ifs.map((one) => text.slice(one.condition.start, one.condition.end))).toEqual([
    "n > 0",
  ]);
});
