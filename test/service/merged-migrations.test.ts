import { expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import { createService } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** ory/x's popx lays the migrations of libraries over a program's own: what nobody here makes may be theirs. */
test.each([
  ["github.com/ory/x v0.0.700", []],
  ["github.com/gobuffalo/pop/v6 v6.1.1", ["first-run/never-created"]],
])("a table that no file makes, with %s in go.mod", async (required, expected) => {
  const service = createService(await newParser());
  const files = [
    {
      path: "sql/20250101120000_tuples.postgres.up.sql",
      text: "CREATE TABLE tuples (id int PRIMARY KEY, nid int);",
    },
    {
      path: "sql/20250102120000_key.postgres.up.sql",
      text: "ALTER TABLE tuples ADD FOREIGN KEY (nid) REFERENCES networks (id);",
    },
  ];
  const nearby = [{ path: "go.mod", text: `module a\n\nrequire ${required}\n` }];
  const [history] = service.open(files, { base: "", nearby, declared: () => nothingSaid });
  expect(history?.runner.id).toBe("pop");
  if (!history) return;
  const path = "sql/20250102120000_key.postgres.up.sql";
  const { findings } = service.check(history, path, { rerun: "off", disabledRules: [] });
  expect(findings.map(({ rule }) => rule)).toEqual(expected);
});
