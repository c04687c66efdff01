import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newCatalog } from "../../../server/src/catalog/new-catalog.ts";
import type { Machine } from "../../../server/src/plpgsql/execute.ts";
import { bootPostgres, disagreements } from "../support.ts";
import { answer, newMachine, run, twice } from "./engine.ts";

const given = "CREATE TABLE t (id int, a text, b int); CREATE INDEX i_old ON t (a)";

/** The past is unknown to the engine: what the first run taught must suffice for the second one. */
const files: Readonly<Record<string, string>> = {
  "a guard on an unseen table": `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c') THEN
    ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "a guard by ::regclass on an unseen table": `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND conrelid = 't'::regclass) THEN
    ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "a guard by another name": `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'other') THEN
    ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "a column that is not there": `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c') THEN
    ALTER TABLE t ADD c int; END IF; END $$`,
  "duplicate_object around UNIQUE": `DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT u UNIQUE (b); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  "duplicate_table around UNIQUE": `DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT u UNIQUE (b); EXCEPTION WHEN duplicate_table THEN NULL; END $$`,
  "duplicate_object around CREATE TYPE": `DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  "a rename of an unseen column, not guarded": `DO $$ BEGIN ALTER TABLE t RENAME a TO z; END $$`,
  "a rename guarded by what is not there": `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'z') THEN
    ALTER TABLE t RENAME a TO z; END IF; END $$`,
  "a count of what a file itself makes": `DO $$ BEGIN IF (SELECT count(*) FROM pg_policies WHERE tablename = 't') = 0 THEN
    CREATE POLICY p ON t USING (true); END IF; END $$`,
  "a drop in a loop over what is there": `DO $$ DECLARE r record; BEGIN FOR r IN SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c' LOOP
    EXECUTE format('ALTER TABLE t DROP CONSTRAINT %I', r.conname); END LOOP; END $$; ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0)`,
  "to_regclass of a table that the file makes": `DO $$ BEGIN IF to_regclass('public.n') IS NULL THEN CREATE TABLE n (id int); END IF; END $$`,
};

let machine: Machine;
let postgres: PGlite;
beforeAll(async () => {
  [machine, postgres] = await Promise.all([newMachine(), bootPostgres()]);
}, 60_000);
afterAll(() => postgres.close());

test.each(Object.entries(files))("%s", async (_, sql) => {
  expect(await disagreements(postgres, machine.parser, sql, given)).toEqual([]);
});

describe("what cannot be known", () => {
  const t = "CREATE TABLE t (id int, a text); CREATE TABLE u (id int);";
  const settled = (sql: string, from = t) => twice(machine, sql, "closed", from);

  test("both ways are gone where the clock decides", () => {
    const { first, catalog } = settled(
      "DO $$ BEGIN IF now() > '2030-01-01' THEN DROP TABLE t; END IF; END $$",
    );
    expect(first).toEqual(["unsure"]);
    expect(catalog.relations.known.has("public.t")).toBe(false);
    expect(catalog.relations.known.has("public.u")).toBe(true);
  });

  test("only what the two ways do not agree on is unknown afterwards", () => {
    const { first } = settled(`
      DO $$ BEGIN IF now() > '2030-01-01' THEN ALTER TABLE t ADD c int; CREATE INDEX i ON t (id); END IF; END $$;
      ALTER TABLE t ADD c int;
      CREATE INDEX i ON t (id);
      ALTER TABLE t ADD id int;
      DROP TABLE never_there;
      ALTER TABLE t DROP never_there`);
    expect(first).toEqual(["unsure", "unsure", "unsure", "42701", "42P01", "42703"]);
  });

  test("a doubt inside a block that catches everything is none, if the block changes nothing", () => {
    const sql =
      "DO $$ BEGIN IF now() > '2030-01-01' THEN RAISE 'late'; END IF; EXCEPTION WHEN OTHERS THEN NULL; END $$";
    expect(settled(sql).first).toEqual(["applied"]);
  });

  test("nothing is unsure where both ways come to the same", () => {
    const sql = `DO $$ BEGIN IF now() > '2030-01-01' THEN RAISE NOTICE 'late'; ELSE RAISE NOTICE 'early'; END IF;
      CREATE TABLE IF NOT EXISTS n (); END $$`;
    expect(settled(sql)).toMatchObject({ first: ["applied"], second: ["skipped"] });
  });

  test("a check of unknown rows is taken to have passed, also the second time", () => {
    const sql = `DO $$ BEGIN IF current_setting('x.y') = 'z' THEN RAISE EXCEPTION 'no'; END IF; END $$`;
    expect(settled(sql)).toMatchObject({ first: ["unsure"], second: ["applied"] });
  });

  test("a RETURN that may have happened leaves the rest in doubt", () => {
    const { first, catalog } = settled(
      "DO $$ BEGIN IF now() > '2030-01-01' THEN RETURN; END IF; CREATE TABLE n (); END $$; CREATE TABLE n ()",
    );
    expect(first).toEqual(["unsure", "unsure"]);
    expect(catalog.relations.known.has("public.n")).toBe(true);
  });

  test("a loop that nobody can count is run for none, one and more rounds", () => {
    const sql = `DO $$ DECLARE d timestamptz := '2020-01-01'; BEGIN
      WHILE d < now() LOOP d := d + interval '1 month'; CREATE TABLE IF NOT EXISTS n (); END LOOP; END $$; DROP TABLE n`;
    expect(settled(sql).first).toEqual(["unsure", "unsure"]);
  });

  test("a loop that never ends is given up", () => {
    expect(settled("DO $$ BEGIN LOOP NULL; END LOOP; END $$").first).toEqual(["unsure"]);
  });

  test("recursion that never ends is given up", () => {
    const sql =
      "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM f(); END'; SELECT f()";
    expect(settled(sql).first).toEqual(["applied", "unsure"]);
  });

  test("what EXECUTE runs may be unknown", () => {
    const sql =
      "DO $$ BEGIN EXECUTE 'ALTER TABLE t ADD COLUMN c_' || extract(year FROM now()) || ' int'; END $$";
    expect(settled(sql).first).toEqual(["unsure"]);
  });

  test("other languages are not run", () => {
    expect(settled("DO LANGUAGE plpython3u $$ pass $$").first).toEqual(["unsure"]);
  });
});

describe("what is told of it", () => {
  test("a guard that held is quoted", () => {
    const sql = "DO $$ BEGIN IF to_regclass('n') IS NULL THEN CREATE TABLE n (); END IF; END $$";
    const first = run(machine, newCatalog("closed"), sql);
    expect(run(machine, first.catalog, sql).outcomes).toEqual([
      { kind: "skipped", because: "to_regclass('n') IS NULL does not hold" },
    ]);
  });

  test("a failure names the statement inside and its line", () => {
    const { outcomes } = run(
      machine,
      newCatalog("closed"),
      "DO $$\nBEGIN\n  CREATE TABLE n ();\n  CREATE TABLE n ();\nEND $$",
    );
    expect(outcomes).toMatchObject([
      {
        kind: "fails",
        sqlstate: "42P07",
        message: 'relation "n" already exists',
        inside: { line: 4, sql: "CREATE TABLE n ()" },
      },
    ]);
  });

  test("a failing block leaves nothing behind", () => {
    const { outcomes, catalog } = run(
      machine,
      newCatalog("closed"),
      "DO $$ BEGIN CREATE TABLE n (); RAISE 'no'; END $$",
    );
    expect(outcomes.map(answer)).toEqual(["P0001"]);
    expect(catalog.relations.known.isEmpty()).toBe(true);
  });
});
