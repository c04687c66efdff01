import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Machine } from "../../../server/src/plpgsql/execute.ts";
import { bootPostgres, runOnPostgres } from "../support.ts";
import { newMachine, twice } from "./engine.ts";

/** What a block computes is what it raises: PostgreSQL's SQLSTATE for each must be the engine's. */
const bodies: Readonly<Record<string, string>> = {
  "RAISE has P0001": `BEGIN RAISE EXCEPTION 'no'; END`,
  "RAISE with a condition": `BEGIN RAISE unique_violation USING MESSAGE = 'no'; END`,
  "RAISE with ERRCODE as a name": `BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'duplicate_table'; END`,
  "RAISE with ERRCODE as a code": `BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '42P16'; END`,
  "RAISE with a SQLSTATE": `BEGIN RAISE SQLSTATE 'AB123'; END`,
  "RAISE with an unknown ERRCODE": `BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'no_such_thing'; END`,
  "RAISE of other levels": `BEGIN RAISE NOTICE 'a %', 1; RAISE WARNING 'b'; RAISE INFO 'c'; RAISE DEBUG 'd'; RAISE LOG 'e'; END`,
  "RAISE alone outside a handler": `BEGIN RAISE; END`,
  "RAISE alone in a handler": `BEGIN BEGIN RAISE division_by_zero; EXCEPTION WHEN others THEN RAISE; END; END`,
  "an unknown condition in RAISE": `BEGIN RAISE no_such_condition; END`,
  "an unknown condition in WHEN": `BEGIN NULL; EXCEPTION WHEN no_such_condition THEN NULL; END`,
  "a condition that matches": `BEGIN RAISE duplicate_object; EXCEPTION WHEN duplicate_object THEN NULL; END`,
  "a condition that does not": `BEGIN RAISE duplicate_table; EXCEPTION WHEN duplicate_object THEN NULL; END`,
  "several conditions": `BEGIN RAISE duplicate_table; EXCEPTION WHEN duplicate_object OR duplicate_table THEN NULL; END`,
  "several handlers": `BEGIN RAISE duplicate_table; EXCEPTION WHEN duplicate_object THEN RAISE 'a'; WHEN duplicate_table THEN RAISE unique_violation; END`,
  "a class of conditions": `BEGIN RAISE unique_violation; EXCEPTION WHEN integrity_constraint_violation THEN NULL; END`,
  "another class": `BEGIN RAISE unique_violation; EXCEPTION WHEN data_exception THEN NULL; END`,
  "WHEN SQLSTATE": `BEGIN RAISE duplicate_table; EXCEPTION WHEN SQLSTATE '42P07' THEN NULL; END`,
  OTHERS: `BEGIN RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END`,
  "OTHERS leaves assertions alone": `BEGIN ASSERT false; EXCEPTION WHEN OTHERS THEN NULL; END`,
  "OTHERS leaves cancelling alone": `BEGIN RAISE query_canceled; EXCEPTION WHEN OTHERS THEN NULL; END`,
  "assert_failure by name": `BEGIN ASSERT false; EXCEPTION WHEN assert_failure THEN NULL; END`,
  "an error in a handler goes out": `BEGIN BEGIN RAISE 'a'; EXCEPTION WHEN OTHERS THEN RAISE unique_violation; END; EXCEPTION WHEN raise_exception THEN NULL; END`,
  "SQLSTATE and SQLERRM in a handler": `BEGIN RAISE EXCEPTION 'boo' USING ERRCODE = '22012'; EXCEPTION WHEN OTHERS THEN
    IF SQLSTATE = '22012' AND SQLERRM = 'boo' THEN RAISE duplicate_table; END IF; END`,
  "GET STACKED DIAGNOSTICS": `DECLARE s text; m text; BEGIN RAISE unique_violation USING MESSAGE = 'mm'; EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS s = RETURNED_SQLSTATE, m = MESSAGE_TEXT; IF s = '23505' AND m = 'mm' THEN RAISE duplicate_column; END IF; END`,
  "variables keep their values when a block is undone": `DECLARE a int := 1; BEGIN BEGIN a := 2; RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END;
    IF a = 2 THEN RAISE unique_violation; END IF; END`,
  ASSERT: `BEGIN ASSERT 1 = 1; ASSERT NULL; END`,
  "IF, ELSIF, ELSE": `DECLARE a int := 2; BEGIN IF a = 1 THEN RAISE '1'; ELSIF a = 2 THEN RAISE unique_violation; ELSE RAISE '3'; END IF; END`,
  "a condition that is NULL": `BEGIN IF NULL THEN RAISE '1'; ELSE RAISE unique_violation; END IF; END`,
  "CASE with a subject": `DECLARE a int := 2; BEGIN CASE a WHEN 1 THEN RAISE '1'; WHEN 2, 3 THEN RAISE unique_violation; ELSE RAISE 'e'; END CASE; END`,
  "CASE with conditions": `DECLARE a int := 2; BEGIN CASE WHEN a > 5 THEN RAISE '1'; WHEN a > 1 THEN RAISE unique_violation; END CASE; END`,
  "CASE without a match": `BEGIN CASE 5 WHEN 1 THEN NULL; END CASE; END`,
  "FOR over integers": `DECLARE s int := 0; BEGIN FOR i IN 1..4 LOOP s := s + i; END LOOP; IF s = 10 THEN RAISE unique_violation; END IF; END`,
  "FOR REVERSE BY": `DECLARE s text := ''; BEGIN FOR i IN REVERSE 7..1 BY 3 LOOP s := s || i; END LOOP; IF s = '741' THEN RAISE unique_violation; END IF; END`,
  "FOR with no round, FOUND": `BEGIN FOR i IN 5..1 LOOP RAISE 'x'; END LOOP; IF NOT FOUND THEN RAISE unique_violation; END IF; END`,
  "FOR BY 0": `BEGIN FOR i IN 1..3 BY 0 LOOP NULL; END LOOP; END`,
  "FOR to NULL": `BEGIN FOR i IN 1..NULL LOOP NULL; END LOOP; END`,
  WHILE: `DECLARE a int := 0; BEGIN WHILE a < 5 LOOP a := a + 2; END LOOP; IF a = 6 THEN RAISE unique_violation; END IF; END`,
  "LOOP, EXIT, CONTINUE": `DECLARE a int := 0; b int := 0; BEGIN LOOP a := a + 1; CONTINUE WHEN a % 2 = 0; b := b + 1; EXIT WHEN a > 6; END LOOP;
    IF b = 4 THEN RAISE unique_violation; END IF; END`,
  "labels of loops": `DECLARE n int := 0; BEGIN <<o>> FOR i IN 1..3 LOOP FOR j IN 1..3 LOOP n := n + 1; CONTINUE o WHEN j = 2; EXIT o WHEN i = 3; END LOOP; END LOOP;
    IF n = 5 THEN RAISE unique_violation; END IF; END`,
  "EXIT of a block": `BEGIN <<b>> BEGIN EXIT b; RAISE 'x'; END; RAISE unique_violation; END`,
  FOREACH: `DECLARE x text; s text := ''; BEGIN FOREACH x IN ARRAY ARRAY['a','b','c'] LOOP s := s || x; END LOOP; IF s = 'abc' THEN RAISE unique_violation; END IF; END`,
  "FOREACH over a literal": `DECLARE x text; a text[] := '{p,"q r"}'; s text := ''; BEGIN FOREACH x IN ARRAY a LOOP s := s || x; END LOOP; IF s = 'pq r' THEN RAISE unique_violation; END IF; END`,
  "FOREACH over NULL": `DECLARE x text; a text[]; BEGIN FOREACH x IN ARRAY a LOOP NULL; END LOOP; END`,
  "FOR over VALUES": `DECLARE r record; n int := 0; BEGIN FOR r IN SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(id, name) LOOP n := n + r.id; END LOOP;
    IF n = 3 AND r.name = 'b' THEN RAISE unique_violation; END IF; END`,
  "FOR into several variables": `DECLARE a int; b text; n int := 0; BEGIN FOR a, b IN VALUES (1, 'x'), (2, 'y') LOOP n := n + a; END LOOP; IF n = 3 THEN RAISE unique_violation; END IF; END`,
  "FOR over unnest": `DECLARE t text; s text := ''; BEGIN FOR t IN SELECT unnest(ARRAY['a','b']) LOOP s := s || t; END LOOP; IF s = 'ab' THEN RAISE unique_violation; END IF; END`,
  "FOR over generate_series": `DECLARE i int; s int := 0; BEGIN FOR i IN SELECT generate_series(1, 3) LOOP s := s + i; END LOOP; IF s = 6 THEN RAISE unique_violation; END IF; END`,
  "FOR IN EXECUTE": `DECLARE r record; s int := 0; BEGIN FOR r IN EXECUTE 'SELECT $1 + 1 AS n' USING 4 LOOP s := s + r.n; END LOOP; IF s = 5 THEN RAISE unique_violation; END IF; END`,
  "SELECT INTO": `DECLARE a int; b text; BEGIN SELECT 1, 'x' INTO a, b; IF a = 1 AND b = 'x' AND FOUND THEN RAISE unique_violation; END IF; END`,
  "SELECT INTO without a row": `DECLARE a int := 7; BEGIN SELECT 1 INTO a WHERE false; IF a IS NULL AND NOT FOUND THEN RAISE unique_violation; END IF; END`,
  "INTO STRICT without a row": `DECLARE a int; BEGIN SELECT 1 INTO STRICT a WHERE false; END`,
  "INTO STRICT with two rows": `DECLARE a int; BEGIN SELECT x INTO STRICT a FROM (VALUES (1), (2)) v(x); END`,
  "a record of SELECT INTO": `DECLARE r record; BEGIN SELECT 1 AS x, 'y' AS y INTO r; IF r.x = 1 AND r.y = 'y' THEN RAISE unique_violation; END IF; END`,
  "a record IS NULL": `DECLARE r record; BEGIN SELECT 1 AS x INTO r WHERE false; IF r IS NULL THEN RAISE unique_violation; END IF; END`,
  "a field that is not there": `DECLARE r record; BEGIN SELECT 1 AS x INTO r; RAISE NOTICE '%', r.nope; END`,
  "SELECT without a destination": `BEGIN SELECT 1; END`,
  PERFORM: `BEGIN PERFORM 1; IF FOUND THEN RAISE unique_violation; END IF; END`,
  "PERFORM without a row": `BEGIN PERFORM 1 WHERE false; IF NOT FOUND THEN RAISE unique_violation; END IF; END`,
  ROW_COUNT: `DECLARE n int; BEGIN PERFORM x FROM (VALUES (1), (2)) v(x); GET DIAGNOSTICS n = ROW_COUNT; IF n = 2 THEN RAISE unique_violation; END IF; END`,
  "ROW_COUNT of INSERT": `DECLARE n int; BEGIN CREATE TEMP TABLE x (a int) ON COMMIT DROP; INSERT INTO x VALUES (1), (2), (3); GET DIAGNOSTICS n = ROW_COUNT; IF n = 3 THEN RAISE unique_violation; END IF; END`,
  "EXECUTE INTO USING": `DECLARE a int; BEGIN EXECUTE 'SELECT $1 + $2' INTO a USING 1, 2; IF a = 3 THEN RAISE unique_violation; END IF; END`,
  "EXECUTE of several statements": `DECLARE n int; BEGIN EXECUTE 'CREATE TABLE e1 (a int); CREATE TABLE e2 (a int)'; PERFORM 1 FROM e1, e2; RAISE unique_violation; END`,
  "EXECUTE of NULL": `BEGIN EXECUTE NULL; END`,
  "EXECUTE of nonsense": `BEGIN EXECUTE 'CREATE nonsense'; END`,
  "EXECUTE of COMMIT": `BEGIN EXECUTE 'COMMIT'; END`,
  format: `BEGIN EXECUTE format('CREATE TABLE %I (%I int, b text DEFAULT %L)', 'My T', 'a b', 'it''s'); PERFORM "a b" FROM "My T"; RAISE unique_violation; END`,
  quote_ident: `DECLARE t text := 'A b'; BEGIN EXECUTE 'CREATE TABLE ' || quote_ident(t) || ' (a int)'; PERFORM a FROM "A b"; RAISE unique_violation; END`,
  "a constant": `DECLARE a CONSTANT int := 1; BEGIN a := 2; END`,
  "NOT NULL": `DECLARE a int NOT NULL := 1; BEGIN a := NULL; END`,
  "a default from another variable": `DECLARE a int := 2; b int := a * 3; BEGIN IF b = 6 THEN RAISE unique_violation; END IF; END`,
  "an inner variable hides": `DECLARE a int := 1; BEGIN
    DECLARE a int := 2; BEGIN IF a <> 2 THEN RAISE 'x'; END IF; END;
    IF a = 1 THEN RAISE unique_violation; END IF; END`,
  "a label names the outer one": `<<o>> DECLARE a int := 1; BEGIN
    DECLARE a int := 2; BEGIN
    IF o.a = 1 AND a = 2 THEN RAISE unique_violation; END IF; END; END`,
  ALIAS: `DECLARE a int := 1; b ALIAS FOR a; BEGIN b := 5; IF a = 5 THEN RAISE unique_violation; END IF; END`,
  "an assignment converts": `DECLARE a int := '5'; t text; BEGIN t := a; IF t || 'x' = '5x' AND a + 1 = 6 THEN RAISE unique_violation; END IF; END`,
  "a bad conversion": `DECLARE a int; BEGIN a := 'y'; END`,
  "division by zero": `DECLARE a int := 0; BEGIN a := 1 / a; END`,
  "an expression with FROM": `DECLARE n int; BEGIN n := count(*) FROM (VALUES (1), (2)) v; IF n = 2 THEN RAISE unique_violation; END IF; END`,
  "a variable and a column": `DECLARE a int := 1; BEGIN CREATE TEMP TABLE amb (a int) ON COMMIT DROP; PERFORM 1 FROM amb WHERE a = 1; END`,
  "#variable_conflict use_variable": `#variable_conflict use_variable
    DECLARE a int := 1; BEGIN CREATE TEMP TABLE amb (a int) ON COMMIT DROP; INSERT INTO amb VALUES (7);
    IF (SELECT a FROM amb) = 1 THEN RAISE unique_violation; END IF; END`,
  "#variable_conflict use_column": `#variable_conflict use_column
    DECLARE a int := 1; BEGIN CREATE TEMP TABLE amb (a int) ON COMMIT DROP; INSERT INTO amb VALUES (7);
    IF (SELECT a FROM amb) = 7 THEN RAISE unique_violation; END IF; END`,
  "a variable of a missing type": `DECLARE a nowhere; BEGIN NULL; END`,
  "a variable of a missing table's row": `DECLARE a nowhere%ROWTYPE; BEGIN NULL; EXCEPTION WHEN OTHERS THEN NULL; END`,
  "a variable of a missing table's column's type": `DECLARE a nowhere.c%TYPE; BEGIN NULL; END`,
  "a missing relation": `BEGIN IF EXISTS (SELECT 1 FROM nowhere) THEN NULL; END IF; END`,
  "a missing column": `BEGIN IF EXISTS (SELECT nope FROM pg_class) THEN NULL; END IF; END`,
  "a missing function": `BEGIN PERFORM no_such_function(1); END`,
  "RETURN ends it": `BEGIN RETURN; RAISE 'x'; END`,
  "RETURN out of a loop": `BEGIN FOR i IN 1..3 LOOP RETURN; END LOOP; RAISE 'x'; END`,
  "CREATE INDEX CONCURRENTLY": `BEGIN CREATE TABLE ci (a int); CREATE INDEX CONCURRENTLY ON ci (a); END`,
  syntax: `BEGIN IF THEN END`,
  "work is undone": `BEGIN BEGIN CREATE TABLE undone (a int); RAISE 'x'; EXCEPTION WHEN OTHERS THEN NULL; END; CREATE TABLE undone (a int); END`,
};

let machine: Machine;
let postgres: PGlite;
beforeAll(async () => {
  [machine, postgres] = await Promise.all([newMachine(), bootPostgres()]);
}, 60_000);
afterAll(() => postgres.close());

test.each(Object.entries(bodies))("%s", async (_, body) => {
  const sql = `DO $do$ ${body} $do$`;
  const [expected] = await runOnPostgres(postgres, [sql]);
  const [answer = ""] = twice(machine, sql).first;
  expect(/^(applied|skipped)$/.test(answer) ? "ok" : answer).toBe(expected.answers[0]);
});
