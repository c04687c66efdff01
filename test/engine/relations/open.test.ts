import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { bootPostgres, disagreements } from "../support.ts";
import { unknownPast } from "./cases/open.ts";

let db: PGlite;
let parser: Parser;
beforeAll(async () => {
  [db, parser] = await Promise.all([bootPostgres(), newParser()]);
}, 60_000);
afterAll(() => db.close());

test.each(unknownPast)("after $given: $sql", async ({ given, sql }) => {
  expect(await disagreements(db, parser, sql, given)).toEqual([]);
});
