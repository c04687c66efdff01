import { afterAll, beforeAll, expect, test } from "vitest";
import type { Parser } from "../../server/src/sql/parser.ts";
import { newParser } from "../support/parser.ts";
import { type Real, startReal } from "./real.ts";
import { report } from "./report.ts";
import { search } from "./search.ts";

/** The same cases every time, for about two minutes; more of them, and other ones: scripts/differential.mts. */
const seed = Number(process.env.DIFFERENTIAL_SEED ?? 1);

let real: Real;
let parser: Parser;

beforeAll(async () => {
  real = await startReal();
  parser = await newParser();
}, 120_000);

afterAll(() => real.close());

test.each([
  { world: "closed", cases: 700, unsure: 0.01 },
  // What was there before the file is not shown: most first runs are unsure for that reason alone.
  { world: "open", cases: 700, unsure: 0.4 },
] as const)(
  "$cases generated migrations, run twice, answer as PostgreSQL does: $world world",
  async ({ world, cases, unsure }) => {
    let left = cases;
    const found: string[] = [];
    const totals = await search(
      real,
      parser,
      { seed, until: () => left-- <= 0, world },
      ({ migration, difference }) => {
        found.push(report(migration, world, difference));
        return false;
      },
    );
    const doubts = [...totals.unsure.values()].reduce((sum, times) => sum + times, 0);
    const share = doubts / totals.statements;
    console.log(
      `${world} world: ${totals.cases} cases, ${totals.statements} statements, ${(100 * share).toFixed(2)} % unsure`,
    );
    expect(found.join("\n")).toBe("");
    expect(totals.cases).toBe(cases);
    expect(share).toBeLessThan(unsure);
  },
  900_000,
);
