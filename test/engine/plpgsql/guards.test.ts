import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { bootPostgres, disagreements } from "../support.ts";

const t = "CREATE TABLE IF NOT EXISTS t (id int, a text, b int);";

/** Guards as people write them, right and wrong: both runs must answer what PostgreSQL answers. */
const histories: Readonly<Record<string, string>> = {
  "pg_constraint by name": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 't_b_check') THEN
    ALTER TABLE t ADD CONSTRAINT t_b_check CHECK (b > 0); END IF; END $$`,
  "pg_constraint by name and relation": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND conrelid = 't'::regclass) THEN
    ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "pg_constraint by another name": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c_old') THEN
    ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "pg_constraint on the wrong relation": `${t} CREATE TABLE IF NOT EXISTS u (id int);
    DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c' AND conrelid = 'u'::regclass) THEN
    ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "conname is on another table already": `${t} CREATE TABLE IF NOT EXISTS u (id int CONSTRAINT c CHECK (id > 0));
    DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c') THEN
    ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "contype p": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_constraint WHERE conrelid = 'public.t'::regclass AND contype = 'p') THEN
    ALTER TABLE t ADD PRIMARY KEY (id); END IF; END $$`,
  "pg_constraint joined with pg_class and pg_namespace": `${t} DO $$ BEGIN IF NOT EXISTS (
      SELECT 1 FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_namespace n ON n.oid = r.relnamespace
      WHERE n.nspname = 'public' AND r.relname = 't' AND c.conname = 't_a_key') THEN
    ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a); END IF; END $$`,
  table_constraints: `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.table_constraints
      WHERE constraint_name = 'fk' AND table_name = 't' AND constraint_type = 'FOREIGN KEY') THEN
    CREATE TABLE r (id int PRIMARY KEY); ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES r (id); END IF; END $$`,
  constraint_column_usage: `${t} DO $$ BEGIN IF NOT EXISTS (SELECT * FROM information_schema.constraint_column_usage
      WHERE table_name = 't' AND constraint_name = 'u') THEN ALTER TABLE t ADD CONSTRAINT u UNIQUE (a); END IF; END $$`,
  "constraint_column_usage asks the referenced table": `${t} CREATE TABLE IF NOT EXISTS r (id int PRIMARY KEY);
    DO $$ BEGIN IF NOT EXISTS (SELECT * FROM information_schema.constraint_column_usage
      WHERE table_name = 't' AND constraint_name = 'fk') THEN ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES r; END IF; END $$`,
  "information_schema.columns": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c') THEN
    ALTER TABLE t ADD COLUMN c int; END IF; END $$`,
  "columns with a schema that is not it": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns
      WHERE table_schema = 'app' AND table_name = 't' AND column_name = 'c') THEN ALTER TABLE t ADD COLUMN c int; END IF; END $$`,
  "a rename guarded by the old name": `${t} DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') THEN
    ALTER TABLE t RENAME COLUMN a TO z; END IF; END $$`,
  "a rename guarded by the new name": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'z') THEN
    ALTER TABLE t RENAME a TO z; END IF; END $$`,
  "a rename guarded by both names": `${t} DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a')
      AND NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'z') THEN
    ALTER TABLE t RENAME a TO z; END IF; END $$`,
  pg_attribute: `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'c' AND NOT attisdropped) THEN
    ALTER TABLE t ADD c int; END IF; END $$`,
  is_nullable: `${t} DO $$ BEGIN IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b' AND is_nullable = 'YES') THEN
    ALTER TABLE t ALTER b SET NOT NULL; END IF; END $$`,
  data_type: `${t} DO $$ BEGIN IF (SELECT data_type FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b') = 'integer' THEN
    ALTER TABLE t ALTER b TYPE bigint; CREATE TABLE converted (); END IF; END $$`,
  pg_type: `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN CREATE TYPE mood AS ENUM ('a', 'b'); END IF; END $$`,
  "pg_type with its schema": `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typname = 'mood' AND n.nspname = 'public') THEN CREATE TYPE mood AS ENUM ('a'); END IF; END $$`,
  "pg_type by a name that is written with capitals": `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'Mood') THEN CREATE TYPE Mood AS ENUM ('a'); END IF; END $$`,
  pg_enum: `DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid WHERE t.typname = 'mood' AND e.enumlabel = 'b') THEN
    ALTER TYPE mood ADD VALUE 'b'; END IF; END $$`,
  pg_roles: `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'test_guarded') THEN CREATE ROLE test_guarded; END IF; END $$`,
  "pg_catalog.pg_user asks for users": `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_user WHERE usename = 'test_user') THEN CREATE ROLE test_user; END IF; END $$`,
  pg_policies: `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 't' AND policyname = 'p') THEN
    CREATE POLICY p ON t USING (true); END IF; END $$`,
  "pg_policies asks another table": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_policies WHERE tablename = 'T' AND policyname = 'p') THEN
    CREATE POLICY p ON t USING (true); END IF; END $$`,
  pg_policy: `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_policy WHERE polname = 'p' AND polrelid = 't'::regclass) THEN
    CREATE POLICY p ON t USING (true); END IF; END $$`,
  pg_trigger: `${t} CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'g') THEN
    CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); END IF; END $$`,
  "information_schema.triggers": `${t} CREATE OR REPLACE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM information_schema.triggers WHERE trigger_name = 'g' AND event_object_table = 't') THEN
    CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f(); END IF; END $$`,
  pg_indexes: `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE tablename = 't' AND indexname = 'i') THEN CREATE INDEX i ON t (a); END IF; END $$`,
  "pg_indexes by another name": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 'i2') THEN CREATE INDEX i ON t (a); END IF; END $$`,
  "pg_class by relname": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'i' AND relkind = 'i') THEN CREATE INDEX i ON t (a); END IF; END $$`,
  "pg_class by the wrong kind": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'i' AND relkind = 'r') THEN CREATE INDEX i ON t (a); END IF; END $$`,
  "information_schema.tables": `DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 'n') THEN CREATE TABLE n (); END IF; END $$`,
  "information_schema.tables asks for a column": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.tables WHERE table_name = 'c') THEN ALTER TABLE t ADD c int; END IF; END $$`,
  pg_tables: `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public' AND tablename = 'n') THEN CREATE TABLE n (id serial PRIMARY KEY); END IF; END $$`,
  pg_views: `${t} DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_views WHERE viewname = 'v') THEN CREATE VIEW v AS SELECT id FROM t; END IF; END $$`,
  pg_matviews: `${t} DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_matviews WHERE matviewname = 'v') THEN CREATE MATERIALIZED VIEW v AS SELECT id FROM t; END IF; END $$`,
  "a materialized view is no table": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.tables WHERE table_name = 'v') THEN CREATE MATERIALIZED VIEW v AS SELECT id FROM t; END IF; END $$`,
  pg_sequences: `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_sequences WHERE sequencename = 's') THEN CREATE SEQUENCE s; END IF; END $$`,
  pg_namespace: `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'app') THEN CREATE SCHEMA app; END IF; END $$`,
  "information_schema.schemata": `DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.schemata WHERE schema_name = 'app') THEN CREATE SCHEMA app; CREATE TABLE app.x (); END IF; END $$`,
  pg_proc: `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_proc WHERE proname = 'pf') THEN CREATE FUNCTION pf() RETURNS int LANGUAGE sql AS 'SELECT 1'; END IF; END $$`,
  pg_extension: `DO $$ BEGIN IF EXISTS (SELECT FROM pg_extension WHERE extname = 'no_such_extension') THEN CREATE TABLE x (); END IF; END $$`,
  pg_publication: `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_publication WHERE pubname = 'test_pub') THEN CREATE PUBLICATION test_pub; END IF; END $$`,
  pg_inherits: `CREATE TABLE IF NOT EXISTS p (id int) PARTITION BY RANGE (id); CREATE TABLE IF NOT EXISTS p1 (id int);
    DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = 'p1'::regclass AND inhparent = 'p'::regclass) THEN
    ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (10); END IF; END $$`,
  "to_regclass IS NULL": `DO $$ BEGIN IF to_regclass('public.n') IS NULL THEN CREATE TABLE n (); END IF; END $$`,
  "to_regclass of another name": `DO $$ BEGIN IF to_regclass('public.m') IS NULL THEN CREATE TABLE n (); END IF; END $$`,
  "to_regclass and a drop": `${t} DO $$ BEGIN IF to_regclass('t') IS NOT NULL THEN DROP TABLE t; END IF; END $$`,
  to_regtype: `DO $$ BEGIN IF to_regtype('mood') IS NULL THEN CREATE TYPE mood AS ENUM ('a'); END IF; END $$`,
  "count(*) = 0": `${t} DO $$ BEGIN IF (SELECT count(*) FROM pg_constraint WHERE conname = 'c') = 0 THEN ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "a count in a variable": `${t} DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM information_schema.columns WHERE table_name = 't' AND column_name = 'c';
    IF n = 0 THEN ALTER TABLE t ADD c int; END IF; END $$`,
  "EXISTS in a variable": `${t} DO $$ DECLARE there boolean; BEGIN SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c') INTO there;
    IF NOT there THEN ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "EXISTS assigned": `${t} DO $$ DECLARE there boolean := EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'c'); BEGIN
    IF NOT there THEN ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "PERFORM and FOUND": `${t} DO $$ BEGIN PERFORM 1 FROM pg_constraint WHERE conname = 'c'; IF NOT FOUND THEN ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); END IF; END $$`,
  "a name looked up and dropped": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT odd_name CHECK (b > 0); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    DO $$ DECLARE n text; BEGIN SELECT conname INTO n FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c';
    IF n IS NOT NULL THEN EXECUTE 'ALTER TABLE t DROP CONSTRAINT ' || quote_ident(n); END IF; END $$`,
  "RETURN as a guard": `DO $$ BEGIN IF to_regclass('n') IS NOT NULL THEN RETURN; END IF; CREATE TABLE n (); END $$`,
  "RETURN as a guard that asks something else": `DO $$ BEGIN IF to_regclass('m') IS NOT NULL THEN RETURN; END IF; CREATE TABLE n (); END $$`,
  "duplicate_object around CHECK": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT c CHECK (b > 0); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  "duplicate_object around UNIQUE": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT c UNIQUE (b); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  "duplicate_table around UNIQUE": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT c UNIQUE (b); EXCEPTION WHEN duplicate_table THEN NULL; END $$`,
  "duplicate_object around PRIMARY KEY": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT c PRIMARY KEY (id); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  "invalid_table_definition around PRIMARY KEY": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT c PRIMARY KEY (id); EXCEPTION WHEN invalid_table_definition THEN NULL; END $$`,
  "SQLSTATE 42P16 around PRIMARY KEY": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT c PRIMARY KEY (id); EXCEPTION WHEN SQLSTATE '42P16' THEN NULL; END $$`,
  "duplicate_table around CREATE TABLE": `DO $$ BEGIN CREATE TABLE n (); EXCEPTION WHEN duplicate_table THEN NULL; END $$`,
  "duplicate_object around CREATE TABLE": `DO $$ BEGIN CREATE TABLE n (); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  "duplicate_object around CREATE TYPE": `DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  "duplicate_column around ADD COLUMN": `${t} DO $$ BEGIN ALTER TABLE t ADD c int; EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'there'; END $$`,
  "undefined_column around RENAME": `${t} DO $$ BEGIN ALTER TABLE t RENAME a TO z; EXCEPTION WHEN undefined_column THEN NULL; END $$`,
  "undefined_table around DROP": `${t} DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN undefined_table THEN NULL; END $$`,
  "OTHERS around anything": `${t} DO $$ BEGIN ALTER TABLE t ADD c int; CREATE INDEX i ON t (c); EXCEPTION WHEN OTHERS THEN NULL; END $$`,
  "one block around two statements": `${t} DO $$ BEGIN ALTER TABLE t ADD c int; ALTER TABLE t ADD CONSTRAINT k CHECK (c > 0); EXCEPTION WHEN duplicate_column THEN NULL; END $$`,
  "the second statement is spared with the first": `${t} ALTER TABLE t ADD COLUMN IF NOT EXISTS c int;
    DO $$ BEGIN ALTER TABLE t ADD c int; CREATE TABLE never (); EXCEPTION WHEN duplicate_column THEN NULL; END $$`,
  "a handler that does it another way": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0); EXCEPTION WHEN duplicate_object THEN
    ALTER TABLE t DROP CONSTRAINT k; ALTER TABLE t ADD CONSTRAINT k CHECK (b > 1); END $$`,
  "an unnamed constraint inside a guard": `${t} DO $$ BEGIN ALTER TABLE t ADD CHECK (b > 0); EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  "a loop over names": `${t} DO $$ DECLARE c text; BEGIN FOREACH c IN ARRAY ARRAY['x', 'y', 'z'] LOOP
    EXECUTE format('ALTER TABLE t ADD COLUMN IF NOT EXISTS %I int', c); EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON t (%I)', 't_' || c, c); END LOOP; END $$`,
  "a loop over names without a guard": `${t} DO $$ DECLARE c text; BEGIN FOREACH c IN ARRAY ARRAY['x', 'y'] LOOP EXECUTE format('ALTER TABLE %I ADD %I int', 't', c); END LOOP; END $$`,
  "a loop over what is there": `${t} CREATE TABLE IF NOT EXISTS u (id int);
    DO $$ DECLARE r record; BEGIN FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1 LOOP
    EXECUTE format('ALTER TABLE public.%I ADD COLUMN added int', r.tablename); END LOOP; END $$`,
  "a loop that drops what it finds": `${t} DO $$ BEGIN ALTER TABLE t ADD CONSTRAINT k1 CHECK (b > 0); ALTER TABLE t ADD CONSTRAINT k2 CHECK (b > 1); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
    DO $$ DECLARE r record; BEGIN FOR r IN (SELECT conname FROM pg_constraint WHERE conrelid = 't'::regclass AND contype = 'c') LOOP
    EXECUTE 'ALTER TABLE t DROP CONSTRAINT ' || quote_ident(r.conname); END LOOP; END $$`,
  "a loop over numbers": `DO $$ BEGIN FOR i IN 1..3 LOOP EXECUTE 'CREATE TABLE part_' || i || ' (id int)'; END LOOP; END $$`,
  "a loop over a query's literals": `DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM (VALUES ('ta', 'x'), ('tb', 'y')) AS v(t, c) LOOP
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I (%I int)', r.t, r.c); END LOOP; END $$`,
  "a function as a guard": `${t} CREATE OR REPLACE FUNCTION has_c(tab text, con text) RETURNS boolean LANGUAGE plpgsql AS $f$
      BEGIN RETURN EXISTS (SELECT 1 FROM pg_constraint WHERE conname = con AND conrelid = tab::regclass); END $f$;
    DO $$ BEGIN IF NOT has_c('t', 'k') THEN ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0); END IF; END $$`,
  "a function in SQL as a guard": `${t} CREATE OR REPLACE FUNCTION has_c(con text) RETURNS boolean LANGUAGE sql AS 'SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = con)';
    DO $$ BEGIN IF NOT has_c('k') THEN ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0); END IF; END $$`,
  "a function that adds what lacks": `${t} CREATE OR REPLACE FUNCTION add_c(tab text, con text, def text) RETURNS void LANGUAGE plpgsql AS $f$
      BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = con) THEN
      EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I %s', tab, con, def); END IF; END $f$;
    SELECT add_c('t', 'k1', 'CHECK (b > 0)'); SELECT add_c('t', 'k2', 'UNIQUE (b)'); DROP FUNCTION add_c(text, text, text)`,
  "a function that does not ask": `${t} CREATE OR REPLACE FUNCTION add_c() RETURNS void LANGUAGE plpgsql AS $f$
      BEGIN ALTER TABLE t ADD CONSTRAINT k CHECK (b > 0); END $f$; SELECT add_c()`,
  "PERFORM of a function": `${t} CREATE OR REPLACE FUNCTION add_c() RETURNS void LANGUAGE plpgsql AS $f$
      BEGIN ALTER TABLE t ADD c int; END $f$; DO $$ BEGIN PERFORM add_c(); END $$`,
  "CALL of a procedure": `${t} CREATE OR REPLACE PROCEDURE add_c(n text) LANGUAGE plpgsql AS $f$
      BEGIN EXECUTE format('ALTER TABLE t ADD %I int', n); END $f$; CALL add_c('c')`,
  "an error inside a function is caught": `${t} CREATE OR REPLACE FUNCTION add_c() RETURNS void LANGUAGE plpgsql AS $f$
      BEGIN ALTER TABLE t ADD c int; END $f$; DO $$ BEGIN PERFORM add_c(); EXCEPTION WHEN duplicate_column THEN NULL; END $$`,
  "a column comes before a parameter in SQL": `${t} CREATE OR REPLACE FUNCTION has_col(column_name text) RETURNS boolean LANGUAGE sql AS
      'SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE column_name = column_name)';
    DO $$ BEGIN IF NOT has_col('never') THEN CREATE TABLE never_made (); END IF; END $$`,
  "a function with a search_path of its own": `CREATE SCHEMA IF NOT EXISTS app; CREATE TABLE IF NOT EXISTS app.n (id int);
    CREATE OR REPLACE FUNCTION in_app() RETURNS void LANGUAGE plpgsql SET search_path = app AS 'BEGIN ALTER TABLE n ADD c int; END';
    SELECT in_app(); CREATE TABLE n ()`,
  "a function whose body names what is not there": `CREATE FUNCTION f1() RETURNS int LANGUAGE sql AS 'SELECT a FROM nowhere';
    CREATE FUNCTION f2() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT a FROM nowhere); END'; SELECT f2();
    CREATE FUNCTION f3() RETURNS int LANGUAGE plpgsql AS 'DECLARE r nowhere%ROWTYPE; BEGIN RETURN 1; END';
    CREATE FUNCTION f4() RETURNS int LANGUAGE plpgsql AS 'BEGIN nonsense; END'`,
  "a body is not looked at when check_function_bodies is off": `SET check_function_bodies = off;
    CREATE FUNCTION f1() RETURNS int LANGUAGE sql AS 'SELECT a FROM nowhere'; RESET check_function_bodies;
    CREATE FUNCTION f5() RETURNS int LANGUAGE sql AS 'SELECT a FROM nowhere'`,
  "a check that raises": `${t} DO $$ BEGIN IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'zz') THEN
    RAISE EXCEPTION 'zz is missing'; END IF; END $$`,
  "a constant decides": `DO $$ DECLARE want CONSTANT boolean := false; BEGIN IF want THEN CREATE TABLE n (); END IF; END $$`,
  "a search_path inside": `CREATE SCHEMA IF NOT EXISTS app; DO $$ BEGIN SET LOCAL search_path TO app; CREATE TABLE n (); END $$`,
  "rows decide": `CREATE TABLE IF NOT EXISTS s (k text PRIMARY KEY, v text);
    DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM s WHERE k = 'a') THEN INSERT INTO s VALUES ('a', '1'); END IF; END $$`,
  "rows decide, wrongly": `CREATE TABLE IF NOT EXISTS s (k text PRIMARY KEY, v text);
    DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM s WHERE k = 'b') THEN INSERT INTO s VALUES ('a', '1'); END IF; END $$`,
};

let parser: Parser;
let postgres: PGlite;
beforeAll(async () => {
  [parser, postgres] = await Promise.all([newParser(), bootPostgres()]);
}, 60_000);
afterAll(() => postgres.close());

test.each(Object.entries(histories))("%s", async (_, sql) => {
  expect(await disagreements(postgres, parser, sql)).toEqual([]);
});
