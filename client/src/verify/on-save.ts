import * as vscode from "vscode";
import type { Verify } from "./profiles.ts";
import type { Tree } from "./tree.ts";

/** Runs a migration, first and second run, whenever it is saved, where `safeMigrations.verify.onSave` wishes it. */
export function verifyOnSave(
  tree: Tree,
  /** Asks for the tests where that has not been done yet. */
  listed: () => Promise<void>,
  verify: Verify,
  profile: () => vscode.TestRunProfile | undefined,
): vscode.Disposable {
  let running = new vscode.CancellationTokenSource();
  const saved = async ({ uri }: vscode.TextDocument): Promise<void> => {
    const settings = vscode.workspace.getConfiguration("safeMigrations", uri);
    if (!vscode.workspace.isTrusted || settings.get("verify.onSave") !== true) return;
    await listed();
    const migration = tree.migrationOf(uri);
    if (!migration) return;
    running.cancel();
    running = new vscode.CancellationTokenSource();
    const checks = [...migration.children].map(([, one]) => one);
    const quick = checks.filter((one) => ["fresh", "again"].includes(one.label));
    const request = new vscode.TestRunRequest(quick, undefined, profile(), false, true);
    await verify(request, running.token);
  };
  return vscode.workspace.onDidSaveTextDocument((document) => void saved(document));
}
