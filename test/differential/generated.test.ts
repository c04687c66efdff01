import { afterAll, beforeAll, expect, test } from "vitest";
import type { Parser } from "../../server/src/sql/parser.ts";
import { newParser } from "../support/parser.ts";
import { type Real, startReal } from "./real.ts";
import { report } from "./report.ts";
import { search } from "./search.ts";

/** The same cases every time, as many as fit into the time; longer: scripts/differential.mts. */
const seconds = Number(process.env.DIFFERENTIAL_SECONDS ?? 120);
const seed = Number(process.env.DIFFERENTIAL_SEED ?? 1);

let real: Real;
let parser: Parser;

beforeAll(async () => {
  real = await startReal();
  parser = await newParser();
}, 60_000);

afterAll(() => real.close());

test.each([
  { world: "closed", share: 0.7, unsure: 0.03 },
  { world: "open", share: 0.3, unsure: 1 },
] as const)(
  "generated migrations, run twice, answer as PostgreSQL does: $world world",
  async ({ world, share, unsure }) => {
    const end = Date.now() + seconds * share * 1000;
    const found: string[] = [];
    const until = (): boolean => Date.now() > end;
    const totals = await search(
      real,
      parser,
      { seed, until, world },
      ({ migration, difference }) => {
        found.push(report(migration, world, difference));
        return false;
      },
    );
    expect(found.join("\n")).toBe("");
    expect(totals.cases).toBeGreaterThan(0);
    const doubts = [...totals.unsure.values()].reduce((sum, times) => sum + times, 0);
    expect(doubts / totals.statements).toBeLessThan(unsure);
  },
  seconds * 1000 + 120_000,
);
