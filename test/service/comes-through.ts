import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import { split } from "../../server/src/sql/split.ts";
import { type Outcome, run, startPostgres } from "../rules/support/postgres.ts";
import { newParser } from "../support/parser.ts";

let service: Service;
let db: PGlite;

/** For tests of whole files that `fix` rewrites: a PostgreSQL that runs them. */
export function fixOnPostgres(): void {
  beforeAll(async () => {
    service = createService(await newParser());
    db = await startPostgres();
  }, 60_000);
  afterAll(() => db.close());
}

export const runScripts = (given: string, ...scripts: readonly string[]): Promise<Outcome> =>
  run(db, given, ...scripts);

const options = { rerun: "auto", disabledRules: [], halfWay: true } as const;
const path = "migrations/0002_this.sql";

export function fixed(given: string, sql: string) {
  const [opened] = service.open([
    { path: "migrations/0001_given.sql", text: given },
    { path, text: sql },
  ]);
  if (!opened) throw new Error("no history");
  return service.fixAll(opened, path, "review", options);
}

/** Statements of the result, so that the run can stop after any of them. */
const parts = (text: string): readonly string[] =>
  split(text, { start: 0, end: text.length }).map((one) => `${one.text};`);

/**
 * The rewritten file runs twice, and once more after it stopped half-way, and leaves what the file as given leaves when
 * it runs once. `known`: what the history shows of `given`, where that is not all.
 */
export async function comesThrough(given: string, sql: string, known = given): Promise<void> {
  const { text, declined } = fixed(known, sql);
  expect(declined).toEqual([]);
  const original = await runScripts(given, sql, sql);
  expect(original.errors.length > 0 || original.snapshots[0] !== original.snapshots[1]).toBe(true);
  const twice = await runScripts(given, text, text);
  expect(twice.errors).toEqual([]);
  expect(twice.snapshots[0]).toBe(original.snapshots[0]);
  expect(twice.snapshots[1]).toBe(twice.snapshots[0]);
  for (let stop = 1; stop < parts(text).length; stop++) {
    const start = parts(text).slice(0, stop).join("\n");
    const resumed = await runScripts(given, start, text);
    expect(resumed.errors, `stopped after ${stop}`).toEqual([]);
    expect(resumed.snapshots[1], `stopped after ${stop}`).toBe(original.snapshots[0]);
  }
  expect(fixed(known, text).text).toBe(text);
}
