import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { bootPostgres } from "../support.ts";
import { given, lookups, open, values } from "./guard-cases.ts";
import { catalogAfter, engineSays, postgresSays } from "./support.ts";

let parser: Parser;
let db: PGlite;
let catalog: Catalog;
beforeAll(async () => {
  parser = await newParser();
  db = await bootPostgres();
  await db.exec(given);
  catalog = catalogAfter(parser, given);
}, 60_000);
afterAll(() => db.close());

test.each(lookups)("says what PostgreSQL says: %s", async (sql) => {
  expect(engineSays(parser, catalog, sql)).toEqual(await postgresSays(db, sql));
});

test.each(values)("says what PostgreSQL says: %s", async (sql) => {
  expect(engineSays(parser, catalog, sql)).toEqual(await postgresSays(db, sql));
});

test.each(open)("leaves open: %s", (sql) => {
  expect(engineSays(parser, catalog, sql)).toBe("unknown");
});
