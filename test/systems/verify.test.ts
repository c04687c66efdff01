import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createService, type Service } from "../../server/src/service.ts";
import type { Parser } from "../../server/src/sql/parser.ts";
import { planOf } from "../../server/src/verify/plan.ts";
import type { Verifier } from "../../server/src/verify/verify.ts";
import { newParser } from "../support/parser.ts";
import { newVerifier } from "../verify/verifier.ts";
import * as certctl from "./certctl.ts";
import { type Files, opened } from "./found.ts";
import { mended } from "./mend.ts";
import * as mosaic from "./mosaic.ts";
import * as journals from "./mosaic-journal.ts";
import * as raxx from "./raxx.ts";
import * as temper from "./temper.ts";

let parser: Parser;
let service: Service;
let verifier: Verifier;
beforeAll(async () => {
  parser = await newParser();
  service = createService(parser);
  verifier = newVerifier();
});
afterAll(() => verifier.close());

/** What PostgreSQL refuses, or what is another database afterwards, each cause once. */
async function shown(files: Files, around: Files = {}): Promise<readonly string[]> {
  const told = new Set<string>();
  for (const history of opened(service, files, around)) {
    if (history.sqlite) continue;
    const again = history.runner.repeats === "always";
    const report = await verifier.verify({
      plan: planOf(parser, history),
      again,
      twice: again,
      down: false,
      locks: false,
      deadline: 20_000,
      engine: { kind: "built in" },
    });
    for (const { check, problems } of [
      ...report.files.flatMap((one) => one.checks),
      ...report.checks,
    ])
      for (const one of problems)
        if (one.kind === "error") told.add(`${check}: ${one.sqlstate} ${one.message}`);
  }
  return [...told];
}

describe("Temper", () => {
  const workspace = (main: string): Files => ({
    [temper.paths.schema]: temper.schema,
    [temper.paths.main]: main,
  });

  test.each([
    ["calls", temper.bad],
    ["an array", temper.badArray],
    ["made too late", temper.late],
  ])("the boot fails as it did, %s", async (_, main) => {
    expect(await shown(workspace(main))).toContain(
      'fresh: 42P01 relation "tenant_secrets" does not exist',
    );
  });

  test.each([
    ["calls", temper.fixed],
    ["an array", temper.fixedArray],
  ])("mended it boots twice, %s", async (_, main) => {
    expect(await shown(workspace(main))).toEqual([]);
  });
});

const boots = (files: Files, around: Files = {}) => shown(mended(service, files, around), around);

describe("quick fixes alone make of a bad workspace one that PostgreSQL runs twice", () => {
  const program = (main: string, schema = temper.schema): Files => ({
    [temper.paths.schema]: schema,
    [temper.paths.main]: main,
  });

  test.each([
    ["row 1: calls", program(temper.bad)],
    ["row 1: an array", program(temper.badArray)],
    ["row 4", program(temper.late)],
    ["row 6", program(temper.fixed, temper.unguarded)],
    ["row 6: a policy", program(temper.fixed, temper.unguardedPolicy)],
  ])("Temper, %s", async (_, files) => {
    expect((await shown(files)).length).toBeGreaterThan(0);
    expect(await boots(files)).toEqual([]);
  });

  test("Temper, row 11", async () => {
    expect(await boots(program(temper.fixed, temper.crowded))).toEqual([]);
  });

  test.each([
    ["rows 32, 33", certctl.constraints],
    ["row 34", certctl.target],
    ["row 35", certctl.namespace],
    ["row 36", certctl.column],
    ["row 37", certctl.nullKey],
    ["row 39", certctl.nameOnly],
    ["rows 40, 41", certctl.recreated],
    ["row 47", certctl.unguarded],
  ])("certctl, %s", async (_, files) => {
    expect(await boots(files, certctl.runner)).toEqual([]);
  });

  test.each([
    ["row 16", journals.early],
    ["row 17", journals.earlier],
    ["row 18", journals.split],
  ])("Mosaic, %s", async (_, files) => {
    expect(await boots(files)).toEqual([]);
  });
});

describe("Raxx", () => {
  test.each([
    ["rows 49, 50", raxx.role, 'fresh: 42704 role "raptor_app" does not exist'],
    ["row 54", raxx.volatile, "fresh: 42P17 functions in index predicate must be marked IMMUTABLE"],
    ["row 56", raxx.twice, 'fresh: 42P07 relation "sessions" already exists'],
  ])("PostgreSQL refuses what the gate refused, %s", async (_, files, told) => {
    expect(await shown(files)).toContain(told);
  });

  test.each([
    ["the tree", raxx.fixed],
    ["row 49", raxx.roleFixed],
    ["row 54", raxx.volatileFixed],
    ["row 56", raxx.twiceFixed],
  ])("mended it passes, %s", async (_, files) => {
    expect(await shown(files)).toEqual([]);
  });
});

describe("certctl", () => {
  test.each([
    ["row 32", certctl.constraints, "42710"],
    ["row 34", certctl.target, "42P10"],
    ["row 36", certctl.column, "42703"],
    ["row 37", certctl.nullKey, "23502"],
  ])("PostgreSQL refuses what the boot met, %s", async (_, files, sqlstate) => {
    expect((await shown(files, certctl.runner)).join()).toContain(sqlstate);
  });

  test("mended it boots again and again", async () => {
    expect(await shown(certctl.fixed, certctl.runner)).toEqual([]);
  });
});

describe("Mosaic", () => {
  test.each([
    ["row 16: in one migration", journals.early],
    ["row 18: in two of them", journals.split],
  ])(
    "a value that is used in the transaction that adds it, on a database that has its type, %s",
    async (_, files) => {
      expect((await shown(files)).join()).toMatch(
        /all in one transaction: 55P04 unsafe use of new value/,
      );
    },
  );

  test("mended it passes", async () => {
    expect(await shown(mosaic.fixed)).toEqual([]);
  });
});
