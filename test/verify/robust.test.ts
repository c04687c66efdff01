import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createVerifier, type Verifier } from "../../server/src/verify/verify.ts";
import { jobOf, newVerifier, parts, told } from "./verifier.ts";

let verifier: Verifier;
beforeAll(() => {
  verifier = newVerifier();
});
afterAll(() => verifier.close());

/** What a file that goes wrong is told to be, and that the migrations around it are as they would be without it. */
async function between(
  sql: string,
  deadline = 3_000,
): Promise<{ readonly lines: readonly string[]; readonly milliseconds: number }> {
  const files = {
    "1_before.up.sql": "create table if not exists t (id int primary key);",
    "2_bad.up.sql": sql,
    "3_after.up.sql":
      "create extension if not exists citext;\ndo $$ begin insert into t values (1) on conflict do nothing; end $$;",
  };
  const start = performance.now();
  const report = await verifier.verify(await jobOf(files, { deadline, again: false }));
  expect(report.files.map((one) => one.checks[0]?.outcome).filter((_, at) => at !== 1)).toEqual([
    "passed",
    "passed",
  ]);
  return {
    lines: told(report, files),
    milliseconds: performance.now() - start,
  };
}

test("a loop without an end", async () => {
  const { lines, milliseconds } = await between("do $$ begin loop end loop; end $$;", 1_000);
  expect(lines).toEqual([
    "2_bad.up.sql fresh: stopped did not end within 1 s and was stopped @ do $$ begin loop end loop; end $$",
  ]);
  expect(milliseconds).toBeLessThan(30_000);
});

test("pg_sleep(1000)", async () => {
  const { lines } = await between("select pg_sleep(1000);", 1_000);
  expect(lines).toEqual([
    "2_bad.up.sql fresh: stopped did not end within 1 s and was stopped @ select pg_sleep(1000)",
  ]);
});

test("a recursion without an end", async () => {
  const { lines } = await between(
    "create function deep(i int) returns int language plpgsql as $$ begin return deep(i + 1); end $$;\nselect deep(1);",
    20_000,
  );
  expect(lines).toEqual([
    "2_bad.up.sql fresh: error 54001 stack depth limit exceeded @ select deep(1)",
  ]);
});

test("COPY … FROM STDIN", async () => {
  const { lines } = await between("copy t from stdin;");
  expect(lines).toEqual([
    "2_bad.up.sql fresh: unverified not run: COPY … FROM STDIN waits for rows that a migration file cannot send @ copy t from stdin",
  ]);
});

test("a COPY … FROM STDIN that only shows when it runs", async () => {
  const { lines } = await between("do $$ begin execute 'copy t from stdin'; end $$;", 2_000);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^2_bad\.up\.sql fresh: (?:stopped|error) /);
});

test("a library that cannot be loaded spoils no later one", async () => {
  const { lines } = await between(
    "create function lib() returns int language c as '/nowhere/lib', 'f';",
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^2_bad\.up\.sql fresh: stopped could not (?:access file|load library)/);
});

test("an engine that says its disk is full", async () => {
  const { lines } = await between(
    "do $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$;",
  );
  expect(lines).toEqual([
    "2_bad.up.sql fresh: error 53100 could not extend file: No space left on device @ do $$ begin raise exception 'could not extend file: No space",
  ]);
});

test("a session that becomes somebody else is ours again for the next file", async () => {
  const { lines } = await between("create role other;\nset role other;");
  expect(lines).toEqual([]);
});

test("cancelled in the middle: what was shown before is there, and the next run works", async () => {
  const files = {
    "1_a.up.sql": "create table t (id int);",
    "2_b.up.sql": "select pg_sleep(1000);",
  };
  const cancel = new AbortController();
  const report = await verifier.verify(
    await jobOf(files, { again: false, deadline: 60_000 }),
    (progress) => {
      if (progress.kind === "file" && progress.done === 1) cancel.abort();
    },
    cancel.signal,
  );
  expect(report.cancelled).toBe(true);
  expect(report.files.map((one) => one.path)).toEqual(["m/1_a.up.sql"]);
  const next = await verifier.verify(await jobOf({ "1_a.up.sql": "select 1;" }, { again: false }));
  expect(told(next, {})).toEqual([]);
});

test("a verify process that is killed says so, and the next run starts another", async () => {
  const hanging = verifier.verify(
    await jobOf({ "1_a.up.sql": "select pg_sleep(1000);" }, { deadline: 60_000 }),
    () => {
      const children = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], {
        encoding: "utf8",
      });
      const host = children.split("\n").find((line) => line.includes(join(parts, "host.js")));
      process.kill(Number(host?.trim().split(" ")[0]), "SIGKILL");
    },
  );
  await expect(hanging).rejects.toThrow("the verify process ended (SIGKILL)");
  const next = await verifier.verify(await jobOf({ "1_a.up.sql": "select 1;" }, { again: false }));
  expect(told(next, {})).toEqual([]);
});

test("a damaged installation is refused with a reason", async () => {
  const folder = mkdtempSync(join(tmpdir(), "safe-migrations-parts-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(parts, folder, { recursive: true });
  truncateSync(join(folder, "empty.tar.gz"), 100_000);
  const damaged = createVerifier(folder);
  onTestFinished(() => damaged.close());
  await expect(damaged.verify(await jobOf({ "1_a.up.sql": "select 1;" }))).rejects.toThrow(
    "the built-in PostgreSQL did not start: unexpected end of file",
  );
});
