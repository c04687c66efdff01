import type { Example } from "../../rule.ts";
import { guarded, lines, unless } from "./lines.ts";

const inSchema = (catalog: string, namespace: string): string =>
  `${catalog} o JOIN pg_namespace n ON n.oid = o.${namespace}`;

/** CREATE of kinds without IF NOT EXISTS and OR REPLACE. */
export const objectExamples: readonly Example[] = [
  {
    sql: "CREATE TYPE mood AS ENUM ('sad', 'happy');",
    fixed: guarded(
      unless(
        inSchema("pg_type", "typnamespace"),
        "o.typname = 'mood' AND n.nspname = current_schema()",
      ),
      ["CREATE TYPE mood AS ENUM ('sad', 'happy');"],
    ),
  },
  {
    given: "CREATE SCHEMA shop;",
    sql: lines("CREATE TYPE shop.price AS (", "  amount numeric,", "  currency text", ");"),
    fixed: guarded(unless("pg_type", "typname = 'price' AND typnamespace = 'shop'::regnamespace"), [
      "CREATE TYPE shop.price AS (",
      "  amount numeric,",
      "  currency text",
      ");",
    ]),
  },
  {
    sql: "CREATE TYPE floats AS RANGE (subtype = float8);",
    fixed: guarded(
      unless(
        inSchema("pg_type", "typnamespace"),
        "o.typname = 'floats' AND n.nspname = current_schema()",
      ),
      ["CREATE TYPE floats AS RANGE (subtype = float8);"],
    ),
  },
  {
    sql: "CREATE DOMAIN positive AS int CHECK (VALUE > 0);",
    fixed: guarded(
      unless(
        inSchema("pg_type", "typnamespace"),
        "o.typname = 'positive' AND n.nspname = current_schema()",
      ),
      ["CREATE DOMAIN positive AS int CHECK (VALUE > 0);"],
    ),
  },
  {
    sql: "CREATE ROLE example_reader NOLOGIN;",
    also: ["prerequisite/privilege-needed"],
    fixed: guarded(unless("pg_roles", "rolname = 'example_reader'"), [
      "CREATE ROLE example_reader NOLOGIN;",
    ]),
  },
  {
    given: "CREATE TABLE orders (id int);",
    sql: 'CREATE POLICY "own rows" ON orders USING (id = 1);',
    fixed: guarded(unless("pg_policy", "polname = 'own rows' AND polrelid = 'orders'::regclass"), [
      'CREATE POLICY "own rows" ON orders USING (id = 1);',
    ]),
  },
  {
    given: "CREATE TABLE orders (id int);",
    sql: "CREATE PUBLICATION feed FOR TABLE orders;",
    fixed: guarded(unless("pg_publication", "pubname = 'feed'"), [
      "CREATE PUBLICATION feed FOR TABLE orders;",
    ]),
  },
  {
    given: "CREATE TYPE mood AS ENUM ('sad');",
    sql: "CREATE CAST (text AS mood) WITH INOUT;",
    fixed: guarded(
      unless("pg_cast", "castsource = 'text'::regtype AND casttarget = 'mood'::regtype"),
      ["CREATE CAST (text AS mood) WITH INOUT;"],
    ),
  },
  {
    sql: "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);",
    fixed: guarded(
      ["IF to_regoperator('===(int, int)') IS NULL THEN"],
      ["CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);"],
    ),
  },
  {
    sql: "CREATE OPERATOR FAMILY own USING btree;",
    also: ["prerequisite/superuser-only"],
    fixed: guarded(
      unless(
        inSchema("pg_opfamily", "opfnamespace"),
        "o.opfname = 'own' AND n.nspname = current_schema() AND o.opfmethod = (SELECT oid FROM pg_am WHERE amname = 'btree')",
      ),
      ["CREATE OPERATOR FAMILY own USING btree;"],
    ),
  },
  {
    sql: "CREATE TEXT SEARCH CONFIGURATION own (COPY = simple);",
    fixed: guarded(
      unless(
        inSchema("pg_ts_config", "cfgnamespace"),
        "o.cfgname = 'own' AND n.nspname = current_schema()",
      ),
      ["CREATE TEXT SEARCH CONFIGURATION own (COPY = simple);"],
    ),
  },
  {
    sql: "CREATE TEXT SEARCH DICTIONARY own (TEMPLATE = simple);",
    fixed: guarded(
      unless(
        inSchema("pg_ts_dict", "dictnamespace"),
        "o.dictname = 'own' AND n.nspname = current_schema()",
      ),
      ["CREATE TEXT SEARCH DICTIONARY own (TEMPLATE = simple);"],
    ),
  },
  {
    sql: "CREATE FOREIGN DATA WRAPPER dummy;",
    also: ["prerequisite/superuser-only"],
    fixed: guarded(unless("pg_foreign_data_wrapper", "fdwname = 'dummy'"), [
      "CREATE FOREIGN DATA WRAPPER dummy;",
    ]),
  },
  {
    given: "CREATE FUNCTION watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;",
    sql: "CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE FUNCTION watch();",
    also: ["prerequisite/superuser-only"],
    fixed: guarded(unless("pg_event_trigger", "evtname = 'watching'"), [
      "CREATE EVENT TRIGGER watching ON ddl_command_end EXECUTE FUNCTION watch();",
    ]),
  },
  {
    given:
      "CREATE TABLE orders (id int); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;",
    sql: lines(
      "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON orders",
      "  DEFERRABLE INITIALLY DEFERRED",
      "  FOR EACH ROW EXECUTE FUNCTION stamp();",
    ),
    fixed: guarded(unless("pg_trigger", "tgname = 'late' AND tgrelid = 'orders'::regclass"), [
      "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON orders",
      "  DEFERRABLE INITIALLY DEFERRED",
      "  FOR EACH ROW EXECUTE FUNCTION stamp();",
    ]),
  },
  {
    given: "CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE PUBLICATION feed FOR TABLE a;",
    sql: "ALTER PUBLICATION feed ADD TABLE b;",
    fixed: guarded(
      unless(
        "pg_publication_rel",
        "prpubid = (SELECT oid FROM pg_publication WHERE pubname = 'feed') AND prrelid = 'b'::regclass",
      ),
      ["ALTER PUBLICATION feed ADD TABLE b;"],
    ),
  },
];
