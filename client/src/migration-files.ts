import * as vscode from "vscode";

/** Files of the languages that migrations are written in: for watching. */
export const languagePattern = "**/*.{sql,py,rs,go,ts,js,mts,mjs,cts,cjs}";

/** The server reads scripts only where a folder or a name speaks of migrations (server/src/sources/host-names.ts). */
const otherScript = /^(?!.*migrat).*\.[cm]?[jt]s$/i;

const neverSearched =
  "**/{node_modules,.git,.hg,.svn,dist,target,vendor,.venv,venv,__pycache__}/**";

/** What may belong to a history: at most 20,000 files of the workspace, or below one folder. */
export async function migrationFiles(root?: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const pattern = root ? new vscode.RelativePattern(root, languagePattern) : languagePattern;
  const files = await vscode.workspace.findFiles(pattern, neverSearched, 20_000);
  return files.filter((file) => !otherScript.test(vscode.workspace.asRelativePath(file)));
}
