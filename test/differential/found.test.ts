import { afterAll, beforeAll, expect, test } from "vitest";
import type { Parser } from "../../server/src/sql/parser.ts";
import { newParser } from "../support/parser.ts";
import { found } from "./found.ts";
import { type Real, startReal } from "./real.ts";
import { runCase } from "./run-case.ts";

/** What the generated test found once: PostgreSQL's answers, held against both sides. */
let real: Real;
let parser: Parser;

beforeAll(async () => {
  real = await startReal();
  parser = await newParser();
}, 120_000);

afterAll(() => real.close());

test.each(found)(
  "$name",
  async ({ before = [], file, first, second = first, world = "closed" }) => {
    const result = await runCase(real, parser, { before, file }, world);
    expect(result.difference).toBeUndefined();
    expect(result.answers).toEqual({ before: expect.anything(), first, second });
  },
);
