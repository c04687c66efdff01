import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rules } from "../../server/src/rules/registry.ts";
import { run, startPostgres } from "./support/postgres.ts";

let db: PGlite;
beforeAll(async () => {
  db = await startPostgres();
}, 60_000);
afterAll(() => db.close());
describe.each(rules)("$id", (rule) => {
  test.each(rule.examples.flags)("flags: $sql", async (example) => {
    const once = await run(db, example.given ?? "", example.sql, example.sql);
    if (rule.severity === "rerun")
      expect(once.errors.length > 0 || once.snapshots[0] !== once.snapshots[1]).toBe(true);
    if (example.fixed === undefined) return;
    const twice = await run(db, example.given ?? "", example.fixed, example.fixed);
    expect(twice.errors).toEqual([]);
    expect(twice.snapshots[0]).toBe(once.snapshots[0]);
    expect(twice.snapshots[1]).toBe(twice.snapshots[0]);
  });
  test.each(rule.examples.allows)("allows: $sql", async (example) => {
    const twice = await run(db, example.given ?? "", example.sql, example.sql);
    expect(twice.errors).toEqual([]);
    expect(twice.snapshots[1]).toBe(twice.snapshots[0]);
  });
});
