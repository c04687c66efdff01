import { beforeAll, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

test("two long names that PostgreSQL cuts to the same one: the second is there already", () => {
  const name = (end: string) =>
    `orders_by_identifier_for_the_report_of_every_second_monday_in_a_${end}`;
  const files = [
    `CREATE TABLE IF NOT EXISTS ${name("month")} (id int);`,
    `CREATE TABLE ${name("year")} (id int);`,
  ].map((text, index) => ({ path: `migrations/000${index + 1}_a.sql`, text }));
  const [history] = service.open(files);
  if (!history) throw new Error("no history");
  const found = service.check(history, "migrations/0002_a.sql", {
    rerun: "off",
    disabledRules: [],
  });
  expect(found.findings.map((one) => [one.rule, one.severity, one.sqlstate])).toEqual([
    ["first-run/created-twice", "error", "42P07"],
    ["first-run/identifier-too-long", "warning", null],
  ]);
});
