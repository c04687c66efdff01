import { beforeAll, expect, test } from "vitest";
import { nothingDeclared, nothingSaid } from "../../server/src/history/declared.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** What is said of files that undo migrations. */
let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

function messages(
  texts: Readonly<Record<string, string>>,
  roles: readonly string[] = [],
): readonly string[] {
  const files = Object.entries(texts).map(([name, text]) => ({ path: `db/${name}`, text }));
  const environment = { ...nothingDeclared, roles };
  const declared = { ...nothingSaid, environment, runner: "golang-migrate" };
  const [history] = service.open(files, { base: "", nearby: [], declared: () => declared });
  if (!history) throw new Error("no history");
  return files.flatMap(({ path }) =>
    service
      .check(history, path, { rerun: "off", disabledRules: [] })
      .findings.map((one) => one.message),
  );
}

test("what a declared role was granted beside is no part of the schema", () => {
  const files = {
    "1_a.up.sql": "CREATE TABLE a (id int); GRANT SELECT ON a TO reader;",
    "1_a.down.sql": "DROP TABLE a;",
    "2_b.up.sql":
      "CREATE SCHEMA s; GRANT UPDATE ON a TO reader; GRANT USAGE ON SCHEMA s TO reader;",
    "2_b.down.sql": "REVOKE UPDATE ON a FROM reader;",
  };
  expect(messages(files, ["reader"])).toEqual([
    "The reverse does not restore the schema: schema s is left over.",
  ]);
});
