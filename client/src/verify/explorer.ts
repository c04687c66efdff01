import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { languagePattern } from "../migration-files.ts";
import { createFailing } from "./failing.ts";
import { verifyOnSave } from "./on-save.ts";
import { createProfiles, type Verify } from "./profiles.ts";
import { type Outcome, run } from "./run.ts";
import type { ServerSecret } from "./server-secret.ts";
import { createTree } from "./tree.ts";

export interface Explorer extends vscode.Disposable {
  /** After every run, what it showed. */
  readonly onDidVerify: vscode.Event<readonly Outcome[]>;
}

/** The Test Explorer's tree of migrations; in an untrusted workspace it says why there is nothing to run. */
export function registerExplorer(client: LanguageClient, secret: ServerSecret): Explorer {
  const controller = vscode.tests.createTestController("safeMigrations", "Safe Migrations");
  const tree = createTree(controller, client);
  const failing = createFailing();
  const verified = new vscode.EventEmitter<readonly Outcome[]>();
  let isShown = false;

  const refresh = async (): Promise<void> => {
    isShown = true;
    await tree.refresh();
  };
  const listed = async (): Promise<void> => {
    if (!isShown) await refresh();
  };
  const listAgain = (): void => void (isShown && refresh());
  const verify: Verify = async (request, cancel, server) => {
    await listed();
    const mark = failing.begin();
    const outcomes = await run(client, tree, request, cancel, server);
    mark(outcomes.map((one) => one.result));
    verified.fire(outcomes);
  };
  controller.resolveHandler = async (item) => (item ? undefined : refresh());
  controller.refreshHandler = refresh;

  const profiles = createProfiles(controller, client, secret, verify);
  const files = vscode.workspace.createFileSystemWatcher(languagePattern, false, true, false);
  const all = vscode.Disposable.from(
    controller,
    failing,
    verified,
    profiles,
    verifyOnSave(tree, listed, verify, profiles.builtIn),
    files,
    files.onDidCreate(listAgain),
    files.onDidDelete(listAgain),
    vscode.workspace.onDidGrantWorkspaceTrust(listAgain),
  );
  return { onDidVerify: verified.event, dispose: () => all.dispose() };
}
