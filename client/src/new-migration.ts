import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Plan } from "../../protocol/requests.ts";
import { chooseFolder } from "./choose-folder.ts";
import { chooseName } from "./choose-name.ts";
import { kinds } from "./protocol.ts";

/** What a key binding or a test may hand in; what is missing is asked for. */
interface Given {
  readonly folder?: string;
  readonly kind?: string;
  readonly name?: string;
}

/** Folder → kind → name → files, the cursor on the first placeholder. Escape at any step leaves nothing behind. */
export async function newMigration(
  client: LanguageClient,
  args: readonly unknown[],
): Promise<void> {
  const given = readGiven(args[0]);
  const folder = given.folder ?? (await chooseFolder(client));
  if (folder === undefined) return;
  const kind = given.kind ?? (await chooseKind(client));
  if (kind === undefined) return;
  const plan = await chooseName(client, {
    folder,
    kind,
    ...(given.name ? { name: given.name } : {}),
  });
  if (plan) await create(plan);
}

/** From the explorer's context menu comes the folder's (or a file's) URI. */
function readGiven(argument: unknown): Given {
  if (argument instanceof vscode.Uri)
    return {
      folder: /\.[a-z]+$/i.test(argument.path)
        ? argument.path.replace(/\/[^/]*$/, "")
        : argument.path,
    };
  if (typeof argument !== "object" || argument === null) return {};
  const text = (key: string): string | undefined => {
    const value: unknown = (argument as Record<string, unknown>)[key];
    return typeof value === "string" ? value : undefined;
  };
  const [folder, kind, name] = [text("folder"), text("kind"), text("name")];
  return { ...(folder ? { folder } : {}), ...(kind ? { kind } : {}), ...(name ? { name } : {}) };
}

async function chooseKind(client: LanguageClient): Promise<string | undefined> {
  const known = await client.sendRequest(kinds, {});
  const picked = await vscode.window.showQuickPick(
    known.map(({ id, label, detail }) => ({ id, label, detail })),
    { title: "New Migration: what does it do?", placeHolder: "Kind", matchOnDetail: true },
  );
  return picked?.id;
}

async function create(plan: Extract<Plan, { files: unknown }>): Promise<void> {
  const uris = plan.files.map((file) => vscode.Uri.file(file.path));
  const edit = new vscode.WorkspaceEdit();
  for (const uri of uris) edit.createFile(uri, { overwrite: false });
  const registers: vscode.TextDocument[] = [];
  for (const { path, text } of plan.edits) {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
    registers.push(document);
    const end = document.lineAt(document.lineCount - 1).range.end;
    edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text);
  }
  if (!(await vscode.workspace.applyEdit(edit))) {
    void vscode.window.showErrorMessage(
      "The migration could not be created: a file of this name is there, or the folder cannot be written.",
    );
    return;
  }
  for (const document of registers) await document.save();
  // The first file last, so that it is the one in front, with the cursor in it.
  for (const [index, uri] of [...uris.entries()].reverse()) {
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: false });
    const snippet = plan.files[index]?.snippet ?? "";
    // It is indented as the folder's other files are, whatever the editor would do in a new one.
    await editor.insertSnippet(new vscode.SnippetString(snippet), new vscode.Position(0, 0), {
      undoStopBefore: true,
      undoStopAfter: true,
      keepWhitespace: true,
    });
  }
}
