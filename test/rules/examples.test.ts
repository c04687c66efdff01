import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nothingSaid } from "../../server/src/history/declared.ts";
import type { Finding } from "../../server/src/rules/finding.ts";
import { rules } from "../../server/src/rules/registry.ts";
import type { Example } from "../../server/src/rules/rule.ts";
import { createService, type Service } from "../../server/src/service.ts";
import { applyEdits } from "../../server/src/text/edits.ts";
import { newParser } from "../support/parser.ts";
import { run, startPostgres } from "./support/postgres.ts";

/** Every example of every rule: in our own words first, then on a real PostgreSQL. */
const options = { rerun: "auto", disabledRules: [] } as const;
let service: Service;
let db: PGlite;

beforeAll(async () => {
  service = createService(await newParser());
  db = await startPostgres();
}, 60_000);

afterAll(() => db.close());

describe.each(rules)("$id", (rule) => {
  test.each(rule.examples.flags)("flags: $sql", async (example) => {
    const found = check(example, example.sql);
    expect(new Set(found.map((one) => one.rule))).toEqual(
      new Set([rule.id, ...(example.also ?? [])]),
    );
    const fixed = fix(example);
    expect(fixed).toBe(example.fixed ?? example.sql);
    if (example.prepared) return expect(await prepared(example.sql)).toBe(found[0]?.sqlstate);
    const once = await run(db, example.given ?? "", example.sql, example.sql);
    if (found.some((one) => one.message.startsWith("The second run")))
      expect(once.errors.length > 0 || once.snapshots[0] !== once.snapshots[1]).toBe(true);
    for (const one of found)
      if (one.run === "fresh" && one.severity === "error")
        expect(once.errors.join("\n")).toContain(`${one.sqlstate} `);
    if (example.everyBoot) {
      const boot = [example.given, example.sql, example.later].join("\n");
      const { errors } = await run(db, "", boot, boot);
      const expected = found.flatMap((one) => one.sqlstate ?? []);
      expect(errors.map((error) => error.slice(0, 5))).toEqual(expected);
    }
    if (example.fixed === undefined) return;
    expect(check(example, fixed)).toEqual([]);
    const twice = await run(db, example.given ?? "", fixed, fixed);
    expect(twice.errors).toEqual([]);
    if (example.makesMore) expect(twice.snapshots[0]).not.toBe(once.snapshots[0]);
    else expect(twice.snapshots[0]).toBe(once.snapshots[0]);
    expect(twice.snapshots[1]).toBe(twice.snapshots[0]);
  });

  test.each(rule.examples.allows)("allows: $sql", async (example) => {
    expect(check(example, example.sql)).toEqual([]);
    const twice = await run(db, example.given ?? "", example.sql, example.sql);
    expect(twice.errors).toEqual([]);
    expect(twice.snapshots[1]).toBe(twice.snapshots[0]);
  });
});

/** What PostgreSQL says of it as one prepared statement. */
const prepared = (text: string): Promise<unknown> =>
  db.query(text).then(
    () => undefined,
    (error: { code: string }) => error.code,
  );

const path = "migrations/0002_this.sql";

const history = (example: Example, sql: string) => {
  const runner = example.everyBoot ? { runner: "no-tracker" } : {};
  const [opened] = service.open(
    [
      { path: "migrations/0001_given.sql", text: example.given ?? "" },
      { path, text: sql },
      ...(example.later === undefined
        ? []
        : [{ path: "migrations/0003_later.sql", text: example.later }]),
    ],
    { base: "", nearby: [], declared: () => ({ ...nothingSaid, ...runner }) },
  );
  if (!opened) throw new Error("no history");
  return opened;
};

const check = (example: Example, sql: string): readonly Finding[] =>
  example.prepared ? inProgram(sql) : service.check(history(example, sql), path, options).findings;

/** As Rust's sqlx sends it. */
function inProgram(sql: string): readonly Finding[] {
  const text = `use sqlx::PgPool;\n\npub async fn migrate(pool: &PgPool) -> Result<(), sqlx::Error> {\n    sqlx::query(r#"${sql}"#).execute(pool).await?;\n    Ok(())\n}\n`;
  const host = "src/migrate.rs";
  return service
    .open([{ path: host, text }])
    .flatMap((one) => service.check(one, host, options).findings);
}

/** All at once; what is merely said of a first run that goes well is mended by its own quick fix. */
function fix(example: Example): string {
  if (example.prepared) return example.sql;
  const opened = history(example, example.sql);
  const all = service.fixAll(opened, path, "review", options).text;
  if (all !== example.sql || example.fixed === undefined) return all;
  const [first] = service.check(opened, path, options).findings;
  const [quick] = first ? service.fixes(opened, first, options) : [];
  return quick ? applyEdits(example.sql, quick.edits) : all;
}
