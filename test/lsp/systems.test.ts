import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type CodeAction,
  CodeActionRequest,
  type Diagnostic,
  TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { folderOf } from "../cli/command.ts";
import * as mosaic from "../systems/mosaic.ts";
import * as callers from "../systems/mosaic-calls.ts";
import * as packaging from "../systems/mosaic-packaging.ts";
import * as raxx from "../systems/raxx.ts";
import { type Client, startServer } from "./client.ts";

type Files = Readonly<Record<string, string>>;

/** An editor on a repository of these files, with some of them open. */
async function editor(files: Files, ...opened: readonly string[]) {
  const folder = folderOf({ ...files, ".git/HEAD": "ref: refs/heads/main\n" });
  const uriOf = (path: string): string => pathToFileURL(join(folder, path)).toString();
  const client = await startServer(true);
  for (const path of opened) await client.open(uriOf(path), files[path] ?? "");
  return { client, uriOf };
}

async function actionAt(
  client: Client,
  uri: string,
  { range }: Diagnostic,
): Promise<CodeAction | undefined> {
  const found = await client.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri },
    range,
    context: { diagnostics: [] },
  });
  const [first] = (found ?? []).filter((one): one is CodeAction => "title" in one);
  return first;
}

function editedBy(edit: WorkspaceEdit | undefined, uri: string, text: string): string {
  const own: readonly TextEdit[] = [
    ...(edit?.changes?.[uri] ?? []),
    ...(edit?.documentChanges ?? []).flatMap((one) =>
      TextDocumentEdit.is(one) && one.textDocument.uri === uri
        ? one.edits.filter((each): each is TextEdit => "newText" in each)
        : [],
    ),
  ];
  return TextDocument.applyEdits(TextDocument.create(uri, "", 1, text), [...own]);
}

const codes = (found: readonly Diagnostic[]) => found.map((one) => one.code);

describe.each([
  {
    row: "61: a seed after the head",
    files: raxx.gateLate,
    code: "history/seed-after-head",
    title: "Run it before 0003_next.py, between two upgrades",
    mended: raxx.gated[raxx.workflow],
  },
  {
    row: "61: a seed before its table",
    files: raxx.gateEarly,
    code: "first-run/created-later",
    title: "Upgrade to 0001 before it",
    mended: raxx.gated[raxx.workflow]?.replace("upgrade 0002", "upgrade 0001"),
  },
  {
    row: "63: a filter that leaves the tree out",
    files: raxx.gateElsewhere,
    code: "history/gate-misses-tree",
    title: "Add console/migrations/versions/**",
    mended: raxx.gateElsewhere[raxx.workflow]?.replace(
      '["api/**"]',
      '["api/**", "console/migrations/versions/**"]',
    ),
  },
])("a workflow in the editor, row $row", ({ files, code, title, mended }) => {
  test("is underlined, its quick fix edits it, and what is edited is silent", async () => {
    const { client, uriOf } = await editor(files, raxx.paths.first, raxx.workflow);
    const uri = uriOf(raxx.workflow);
    await client.diagnostics(uriOf(raxx.paths.first));
    const found = (await client.diagnostics(uri)).find((one) => one.code === code);
    expect(found).toBeDefined();
    const action = found && (await actionAt(client, uri, found));
    expect(action?.title).toBe(title);
    const text = editedBy(action?.edit, uri, files[raxx.workflow] ?? "");
    expect(text).toBe(mended);
    await client.change(uri, text);
    expect(codes(await client.diagnostics(uri))).not.toContain(code);
  });
});

test("row 60: a role and a seed in a workflow are guarded there, one after the other", async () => {
  const { client, uriOf } = await editor(raxx.gateTwice, raxx.paths.first, raxx.workflow);
  const uri = uriOf(raxx.workflow);
  await client.diagnostics(uriOf(raxx.paths.first));
  let text = raxx.gateTwice[raxx.workflow] ?? "";
  expect(codes(await client.diagnostics(uri))).toEqual([
    "rerun/guard-needed",
    "rerun/insert-on-conflict",
  ]);
  for (const code of ["rerun/guard-needed", "rerun/insert-on-conflict"]) {
    const found = (await client.diagnostics(uri)).find((one) => one.code === code);
    const action = found && (await actionAt(client, uri, found));
    text = editedBy(action?.edit, uri, text);
    await client.change(uri, text);
  }
  expect(await client.diagnostics(uri)).toEqual([]);
  expect(text).toContain("('operator@raxx.example') ON CONFLICT (email) DO NOTHING\"\n");
});

test("row 60: a workflow that is cut short while it is typed is read again", async () => {
  const { client, uriOf } = await editor(raxx.gateTwice, raxx.paths.first, raxx.workflow);
  const uri = uriOf(raxx.workflow);
  const text = raxx.gateTwice[raxx.workflow] ?? "";
  await client.diagnostics(uriOf(raxx.paths.first));
  expect(await client.diagnostics(uri)).toHaveLength(2);
  await client.change(uri, text.replaceAll("upgrade", "up"));
  expect(await client.diagnostics(uri)).toEqual([]);
  await client.change(uri, text);
  expect(await client.diagnostics(uri)).toHaveLength(2);
});

test("row 12: a Dockerfile is underlined by itself, and given its COPY", async () => {
  const { client, uriOf } = await editor(packaging.imaged, packaging.image);
  const uri = uriOf(packaging.image);
  const [found] = await client.diagnostics(uri);
  expect(found?.code).toBe("history/migrations-not-packaged");
  const action = found && (await actionAt(client, uri, found));
  const text = editedBy(action?.edit, uri, packaging.imaged[packaging.image] ?? "");
  expect(text).toBe(packaging.imagedFixed[packaging.image]);
  await client.change(uri, text);
  expect(await client.diagnostics(uri)).toEqual([]);
});

describe("a function that runs the migrations and that nothing calls", () => {
  const other = callers.nest;

  test("row 14: the quick fix edits the file that has what it needs", async () => {
    const files = callers.injected;
    const { client, uriOf } = await editor(files, mosaic.paths.migrate);
    const uri = uriOf(mosaic.paths.migrate);
    const [found] = await client.diagnostics(uri);
    expect(found?.code).toBe("history/migrations-never-run");
    const action = found && (await actionAt(client, uri, found));
    expect(action?.title).toMatch(/^Call runEmbeddedMigrations in database\.service\.ts/);
    expect(editedBy(action?.edit, uriOf(other), files[other] ?? "")).toBe(
      callers.injectedFixed[other],
    );
    expect(editedBy(action?.edit, uri, "")).toBe("");
  });

  test("row 14: nothing is edited in a file that the editor holds otherwise than the disk", async () => {
    const { client, uriOf } = await editor(callers.injected, mosaic.paths.migrate);
    await client.open(uriOf(other), `// typed\n${callers.injected[other]}`);
    const uri = uriOf(mosaic.paths.migrate);
    const [found] = await client.diagnostics(uri);
    const action = found && (await actionAt(client, uri, found));
    expect(action?.title ?? "").not.toMatch(/^Call /);
  });
});
