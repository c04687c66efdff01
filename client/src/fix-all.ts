import * as vscode from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";

/** Applies every safe fix to the active file, as one step to undo. */
export async function fixAll(client: LanguageClient): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage("Open a migration first.");
    return;
  }
  const applied: unknown = await client.sendRequest(ExecuteCommandRequest.type, {
    command: "safeMigrations.server.fixAll",
    arguments: [client.code2ProtocolConverter.asUri(editor.document.uri)],
  });
  if (applied === 0)
    void vscode.window.showInformationMessage("There is nothing to fix in this file.");
}
