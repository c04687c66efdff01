import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { DiagnosticRefreshRequest, HoverRequest } from "vscode-languageserver/node";
import { URI } from "vscode-uri";
import { startServer } from "./client.ts";

/** So many migrations that running them takes several times what somebody who opens a file waits. */
const before = 150;
const tables = (migration: number): string =>
  Array.from(
    { length: 20 },
    (_, n) =>
      `CREATE TABLE made_${migration}_${n} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz DEFAULT now());`,
  ).join("\n");

const text =
  "CREATE TABLE made_7_7 (id int);\nALTER TABLE made_1_1 ADD CONSTRAINT c CHECK (id > 0);\n";

function longHistory(): string {
  const folder = mkdtempSync(join(tmpdir(), "long-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const migrations = join(folder, "migrations");
  mkdirSync(migrations);
  for (let n = 1; n <= before; n++)
    writeFileSync(join(migrations, `${String(n).padStart(4, "0")}_a.sql`), tables(n));
  const path = join(migrations, "0999_last.sql");
  writeFileSync(path, text);
  return URI.file(path).toString();
}

test("what a file says of itself is told at once, what came before it when it has been run", async () => {
  const uri = longHistory();
  const { connection, open, diagnostics } = await startServer(true, {
    diagnostics: { refreshSupport: true },
  });
  const arrived = new Promise<void>((done) =>
    connection.onRequest(DiagnosticRefreshRequest.type, () => done()),
  );
  await open(uri, text);
  const codes = async () => (await diagnostics(uri)).map(({ code }) => code);
  expect(await codes()).toEqual(["rerun/create-if-not-exists", "rerun/guard-needed"]);
  await arrived;
  expect(await codes()).toEqual(["first-run/created-twice", "rerun/guard-needed"]);
});

test("a client that is told once is answered when all has been run; meanwhile the server answers others", async () => {
  const uri = longHistory();
  const { connection, open, diagnostics } = await startServer(true);
  await open(uri, text);
  const order: string[] = [];
  const all = diagnostics(uri).then((found) => {
    order.push("diagnostics");
    return found.map(({ code }) => code);
  });
  const rules = connection.sendRequest("safeMigrations/rules").then(() => order.push("rules"));
  expect(await all).toEqual(["first-run/created-twice", "rerun/guard-needed"]);
  await rules;
  expect(order).toEqual(["rules", "diagnostics"]);
  const hover = await connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line: 1, character: 14 },
  });
  expect(JSON.stringify(hover?.contents)).toContain("0001_a.sql");
});
