import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { bootPostgres, disagreements } from "../support.ts";
import { columns } from "./cases/columns.ts";
import { constraints } from "./cases/constraints.ts";
import { createTable } from "./cases/create-table.ts";
import { dropAndRename } from "./cases/drop-rename.ts";
import { immutable } from "./cases/immutable.ts";
import { indexes } from "./cases/index.ts";
import { partitions } from "./cases/partitions.ts";
import { wholeRelation } from "./cases/relation.ts";
import { views } from "./cases/views.ts";

let db: PGlite;
let parser: Parser;
beforeAll(async () => {
  [db, parser] = await Promise.all([bootPostgres(), newParser()]);
}, 60_000);
afterAll(() => db.close());

const families = {
  createTable,
  indexes,
  columns,
  constraints,
  dropAndRename,
  partitions,
  views,
  wholeRelation,
  immutable,
};

describe.each(Object.entries(families))("%s, run twice from an empty database", (_, cases) => {
  test.each(cases)("%s", async (sql) => {
    expect(await disagreements(db, parser, sql)).toEqual([]);
  });
});
