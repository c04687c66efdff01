import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type CodeAction,
  CodeActionRequest,
  DefinitionRequest,
  HoverRequest,
  type Range,
  ReferencesRequest,
  type TextEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { folderOf } from "../cli/command.ts";
import { type Client, startServer } from "./client.ts";

const uriOf = (folder: string, name: string): string =>
  pathToFileURL(join(folder, name)).toString();

function apply(text: string, edits: readonly TextEdit[] | undefined): string {
  return TextDocument.applyEdits(TextDocument.create("x", "sql", 1, text), [...(edits ?? [])]);
}

async function actions(client: Client, uri: string, range: Range): Promise<readonly CodeAction[]> {
  const found = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range,
    context: { diagnostics: [] },
  });
  return (found ?? []).filter((one): one is CodeAction => "title" in one && !("command" in one));
}

const place = (line: number, character: number): Range => ({
  start: { line, character },
  end: { line, character },
});

describe("the language server", () => {
  test("points into the journal of a folder, as it is typed, and edits it", async () => {
    const journal = (when: number) =>
      `{"version":"7","dialect":"postgresql","entries":[\n{"idx":0,"when":20,"tag":"0000_a"},\n{"idx":1,"when":${when},"tag":"0001_b"}]}\n`;
    const name = "db/drizzle/meta/_journal.json";
    const files = {
      "db/drizzle/0000_a.sql": "CREATE TABLE IF NOT EXISTS a (id int);\n",
      "db/drizzle/0001_b.sql": "CREATE TABLE IF NOT EXISTS b (id int);\n",
      [name]: journal(10),
    };
    const uri = uriOf(folderOf(files), name);
    const client = await startServer(true);
    await client.open(uri, files[name] ?? "");
    const [found, ...more] = await client.diagnostics(uri);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      code: "history/journal-out-of-order",
      range: { start: { line: 2, character: 16 }, end: { line: 2, character: 18 } },
    });
    const [first] = await actions(client, uri, place(2, 17));
    expect(first?.title).toBe("Make it later: 21");
    expect(apply(files[name] ?? "", first?.edit?.changes?.[uri])).toBe(journal(21));
    await client.change(uri, journal(30));
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test("reads TypeScript: findings, fixes and hovers stand in the strings", async () => {
    const name = "src/migrations/1700000000000-A.ts";
    const text = (create: string) =>
      `import { MigrationInterface, QueryRunner } from "typeorm";
export class A1700000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(\`${create} "orders" ("id" uuid DEFAULT gen_random_uuid())\`);
    await queryRunner.query('ALTER TABLE "orders" ADD COLUMN IF NOT EXISTS "note" text');
  }
}
`;
    const files = {
      [name]: text("CREATE TABLE"),
      "safe-migrations.json": '{ "rerun": "require" }',
      "src/migrations/1600000000000-Z.ts": "export const nothing = 1;\n",
    };
    const uri = uriOf(folderOf(files), name);
    const client = await startServer(true);
    await client.open(uri, files[name] ?? "");
    const found = await client.diagnostics(uri);
    expect(found.map((one) => one.code)).toEqual(["rerun/create-if-not-exists"]);
    expect(found[0]?.range).toEqual({
      start: { line: 3, character: 42 },
      end: { line: 3, character: 50 },
    });
    const [first] = await actions(client, uri, place(3, 45));
    expect(apply(files[name] ?? "", first?.edit?.changes?.[uri])).toBe(
      text("CREATE TABLE IF NOT EXISTS"),
    );
    const hovered = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line: 4, character: 44 },
    });
    expect(JSON.stringify(hovered?.contents)).toContain("note text");
    await client.change(uri, text("CREATE TABLE IF NOT EXISTS"));
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test("points into Python, and a fix of the set of files edits and renames others", async () => {
    const revision = (id: string, down: string) =>
      `revision = "${id}"\ndown_revision = ${down}\n\ndef upgrade():\n    op.execute("""SELEC 1""")\n`;
    const files = {
      "db/versions/0001_a.py": revision("0001", "None"),
      "db/versions/0002_b.py": revision("0002", '"0001"'),
      "db/versions/0002_c.py": revision("0002", '"0001"'),
    };
    const name = "db/versions/0002_c.py";
    const folder = folderOf(files);
    const uri = uriOf(folder, name);
    const client = await startServer(true);
    await client.open(uri, files[name]);
    const found = await client.diagnostics(uri);
    const syntax = found.find((one) => one.code === "first-run/syntax-error");
    expect(syntax?.range.start).toEqual({ line: 4, character: 18 });
    const duplicate = found.find((one) => one.code === "history/duplicate-revision");
    expect(duplicate?.range.start).toEqual({ line: 0, character: 11 });
    const [first] = await actions(client, uri, place(0, 12));
    expect(first?.title).toBe("Renumber the revision: 0003, on top of 0002");
    expect(first?.edit?.documentChanges).toEqual([
      expect.objectContaining({ textDocument: { uri, version: null } }),
      { kind: "rename", oldUri: uri, newUri: uriOf(folder, "db/versions/0003_c.py") },
    ]);
  });

  test("underlines a statement that cannot run twice, and its fix mends it", async () => {
    const text = "-- 🦆\r\nCREATE TABLE ducks (id int);\r\n";
    const uri = uriOf(folderOf({ "migrations/001_ducks.sql": text }), "migrations/001_ducks.sql");
    const client = await startServer(true);
    await client.open(uri, text);
    const [diagnostic] = await client.diagnostics(uri);
    expect(diagnostic).toMatchObject({
      source: "safe-migrations",
      code: "rerun/create-if-not-exists",
      message: expect.stringContaining(
        'The second run fails: 42P07 relation "ducks" already exists.',
      ),
      codeDescription: {
        href: expect.stringContaining("docs/rules/rerun/create-if-not-exists.md"),
      },
    });
    expect(diagnostic?.range.start.line).toBe(1);
    const [first] = await actions(client, uri, place(1, 3));
    expect(first?.isPreferred).toBe(true);
    const fixed = apply(text, first?.edit?.changes?.[uri]);
    expect(fixed).toBe("-- 🦆\r\nCREATE TABLE IF NOT EXISTS ducks (id int);\r\n");
    await client.change(uri, fixed);
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test("a client that does not pull gets diagnostics sent, at every change", async () => {
    const client = await startServer(false);
    const uri = uriOf(folderOf({ "migrations/001_a.sql": "" }), "migrations/001_a.sql");
    const first = client.pushed(uri);
    await client.open(uri, "CREATE TABLE a (id int);\n");
    expect(await first).toHaveLength(1);
    const second = client.pushed(uri);
    await client.change(uri, "CREATE TABLE IF NOT EXISTS a (id int);\n");
    expect(await second).toEqual([]);
  });

  test("what an earlier file on disk created is known", async () => {
    const folder = folderOf({
      "migrations/001_a.sql": "CREATE TABLE IF NOT EXISTS plans (code text PRIMARY KEY);\n",
      "migrations/002_b.sql": "",
    });
    const uri = uriOf(folder, "migrations/002_b.sql");
    const client = await startServer(true);
    await client.open(uri, "INSERT INTO plans (code) VALUES ('free');\n");
    const [diagnostic] = await client.diagnostics(uri);
    expect(diagnostic?.message).toContain(
      '23505 duplicate key value violates unique constraint "plans_pkey"',
    );
  });

  test("fix all mends the whole file in one action", async () => {
    const text = "CREATE TABLE a (id int);\nALTER TABLE a ADD COLUMN b int;\nDROP TABLE old_a;\n";
    const uri = uriOf(folderOf({ "migrations/001_a.sql": text }), "migrations/001_a.sql");
    const client = await startServer(true);
    await client.open(uri, text);
    const found = await client.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range: place(0, 0),
      context: { diagnostics: [], only: ["source.fixAll.safeMigrations"] },
    });
    const [action] = (found ?? []) as CodeAction[];
    expect(apply(text, action?.edit?.changes?.[uri])).toBe(
      "CREATE TABLE IF NOT EXISTS a (id int);\nALTER TABLE a ADD COLUMN IF NOT EXISTS b int;\nDROP TABLE IF EXISTS old_a;\n",
    );
  });

  test("ignore comments silence, and one that silences nothing is reported", async () => {
    const text = "CREATE TABLE a (id int);\n";
    const uri = uriOf(folderOf({ "migrations/001_a.sql": text }), "migrations/001_a.sql");
    const client = await startServer(true);
    await client.open(uri, text);
    const ignore = (await actions(client, uri, place(0, 3))).find((one) =>
      one.title.endsWith("here"),
    );
    const silenced = apply(text, ignore?.edit?.changes?.[uri]);
    expect(silenced).toBe(
      "-- safe-migrations-ignore rerun/create-if-not-exists: \nCREATE TABLE a (id int);\n",
    );
    await client.change(uri, silenced);
    expect(await client.diagnostics(uri)).toEqual([]);
    await client.change(uri, silenced.replace("TABLE a", "TABLE IF NOT EXISTS a"));
    expect((await client.diagnostics(uri)).map((one) => one.code)).toEqual([
      "comments/unused-ignore",
    ]);
    await client.change(uri, "-- squawk-ignore prefer-robust-stmts\nCREATE TABLE a (id int);\n");
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test("hover on a finding explains the rule", async () => {
    const text = "CREATE TABLE a (id int);\n";
    const uri = uriOf(folderOf({ "migrations/001_a.sql": text }), "migrations/001_a.sql");
    const client = await startServer(true);
    await client.open(uri, text);
    const [diagnostic] = await client.diagnostics(uri);
    const hover = await client.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: diagnostic?.range.start ?? { line: 0, character: 0 },
    });
    expect(JSON.stringify(hover?.contents)).toContain("IF NOT EXISTS");
  });

  test("SQL outside migration folders is left alone", async () => {
    const uri = uriOf(folderOf({ "queries/001_report.sql": "" }), "queries/001_report.sql");
    const client = await startServer(true);
    await client.open(uri, "CREATE TABLE a (id int);\n");
    expect(await client.diagnostics(uri)).toEqual([]);
  });

  test("every prefix of a migration, a NUL and a 30,000-operator chain leave the server alive", async () => {
    const uri = uriOf(folderOf({ "migrations/001_a.sql": "" }), "migrations/001_a.sql");
    const client = await startServer(true);
    const text = "DO $$ BEGIN\n  ALTER TABLE \"ü\" ADD CONSTRAINT c CHECK (a > E'\\'');\nEND $$;\n";
    await client.open(uri, "");
    for (let end = 0; end <= text.length; end++) {
      await client.change(uri, text.slice(0, end));
      await client.diagnostics(uri);
    }
    await client.change(uri, "SELECT 1\0;\nCREATE TABLE a (id int);\n");
    expect((await client.diagnostics(uri)).map((one) => one.code)).toContain(
      "rerun/create-if-not-exists",
    );
    const chain = `SELECT ${"1+".repeat(30_000)}1;\nCREATE TABLE a (id int);\n`;
    await client.change(uri, chain);
    const found = await client.diagnostics(uri);
    expect(found.map((one) => one.code)).toEqual([
      "first-run/too-complex",
      "rerun/create-if-not-exists",
    ]);
    expect(client.log.filter((line) => line.includes("failure of ours"))).toEqual([]);
  });

  test("a migration of 1 MB is answered", async () => {
    const uri = uriOf(folderOf({ "migrations/001_a.sql": "" }), "migrations/001_a.sql");
    const client = await startServer(true);
    const text = Array.from(
      { length: 10_000 },
      (_, i) =>
        `CREATE TABLE t${i} (id int PRIMARY KEY, name text NOT NULL, made timestamptz NOT NULL DEFAULT now());\n`,
    ).join("");
    await client.open(uri, text);
    expect(await client.diagnostics(uri)).toHaveLength(10_000);
  });

  test("knows an object over the whole history: definition, references, hover with its lock", async () => {
    const first = "CREATE TABLE IF NOT EXISTS ducks (id int);\n";
    const second = "ALTER TABLE ducks ADD COLUMN IF NOT EXISTS name text;\n";
    const folder = folderOf({
      "migrations/001_ducks.sql": first,
      "migrations/002_name.sql": second,
    });
    const [made, changed] = ["migrations/001_ducks.sql", "migrations/002_name.sql"].map((name) =>
      uriOf(folder, name),
    );
    const client = await startServer(true);
    await client.open(changed ?? "", second);
    const at = { textDocument: { uri: changed ?? "" }, position: { line: 0, character: 14 } };
    const whole = { start: { line: 0, character: 0 }, end: { line: 0, character: 41 } };
    expect(await client.connection.sendRequest(DefinitionRequest.type, at)).toEqual([
      { uri: made, range: whole },
    ]);
    const references = await client.connection.sendRequest(ReferencesRequest.type, {
      ...at,
      context: { includeDeclaration: true },
    });
    expect(references?.map(({ uri, range }) => [uri, range.start.character])).toEqual([
      [made, 27],
      [changed, 12],
    ]);
    const hovered = await client.connection.sendRequest(HoverRequest.type, at);
    expect(JSON.stringify(hovered?.contents)).toContain("name text");
    expect(JSON.stringify(hovered?.contents)).toContain("created in [001_ducks.sql:1]");
    expect(JSON.stringify(hovered?.contents)).toContain(
      "Takes **ACCESS EXCLUSIVE** on `public.ducks`",
    );
  });
});
