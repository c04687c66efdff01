import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import { status } from "./protocol.ts";

/** The language status item of SQL files: which tool was recognised, and why. */
export function registerStatus(
  client: LanguageClient,
  languages: readonly string[],
): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem(
    "safeMigrations.status",
    languages.map((language) => ({ language })),
  );
  item.name = "Safe Migrations";
  item.command = { command: "safeMigrations.showLog", title: "Show log" };

  const refresh = async (): Promise<void> => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !languages.includes(document.languageId)) return;
    if (client.state !== State.Running) {
      item.text = "Safe Migrations: stopped";
      item.severity = vscode.LanguageStatusSeverity.Warning;
      item.command = { command: "safeMigrations.restartServer", title: "Restart" };
      return;
    }
    const found = await client.sendRequest(status, {
      uri: client.code2ProtocolConverter.asUri(document.uri),
    });
    item.severity = vscode.LanguageStatusSeverity.Information;
    item.command = { command: "safeMigrations.showLog", title: "Show log" };
    item.text = found ? `Safe Migrations: ${found.runner}` : "Safe Migrations: not a migration";
    item.detail = found
      ? `${found.because}, ${found.files} in ${vscode.workspace.asRelativePath(found.folder)}`
      : "Add its folder to the setting safeMigrations.folders to check it.";
  };
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(() => void refresh()),
    client.onDidChangeState(() => void refresh()),
    vscode.workspace.onDidSaveTextDocument(() => void refresh()),
  );
}
