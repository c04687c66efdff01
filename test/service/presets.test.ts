import { beforeAll, describe, expect, test } from "vitest";
import { readSettings } from "../../server/src/config/settings.ts";
import { readSurroundings } from "../../server/src/config/surroundings.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { newParser } from "../support/parser.ts";

/** What a platform puts into a database is missing without its preset, and there with it. */
let service: Service;

beforeAll(async () => {
  service = createService(await newParser());
});

function told(preset: string, sql: string): readonly string[] {
  const files = ["CREATE TABLE orders (id int);", sql].map((text, index) => ({
    path: `/repo/migrations/000${index + 1}_a.sql`,
    text,
  }));
  const { settings } = readSettings({ environment: { preset } });
  const [history] = service.open(files, readSurroundings("/repo", [], settings));
  if (!history) throw new Error("no history");
  const options = { rerun: "off", disabledRules: [] } as const;
  return service.check(history, files[1]?.path ?? "", options).findings.map((one) => one.rule);
}

describe.each([
  [
    "supabase",
    "GRANT SELECT ON orders TO anon, authenticated, service_role;",
    ["prerequisite/role-missing", "prerequisite/role-missing", "prerequisite/role-missing"],
  ],
  [
    "supabase",
    "ALTER TABLE orders ADD COLUMN owner uuid REFERENCES auth.users (id) DEFAULT auth.uid();",
    ["prerequisite/schema-missing"],
  ],
  [
    "supabase",
    "CREATE POLICY own ON orders TO authenticated USING (auth.uid() IS NOT NULL);",
    ["prerequisite/role-missing", "prerequisite/schema-missing"],
  ],
  [
    "supabase",
    "ALTER TABLE orders ADD COLUMN token uuid DEFAULT extensions.uuid_generate_v4();",
    ["prerequisite/schema-missing"],
  ],
  [
    "supabase",
    "ALTER TABLE orders ADD COLUMN token uuid DEFAULT uuid_generate_v4();",
    ["prerequisite/extension-missing"],
  ],
  ["neon", "GRANT SELECT ON orders TO neon_superuser;", ["prerequisite/role-missing"]],
  [
    "rds",
    "GRANT rds_iam TO CURRENT_USER; ALTER TABLE orders OWNER TO rds_superuser;",
    ["prerequisite/role-missing", "prerequisite/role-missing"],
  ],
  [
    "heroku",
    "CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA heroku_ext;",
    ["prerequisite/schema-missing"],
  ],
  ["cloudsql", "GRANT SELECT ON orders TO cloudsqlsuperuser;", ["prerequisite/role-missing"]],
])("%s: %s", (preset, sql, without) => {
  test("is missing without it", () => {
    expect(told("none", sql)).toEqual(without);
  });

  test("is there with it", () => {
    expect(told(preset, sql)).toEqual([]);
  });

  test("is not brought by another platform", () => {
    const other = preset === "rds" ? "neon" : "rds";
    expect(told(other, sql)).toEqual(without);
  });
});
