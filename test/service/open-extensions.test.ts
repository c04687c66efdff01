import { beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** Extensions of which nobody here knows what they bring: nothing of theirs is called missing. */
let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

function errors(...texts: readonly string[]): readonly string[] {
  const files = texts.map((text, index) => ({ path: `migrations/00${index + 1}_a.sql`, text }));
  const [history] = service.open(files);
  if (!history) throw new Error("no history");
  return files.flatMap(({ path }) =>
    service
      .check(history, path, { rerun: "off", disabledRules: [] })
      .findings.filter((one) => one.severity === "error")
      .map((one) => one.message),
  );
}

const asks = (schema: string) => `DO $$ DECLARE found boolean; BEGIN
  SELECT EXISTS (
    SELECT 1 FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
    JOIN pg_attribute a ON a.attrelid = t.typrelid
    WHERE n.nspname = '${schema}' AND t.typname = 'message' AND a.attname = 'headers'
  ) INTO found;
  IF NOT found THEN RAISE EXCEPTION 'too old'; END IF;
END $$;`;

describe("a guard that asks for what an extension brings", () => {
  const queue =
    "CREATE TABLE a (id int); CREATE SCHEMA queue; CREATE EXTENSION queue_of_ours SCHEMA queue;";

  test("in the extension's own schema: nobody knows", () => {
    expect(errors(queue, asks("queue"))).toEqual([]);
  });

  test("elsewhere: it is not there", () => {
    expect(errors("CREATE TABLE a (id int); CREATE SCHEMA other;", asks("other"))).toEqual([
      "Fails on a fresh database: P0001 too old.",
    ]);
  });
});

test("without a search path an unknown extension may have a schema of its own", () => {
  const empty = "CREATE TABLE public.a (id int); SELECT set_config('search_path', '', false);";
  expect(errors(`${empty} CREATE EXTENSION IF NOT EXISTS extension_of_ours;`)).toEqual([]);
  expect(errors(`${empty} CREATE EXTENSION IF NOT EXISTS hstore;`)).toEqual([
    "Fails on a fresh database: 3F000 no schema has been selected to create in.",
  ]);
});
