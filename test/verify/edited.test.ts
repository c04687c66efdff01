import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileReport } from "../../server/src/verify/report.ts";
import type { Verifier } from "../../server/src/verify/verify.ts";
import { jobOf, newVerifier } from "./verifier.ts";

let verifier: Verifier;
beforeAll(() => {
  verifier = newVerifier();
});
afterAll(() => verifier.close());

const before = {
  "1_a.up.sql":
    "create table if not exists t (id int primary key);\ninsert into t values (1) on conflict do nothing;",
};

async function edited(text: string, deadline = 20_000): Promise<FileReport> {
  const { plan } = await jobOf({ ...before, "2_b.up.sql": text });
  return verifier.edited({ plan, path: "m/2_b.up.sql", deadline });
}

const messages = (report: FileReport): readonly string[] =>
  report.checks.flatMap((check) => check.problems.map((one) => `${check.check}: ${one.message}`));

test("each edit is verified on the database before it, whatever the last one did", async () => {
  expect(messages(await edited("create table u (id int);\ncreate index on u (id);"))).toEqual([
    'again: relation "u" already exists',
    "again: no error, but index public.u_id_idx1 is added",
  ]);
  expect(messages(await edited("create table if not exists u (id int);"))).toEqual([]);
  expect(messages(await edited("insert into t select max(id) + 1 from t;"))).toEqual([
    "again: no error, but the rows of public.t differ (2 rows → 3 rows)",
  ]);
});

test("what cannot be taken back runs for real, and the database is put back", async () => {
  expect(messages(await edited("create index concurrently i on t (id);"))).toEqual([
    'again: relation "i" already exists',
  ]);
  expect(messages(await edited("create index i on t (id);"))).toEqual([
    'again: relation "i" already exists',
  ]);
});

test("an edit tells the locks that it takes", async () => {
  const report = await edited("alter table t add column if not exists n int;");
  expect(messages(report)).toEqual([]);
  expect(report.statements[0]?.locks).toEqual([
    { relation: "t", mode: "ACCESS EXCLUSIVE", existed: true, rewritten: false, scanned: false },
  ]);
});

test("an edit that is cancelled ends at once and tells nothing, and the next one works", async () => {
  const { plan } = await jobOf({ ...before, "2_b.up.sql": "select pg_sleep(1000);" });
  await edited("select 1;");
  const cancel = new AbortController();
  const start = performance.now();
  const running = verifier.edited({ plan, path: "m/2_b.up.sql", deadline: 20_000 }, cancel.signal);
  cancel.abort();
  expect((await running).checks).toEqual([]);
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(messages(await edited("create table t (id int);"))).toEqual([
    'fresh: relation "t" already exists',
  ]);
});

test("an edit of an earlier migration finds the database before that one", async () => {
  const { plan } = await jobOf({ ...before, "2_b.up.sql": "select 1;" });
  const path = "m/1_a.up.sql";
  const [first] = plan.files;
  if (!first) throw new Error("no file");
  expect(messages(await verifier.edited({ plan, path, deadline: 20_000 }))).toEqual([]);
});
