import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { migrationFiles } from "./migration-files.ts";
import { folders } from "./protocol.ts";

/** The folder of the migration in front, else the only one there is, else the one the user picks. Absolute posix path. */
export async function chooseFolder(client: LanguageClient): Promise<string | undefined> {
  const files = await migrationFiles();
  const found = await client.sendRequest(folders, { uris: files.map((file) => file.toString()) });
  const open = vscode.window.activeTextEditor?.document.uri.path;
  const around = found.find((one) => open?.startsWith(`${one.folder}/`));
  if (around) return around.folder;
  const [only, second] = found;
  if (only && !second) return only.folder;
  if (only) {
    const picked = await vscode.window.showQuickPick(
      found.map((one) => ({
        label: vscode.workspace.asRelativePath(vscode.Uri.file(one.folder)),
        description: one.runner,
        detail: one.because,
        folder: one.folder,
      })),
      { title: "New Migration: where?", placeHolder: "Folder" },
    );
    return picked?.folder;
  }
  return pickAnyFolder();
}

/** No migrations yet: a folder named migrations at the top, or any other one. */
async function pickAnyFolder(): Promise<string | undefined> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!root) {
    void vscode.window.showInformationMessage("Open a folder first: a migration needs a place.");
    return undefined;
  }
  const given = await vscode.window.showInputBox({
    title: "New Migration: where?",
    prompt: "There are no migrations yet. Folder for the first one, relative to the workspace.",
    value: "migrations",
    validateInput: (value) =>
      /^\s*$|\.\.|^\//.test(value) ? "A folder inside the workspace" : undefined,
  });
  return given === undefined ? undefined : vscode.Uri.joinPath(root, given.trim()).path;
}
