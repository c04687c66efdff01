import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { newParser } from "../../support/parser.ts";
import { bootWithExtensions, disagreements } from "./agree.ts";
import { extensions } from "./cases/extensions.ts";
import { plainObjects } from "./cases/plain-objects.ts";
import { policies } from "./cases/policies.ts";
import { privileges } from "./cases/privileges.ts";
import { publications } from "./cases/publications.ts";
import { roles } from "./cases/roles.ts";
import { routines } from "./cases/routines.ts";
import { schemas } from "./cases/schemas.ts";
import { session } from "./cases/session.ts";
import { triggers } from "./cases/triggers.ts";
import { types } from "./cases/types.ts";

let db: PGlite;
let parser: Parser;
beforeAll(async () => {
  [db, parser] = await Promise.all([bootWithExtensions(), newParser()]);
}, 60_000);
afterAll(() => db.close());

const families = {
  types,
  routines,
  triggers,
  policies,
  schemas,
  roles,
  privileges,
  publications,
  extensions,
  plainObjects,
  session,
};

describe.each(Object.entries(families))("%s, run twice from an empty database", (_, cases) => {
  test.each(cases)("%s", async (sql) => {
    expect(await disagreements(db, parser, sql)).toEqual([]);
  });
});
