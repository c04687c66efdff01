import { expect, test } from "vitest";
import { createService } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";
import { seen } from "../systems/found.ts";
import { applied, behavesAsItsProfileSays, noting } from "./behaviour.ts";
import { tools } from "./tools.ts";

behavesAsItsProfileSays(tools);

test("dbmate applies the first pair of a file only, as the finding says", async () => {
  const dbmate = tools.find((one) => one.runner === "dbmate");
  if (!dbmate) throw new Error("no dbmate");
  const body = `${noting(1)}-- migrate:down\n-- migrate:up\n${noting(2)}`;
  expect(await applied(dbmate, body)).toEqual({ outcome: "refused", ran: [1] });
  const service = createService(await newParser());
  const files = { [dbmate.name(1)]: dbmate.text(body, 1) };
  expect(seen(service, files).map((one) => [one.rule, one.text])).toEqual([
    ["history/part-never-applied", "-- migrate:up"],
  ]);
});

test("sql-migrate runs every Up part of a file and none of its Down parts", async () => {
  const sqlMigrate = tools.find((one) => one.runner === "sql-migrate");
  if (!sqlMigrate) throw new Error("no sql-migrate");
  const several = (first: string, second: string): string =>
    `${first}-- +migrate Down\nDROP TABLE ran;\n-- +migrate Up\n${second}-- +migrate Down\nDROP TABLE b;\n`;
  expect(await applied(sqlMigrate, several(noting(1), noting(2)))).toEqual({
    outcome: "applied",
    ran: [1, 2],
  });
  const service = createService(await newParser());
  const create = (name: string): string => `CREATE TABLE ${name} (id int);\n`;
  const files = {
    [sqlMigrate.name(1)]: sqlMigrate.text(several(create("ran"), create("b")), 1),
    [sqlMigrate.name(2)]: sqlMigrate.text(
      "ALTER TABLE ran ADD x int;\nALTER TABLE b ADD x int;\nALTER TABLE c ADD x int;\n",
      2,
    ),
  };
  const wrong = seen(service, files).filter((one) => one.rule.startsWith("first-run/"));
  expect(wrong.map((one) => [one.rule, one.text])).toEqual([["first-run/never-created", "c"]]);
});

test("sql-migrate runs nothing of a file that has a Down part only", async () => {
  const sqlMigrate = tools.find((one) => one.runner === "sql-migrate");
  if (!sqlMigrate) throw new Error("no sql-migrate");
  const only = { ...sqlMigrate, text: (body: string) => `-- +migrate Down\n${body}` };
  expect(await applied(only, noting(1))).toEqual({ outcome: "applied", ran: [] });
  const service = createService(await newParser());
  const files = {
    [sqlMigrate.name(1)]: sqlMigrate.text("CREATE TABLE a (id int);\n", 1),
    [only.name(2)]: only.text("DROP TABLE missing;\n"),
  };
  expect(seen(service, files).filter((one) => one.rule.startsWith("first-run/"))).toEqual([]);
});
