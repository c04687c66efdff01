import * as vscode from "vscode";

/** Files of the languages that migrations are written in: for watching. */
export const languagePattern = "**/*.{sql,py,rs,go,ts,js,mts,mjs,cts,cjs}";

/** The server reads scripts only where a folder or a name speaks of migrations (server/src/sources/host-names.ts). */
const otherScript = /^(?!.*migrat).*\.[cm]?[jt]s$/i;

const neverSearched =
  "**/{node_modules,.git,.hg,.svn,dist,target,vendor,.venv,venv,__pycache__}/**";

/** Searched for each by itself: scripts, of which most are none, must not use up what is listed of .sql files. */
const searches = ["**/*.sql", "**/*.{py,rs,go}", "**/*.{ts,js,mts,mjs,cts,cjs}"];

/** What may belong to a history, in the workspace or below one folder: at most 20,000 files of each search. */
export async function migrationFiles(root?: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const found = await Promise.all(
    searches.map((pattern) =>
      vscode.workspace.findFiles(
        root ? new vscode.RelativePattern(root, pattern) : pattern,
        neverSearched,
        20_000,
      ),
    ),
  );
  return found.flat().filter((file) => !otherScript.test(vscode.workspace.asRelativePath(file)));
}
