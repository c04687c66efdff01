import { beforeAll, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

function errors(sql: string, postgresVersion?: number): readonly string[] {
  const files = ["CREATE TABLE person (name text NOT NULL);", sql].map((text, index) => ({
    path: `migrations/00${index + 1}_a.sql`,
    text,
  }));
  const declared = { ...nothingSaid, ...(postgresVersion ? { postgresVersion } : {}) };
  const [history] = service.open(files, { base: "", nearby: [], declared: () => declared });
  if (!history) throw new Error("no history");
  return service
    .check(history, "migrations/002_a.sql", { rerun: "off", disabledRules: [] })
    .findings.flatMap((one) => (one.severity === "error" ? one.message : []));
}

test.each([
  "ALTER TABLE person DROP CONSTRAINT person_name_not_null;",
  "ALTER TABLE person RENAME CONSTRAINT person_name_not_null TO required;",
])("the name that PostgreSQL 18 gives to NOT NULL is missing only on older ones: %s", (sql) => {
  expect(errors(sql)).toEqual([]);
  expect(errors(sql, 18)).toEqual([]);
  expect(errors(sql, 17)).toHaveLength(1);
  expect(errors(sql.replace("_not_null", "_check"))).toHaveLength(1);
});
