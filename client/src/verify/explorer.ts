import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { VerifyServer } from "../../../protocol/requests.ts";
import { languagePattern } from "../migration-files.ts";
import { trusted } from "../protocol.ts";
import { createFailing } from "./failing.ts";
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
  const verify = async (
    request: vscode.TestRunRequest,
    cancel: vscode.CancellationToken,
    server?: VerifyServer,
  ): Promise<void> => {
    if (!isShown) await refresh();
    const mark = failing.begin();
    const outcomes = await run(client, tree, request, cancel, server);
    mark(outcomes.map((one) => one.result));
    verified.fire(outcomes);
  };
  const onServer = async (
    request: vscode.TestRunRequest,
    cancel: vscode.CancellationToken,
  ): Promise<void> => verify(request, cancel, await secret.get());
  /** There is a second way to run as long as there is a server. */
  const offerServer = async (): Promise<void> => {
    const isOffered = vscode.workspace.isTrusted && (await secret.get()) !== undefined;
    if (isOffered === (serverProfile !== undefined)) return;
    serverProfile?.dispose();
    serverProfile = isOffered
      ? controller.createRunProfile("Verify on Server", vscode.TestRunProfileKind.Run, onServer)
      : undefined;
  };
  const trust = (): void => {
    if (!vscode.workspace.isTrusted) return;
    if (client.state === State.Running) void client.sendNotification(trusted);
    profile ??= controller.createRunProfile(
      "Verify",
      vscode.TestRunProfileKind.Run,
      (request, cancel) => verify(request, cancel),
      true,
    );
    void offerServer();
  };
  let profile: vscode.TestRunProfile | undefined;
  let serverProfile: vscode.TestRunProfile | undefined;
  trust();
  controller.resolveHandler = async (item) => (item ? undefined : refresh());
  controller.refreshHandler = refresh;

  let onSave = new vscode.CancellationTokenSource();
  const saved = async (document: vscode.TextDocument): Promise<void> => {
    const settings = vscode.workspace.getConfiguration("safeMigrations", document.uri);
    if (!vscode.workspace.isTrusted || settings.get("verify.onSave") !== true) return;
    if (!isShown) await refresh();
    const migration = tree.migrationOf(document.uri);
    if (!migration) return;
    onSave.cancel();
    onSave = new vscode.CancellationTokenSource();
    const checks = [...migration.children].map(([, one]) => one);
    const quick = checks.filter((one) => ["fresh", "again"].includes(one.label));
    await verify(new vscode.TestRunRequest(quick, undefined, profile, false, true), onSave.token);
  };
  const files = vscode.workspace.createFileSystemWatcher(languagePattern, false, true, false);
  const listed = (): void => void (isShown && refresh());

  const all = vscode.Disposable.from(
    controller,
    failing,
    verified,
    files,
    files.onDidCreate(listed),
    files.onDidDelete(listed),
    secret.onDidChange(() => void offerServer()),
    client.onDidChangeState(({ newState }) => newState === State.Running && trust()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => {
      trust();
      listed();
    }),
    vscode.workspace.onDidSaveTextDocument((document) => void saved(document)),
  );
  return { onDidVerify: verified.event, dispose: () => all.dispose() };
}
