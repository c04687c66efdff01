import { expect, test } from "vitest";
import { createService } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** What one database's location needs may be made in the one for all that is run with it. */
test.each([
  ["db/migration/postgresql", []],
  ["db/migration", ["first-run/never-created"]],
])("a table that no file of %s makes", async (folder, expected) => {
  const path = `${folder}/V2__nests.sql`;
  const files = [
    { path: `${folder}/V1__ducks.sql`, text: "CREATE TABLE IF NOT EXISTS ducks (id int);" },
    {
      path,
      text: "CREATE TABLE IF NOT EXISTS nests (egg int REFERENCES eggs (id));",
    },
  ];
  const service = createService(await newParser());
  const [history] = service.open(files);
  if (!history) throw new Error("no history");
  const { findings } = service.check(history, path, { rerun: "off", disabledRules: [] });
  expect(findings.map(({ rule }) => rule)).toEqual(expected);
});
