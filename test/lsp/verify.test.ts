import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { CancellationTokenSource, CodeLensRequest, HoverRequest } from "vscode-languageserver/node";
import { folderOf } from "../cli/command.ts";
import { startServer } from "./client.ts";

const ducks = "-- 🦆\nCREATE TABLE ducks (id int);\nCREATE INDEX ON ducks (id);\n";
const files = {
  "migrations/001_ducks.up.sql": ducks,
  "migrations/001_ducks.down.sql": "SELECT 1;\n",
  "migrations/002_broken.up.sql": "ALTER TABLE ducks ADD COLUMN name txt;\n",
};

async function started(of: Readonly<Record<string, string>>) {
  const folder = folderOf(of);
  const { connection } = await startServer(true);
  const uris = Object.keys(of).map((name) => pathToFileURL(join(folder, name)).toString());
  const migrations = pathToFileURL(join(folder, "migrations")).pathname;
  return {
    connection,
    uris,
    tree: () => connection.sendRequest("safeMigrations/verifyTree", { uris }),
    trust: () => connection.sendNotification("safeMigrations/trusted"),
    ask: (paths: readonly string[] | null, down = false) => ({
      folder: migrations,
      paths: paths?.map((name) => `${migrations}/${name}`) ?? null,
      again: true,
      down,
      progress: "verify",
    }),
  };
}

/** Check, outcome and problems, each with the line and column that it points at. */
const told = (answer: unknown): readonly string[] =>
  (
    answer as {
      results: {
        path: string;
        check: string;
        outcome: string;
        problems: {
          message: string;
          severity: string;
          uri: string;
          range: { start: { line: number; character: number } };
          expected?: string;
          actual?: string;
        }[];
      }[];
    }
  ).results.flatMap(({ path, check, outcome, problems }) => [
    `${path.split("/").at(-1)} ${check}: ${outcome}`,
    ...problems.map(
      ({ severity, message, uri, range: { start }, expected, actual }) =>
        `  ${severity} ${uri.split("/").at(-1)}:${start.line + 1}:${start.character + 1} ${message}${actual === undefined ? "" : ` | ${expected} | ${actual}`}`,
    ),
  ]);

test("nothing is run before the workspace is trusted", async () => {
  const { connection, tree, ask } = await started(files);
  expect(await tree()).toMatchObject([
    {
      runner: "golang-migrate",
      migrations: [
        { name: "001_ducks.up.sql", hasDown: true },
        { name: "002_broken.up.sql", hasDown: false },
      ],
    },
  ]);
  expect(await connection.sendRequest("safeMigrations/verify", ask(null))).toEqual({
    refused: "SQL is run only in trusted workspaces",
  });
});

/** What a down part that drops nothing leaves. */
const left = [
  "column public.ducks.id\ninteger\n",
  "index public.ducks_id_idx\nCREATE INDEX ducks_id_idx ON public.ducks USING btree (id)\n",
  "relation public.ducks\ntable owner postgres\n",
].join("\n");

test("a history is run: PostgreSQL's words at their place, objects as a difference", async () => {
  const { connection, trust, ask } = await started(files);
  await trust();
  const answer = await connection.sendRequest("safeMigrations/verify", ask(null, true));
  expect(told(answer)).toEqual([
    "001_ducks.up.sql fresh: passed",
    "001_ducks.up.sql again: failed",
    '  warning 001_ducks.up.sql:2:1 42P07 relation "ducks" already exists',
    "  warning 001_ducks.up.sql:3:1 no error, but index public.ducks_id_idx1 is added |  | index public.ducks_id_idx1\nCREATE INDEX ducks_id_idx1 ON public.ducks USING btree (id)\n",
    "001_ducks.up.sql down and up: failed",
    `  error 001_ducks.down.sql:1:1 after down column public.ducks.id is left over, index public.ducks_id_idx is left over, relation public.ducks is left over |  | ${left}`,
    '  error 001_ducks.up.sql:2:1 42P07 relation "ducks" already exists, going up again after down',
    "002_broken.up.sql fresh: failed",
    '  error 002_broken.up.sql:1:35 42704 type "txt" does not exist',
    "002_broken.up.sql again: passed",
  ]);
});

test("one migration is run as the editor has it, on what those before it leave", async () => {
  const { connection, trust, ask, uris } = await started(files);
  await trust();
  const text = "ALTER TABLE ducks ADD COLUMN IF NOT EXISTS name text;\n";
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri: uris[2], languageId: "sql", version: 1, text },
  });
  const answer = await connection.sendRequest("safeMigrations/verify", ask(["002_broken.up.sql"]));
  expect(told(answer)).toEqual([
    "002_broken.up.sql fresh: passed",
    "002_broken.up.sql again: passed",
  ]);
});

test("a cancelled run ends and says so, and the next one works", async () => {
  const { connection, trust, ask } = await started({
    "migrations/001_sleep.up.sql": "SELECT pg_sleep(1000);\n",
    "migrations/002_more.up.sql": "SELECT 1;\n",
  });
  await trust();
  const cancel = new CancellationTokenSource();
  const listening = connection.onNotification("$/progress", () => cancel.cancel());
  expect(
    await connection.sendRequest("safeMigrations/verify", ask(null), cancel.token),
  ).toMatchObject({ cancelled: true });
  listening.dispose();
  const answer = await connection.sendRequest("safeMigrations/verify", {
    ...ask(null),
    folder: "/nowhere",
  });
  expect(answer).toEqual({ refused: "/nowhere: there are no migrations here any more" });
});

test("what a run has locked is shown until the text is another", async () => {
  const { connection, trust, ask, uris } = await started({
    "migrations/001_users.up.sql": "CREATE TABLE users (id int PRIMARY KEY, age int);\n",
    "migrations/002_age.up.sql":
      "SELECT 1;\nDO $$ BEGIN EXECUTE 'ALTER TABLE users ALTER age TYPE bigint'; END $$;\n",
  });
  await trust();
  const [, uri = ""] = uris;
  const text = "DO $$ BEGIN EXECUTE 'ALTER TABLE ' || 'users ALTER age TYPE bigint'; END $$;\n";
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "sql", version: 1, text },
  });
  const titles = async () =>
    ((await connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? []).map(
      ({ range, command }) => `${range.start.line + 1} ${command?.title}`,
    );
  const measured =
    "1 ACCESS EXCLUSIVE on users · rewrites the table — measured on PostgreSQL 18.6 (built in)";
  expect(await titles()).not.toContain(measured);
  await connection.sendRequest("safeMigrations/verify", ask(["002_age.up.sql"]));
  expect(await titles()).toEqual([measured]);
  const hover = await connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line: 0, character: 1 },
  });
  expect(JSON.stringify(hover?.contents)).toContain(
    "Takes **ACCESS EXCLUSIVE** on `users`, rewrites all of its rows\\n\\n---\\n\\nMeasured on PostgreSQL 18.6 (built in)",
  );
  await connection.sendNotification("textDocument/didChange", {
    textDocument: { uri, version: 2 },
    contentChanges: [{ text: "ALTER TABLE users ADD n int;\n" }],
  });
  expect(await titles()).toEqual(["1 ACCESS EXCLUSIVE on users"]);
  await connection.sendRequest("safeMigrations/verify", ask(null));
  expect(await titles()).toEqual([
    "1 ACCESS EXCLUSIVE on users — measured on PostgreSQL 18.6 (built in)",
  ]);
});

test("a server elsewhere is refused unless somebody has allowed it, and one that is not there says so", async () => {
  const { connection, trust, ask } = await started(files);
  await trust();
  const on = (url: string) =>
    connection.sendRequest("safeMigrations/verify", {
      ...ask(null),
      server: { url, allowRemoteHost: false },
    });
  expect(await on("postgres://me@db.example.com/app")).toEqual({
    refused: "db.example.com is not this machine, and nobody has allowed it",
  });
  expect(await on("postgres://me@127.0.0.1:1/app")).toEqual({
    refused:
      "the server cannot be used: no PostgreSQL server listens there (connect ECONNREFUSED 127.0.0.1:1)",
  });
});

test("one migration that never ends is stopped when nobody waits for it any more", async () => {
  const { connection, trust, ask } = await started({
    "migrations/001_a.up.sql": "SELECT 1;\n",
    "migrations/002_sleep.up.sql": "SELECT pg_sleep(1000);\n",
  });
  await trust();
  await connection.sendRequest("safeMigrations/verify", ask(["001_a.up.sql"]));
  const cancel = new CancellationTokenSource();
  const start = performance.now();
  const running = connection.sendRequest(
    "safeMigrations/verify",
    ask(["002_sleep.up.sql"]),
    cancel.token,
  );
  cancel.cancel();
  expect(await running).toMatchObject({ cancelled: true, results: [] });
  expect(performance.now() - start).toBeLessThan(15_000);
});
