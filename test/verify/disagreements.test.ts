import { afterAll, beforeAll, expect, test } from "vitest";
import { openHistories } from "../../server/src/history/open.ts";
import { agreementOf, simulate } from "../../server/src/verify/disagreements.ts";
import type { Verifier } from "../../server/src/verify/verify.ts";
import { newParser } from "../support/parser.ts";
import { jobOf, newVerifier } from "./verifier.ts";

let verifier: Verifier;
beforeAll(() => {
  verifier = newVerifier();
});
afterAll(() => verifier.close());

async function disagreements(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const report = await verifier.verify(await jobOf(files, { locks: false }));
  const sources = Object.entries(files).map(([name, text]) => ({ path: `m/${name}`, text }));
  const [history] = openHistories(sources);
  if (!history) throw new Error("no history");
  return agreementOf(await simulate(await newParser(), history), report).disagreements.map(
    (one) => `${one.path}#${one.statement} ${one.run}: ${one.simulated}, ${one.really}`,
  );
}

test("rows that several statements add to one table are no disagreement", async () => {
  const files = {
    "1_a.up.sql":
      "create table if not exists t (id int);\ninsert into t values (1);\ninsert into t values (2);\ncreate table if not exists u (id int);\ninsert into u values (3);\ninsert into t values (4);",
  };
  expect(await disagreements(files)).toEqual([]);
});

test("behind what fails for want of an extension nothing is compared", async () => {
  const files = {
    "1_a.up.sql":
      "create extension if not exists postgis;\ncreate table g (at geometry(point));\ncreate index on g (at);",
  };
  expect(await disagreements(files)).toEqual([]);
});

test("what nobody made is refused by both", async () => {
  const files = {
    "1_a.up.sql":
      "create table t (id int);\ngrant select on t to nobody_made;\ngrant insert on t to nobody_made;",
  };
  expect(await disagreements(files)).toEqual([]);
});

test("what a transaction forbids is not held against statements that were run apart behind a failure", async () => {
  const files = {
    "1_a.sql":
      "-- +goose Up\ncreate type m as enum ('a');\ncreate table t (c m);\n-- +goose Down\ndrop table t;\ndrop type m;\n",
    "2_b.sql":
      "-- +goose Up\ngrant select on t to nobody_made;\nalter type m add value 'b';\nupdate t set c = 'b';\ncreate index concurrently i on t (c);\n-- +goose Down\ndrop index i;\n",
  };
  expect(await disagreements(files)).toEqual([]);
});

test("an outcome that is not as PostgreSQL's is a disagreement", async () => {
  const files = {
    "1_a.up.sql": "create table if not exists t (id int);\ninsert into t values (1);",
  };
  const report = await verifier.verify(await jobOf(files, { locks: false }));
  const other = { "1_a.up.sql": "create table if not exists t (id int);\ndrop table if exists t;" };
  const [history] = openHistories([{ path: "m/1_a.up.sql", text: other["1_a.up.sql"] }]);
  if (!history) throw new Error("no history");
  const { disagreements: found } = agreementOf(await simulate(await newParser(), history), report);
  expect(found.map(({ run, simulated, really }) => [run, simulated, really])).toEqual([
    ["second", "applied", "changes"],
  ]);
});

test("that a table's rows change is told once in a file, at whichever of its statements", async () => {
  const run = (...statements: readonly string[]) => ({
    "1_a.up.sql": ["create table if not exists t (id int)", ...statements, ""].join(";\n"),
  });
  const early = run("insert into t values (1)", "select count(*) from t");
  const late = run("select count(*) from t", "insert into t values (1)");
  const report = await verifier.verify(await jobOf(early, { locks: false }));
  const [history] = openHistories([{ path: "m/1_a.up.sql", text: late["1_a.up.sql"] }]);
  if (!history) throw new Error("no history");
  expect(agreementOf(await simulate(await newParser(), history), report).disagreements).toEqual([]);
});
