import { chmodSync } from "node:fs";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { GateFile } from "../../protocol/requests.ts";
import { migrationFiles } from "./migration-files.ts";
import { planGate } from "./protocol.ts";

/** Writes the workflow and the hook that keep unchecked migrations out; a file that is there is asked about. */
export async function setUpGate(client: LanguageClient): Promise<void> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (!root) {
    void vscode.window.showInformationMessage("Open the repository's folder first.");
    return;
  }
  const files = await migrationFiles(root);
  const plan = await client.sendRequest(planGate, {
    root: root.path,
    uris: files.map((file) => file.toString()),
    husky: await isThere(vscode.Uri.joinPath(root, ".husky")),
  });
  if ("problem" in plan) {
    void vscode.window.showWarningMessage(plan.problem);
    return;
  }
  for (const file of plan.files) await write(root, file);
  if (plan.next.length > 0)
    void vscode.window.showInformationMessage(
      `The migration gate is there. Let Git use its hook: ${plan.next.join("; ")}`,
    );
}

async function write(root: vscode.Uri, { path, text, executable }: GateFile): Promise<void> {
  const uri = vscode.Uri.joinPath(root, path);
  if ((await isThere(uri)) && !(await mayReplace(uri, path, text))) return;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  if (executable && uri.scheme === "file") chmodSync(uri.fsPath, 0o755);
  await vscode.window.showTextDocument(uri, { preview: false });
}

async function mayReplace(uri: vscode.Uri, path: string, text: string): Promise<boolean> {
  if (new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) === text) return false;
  const answer = await vscode.window.showWarningMessage(
    `${path} is there already.`,
    { modal: true, detail: "Replace it with the migration gate?" },
    "Replace",
  );
  return answer === "Replace";
}

const isThere = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
