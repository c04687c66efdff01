import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Verifier } from "../../server/src/verify/verify.ts";
import { type Cluster, startCluster } from "../runners/postgres.ts";
import { jobOf, newVerifier, told } from "./verifier.ts";

let verifier: Verifier;
let cluster: Cluster;
let url: string;
beforeAll(async () => {
  verifier = newVerifier();
  cluster = await startCluster();
  url = await cluster.database();
}, 120_000);
afterAll(() => {
  verifier.close();
  cluster.stop();
});

const on = (address: string) => ({ engine: { kind: "server", url: address } as const });

async function asked(sql: string): Promise<readonly string[]> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: "array" });
  await client.end();
  return rows.map(([first]) => String(first));
}
const everything = () =>
  asked("select datname from pg_database union select rolname from pg_roles order by 1");

test("a history is run in databases of its own, which are gone afterwards with the roles that it made", async () => {
  await asked("create role had");
  const before = await everything();
  const files = {
    "1_a.up.sql":
      "create role made;\ncreate table t (id int);\ngrant select on t to made;\ncreate index concurrently i on t (id);",
    "1_a.down.sql": "drop table t;",
    "2_b.up.sql": "create role had;\nalter table t add column n nothing;",
  };
  const report = await verifier.verify(
    await jobOf(files, { ...on(url), again: false, down: true }),
  );
  expect(report.engine).toMatch(/^PostgreSQL 1\d\.\d+ \(on a server\)$/);
  expect(told(report, files)).toContain(
    '2_b.up.sql fresh: error 42704 type "nothing" does not exist @ nothing',
  );
  expect(told(report, files).filter((line) => line.includes("fresh: unverified"))).toEqual([
    '2_b.up.sql fresh: unverified 42710 role "had" already exists @ create role had',
  ]);
  expect(await everything()).toEqual(before);
});

test("a role that somebody else makes meanwhile is not ours to drop", async () => {
  await verifier.verify(
    await jobOf(
      { "1_a.up.sql": "create role ours;", "2_b.up.sql": "select pg_sleep(1);" },
      { ...on(url), again: false },
    ),
    (progress) => {
      if (progress.kind === "file" && progress.done === 1) void asked("create role theirs");
    },
  );
  const roles = await asked("select rolname from pg_roles where rolname in ('ours', 'theirs')");
  expect(roles).toEqual(["theirs"]);
});

test("what belongs to the whole server is refused", async () => {
  const files = { "1_a.up.sql": "drop database postgres;" };
  const report = await verifier.verify(await jobOf(files, { ...on(url), again: false }));
  expect(told(report, files)).toEqual([
    "1_a.up.sql fresh: error 42501 it changes what belongs to the whole server, which is not ours @ drop database postgres",
  ]);
  expect(await asked("select datname from pg_database where datname = 'postgres'")).toEqual([
    "postgres",
  ]);
});

test("an address without a server, and one without a host, are told apart", async () => {
  const job = await jobOf({ "1_a.up.sql": "select 1;" });
  await expect(
    verifier.verify({ ...job, ...on("postgres://me@127.0.0.1:1/postgres") }),
  ).rejects.toThrow(
    "the server cannot be used: no PostgreSQL server listens there (connect ECONNREFUSED 127.0.0.1:1)",
  );
  await expect(
    verifier.verify({ ...job, ...on("postgres://me@nowhere.invalid/postgres") }),
  ).rejects.toThrow("the server cannot be used: the host nowhere.invalid is not known");
});

test("a role that may not create databases says so", async () => {
  await asked("create role small login");
  const job = await jobOf({ "1_a.up.sql": "select 1;" });
  await expect(
    verifier.verify({ ...job, ...on(url.replace("postgres@", "small@")) }),
  ).rejects.toThrow("the server cannot be used: permission denied to create database");
});

test("a connection that is ended in the middle is told, and leaves no database", async () => {
  const before = await everything();
  const files = {
    "1_a.up.sql": "create table t (id int);",
    "2_b.up.sql": "select pg_sleep(1000);",
  };
  const job = await jobOf(files, { ...on(url), again: false, deadline: 60_000 });
  const report = await verifier.verify(job, (progress) => {
    if (progress.kind === "file" && progress.done === 1)
      void asked(
        "select pg_terminate_backend(pid) from (select pg_sleep(0.5)) s, pg_stat_activity where datname like 'safe_migrations_verify_%'",
      );
  });
  expect(told(report, files)).toEqual([
    "2_b.up.sql fresh: stopped the server ended the connection: terminating connection due to administrator command @ select pg_sleep(1000)",
  ]);
  expect(await everything()).toEqual(before);
});

test("a wrong password is told in the server's words, without the password", async () => {
  await asked("create role guarded login createdb password 'right'");
  await asked("select pg_read_file(current_setting('hba_file'))");
  const [file] = await asked("show hba_file");
  const [own = ""] = await asked("select quote_literal('host all postgres 127.0.0.1/32 trust')");
  await asked(
    `copy (select ${own} union all select 'host all guarded 127.0.0.1/32 scram-sha-256') to '${file}'`,
  );
  await asked("select pg_reload_conf()");
  const job = await jobOf({ "1_a.up.sql": "select 1;" });
  const wrong = url.replace("postgres@", "guarded:wrong@");
  await expect(verifier.verify({ ...job, ...on(wrong) })).rejects.toThrow(
    'the server cannot be used: password authentication failed for user "guarded"',
  );
  const report = await verifier.verify({ ...job, ...on(wrong.replace("wrong", "right")) });
  expect(report.isWhole).toBe(true);
});

test("a server that takes nobody any more is told so", async () => {
  const closing = await startCluster();
  const address = await closing.database();
  const stays = new pg.Client(address);
  await stays.connect();
  closing.close();
  await expect(
    verifier.verify(await jobOf({ "1_a.up.sql": "select 1;" }, on(address))),
  ).rejects.toThrow(
    "the server cannot be used: the PostgreSQL server there takes no connections now (the database system is shutting down)",
  );
  await stays.end();
  closing.stop();
});

test("a server that is stopped in the middle leaves what was shown, and says why it ended", async () => {
  const files = {
    "1_a.up.sql": "create table t (id int);",
    "2_b.up.sql": "select pg_sleep(1000);",
  };
  const job = await jobOf(files, { ...on(url), again: false, deadline: 60_000 });
  const report = await verifier.verify(job, (progress) => {
    if (progress.kind === "file" && progress.done === 1) cluster.kill();
  });
  expect(report.files.map((one) => one.path)).toEqual(["m/1_a.up.sql"]);
  expect(report.isWhole).toBe(false);
  // Killed, it may be gone, take the next connection with it, or still say no to it.
  expect(report.notes.join()).toMatch(
    /the run ended early: the server cannot be used: (?:no PostgreSQL server listens there|the PostgreSQL server there (?:went away|takes no connections now))/,
  );
});
