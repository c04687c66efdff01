import * as vscode from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { VerifyServer } from "../../../protocol/requests.ts";
import { trusted } from "../protocol.ts";
import type { ServerSecret } from "./server-secret.ts";

/** Runs what the Test Explorer asks for; without a server on the built-in PostgreSQL. */
export type Verify = (
  request: vscode.TestRunRequest,
  cancel: vscode.CancellationToken,
  server?: VerifyServer,
) => Promise<void>;

/** The ways to run: none before the workspace is trusted, a second one as long as there is a server. */
export interface Profiles extends vscode.Disposable {
  /** That of the built-in PostgreSQL. */
  readonly builtIn: () => vscode.TestRunProfile | undefined;
}

export function createProfiles(
  controller: vscode.TestController,
  client: LanguageClient,
  secret: ServerSecret,
  verify: Verify,
): Profiles {
  let builtIn: vscode.TestRunProfile | undefined;
  let onServer: vscode.TestRunProfile | undefined;

  const offerServer = async (): Promise<void> => {
    const isOffered = vscode.workspace.isTrusted && (await secret.get()) !== undefined;
    if (isOffered === (onServer !== undefined)) return;
    onServer?.dispose();
    onServer = isOffered
      ? controller.createRunProfile(
          "Verify on Server",
          vscode.TestRunProfileKind.Run,
          async (request, cancel) => verify(request, cancel, await secret.get()),
        )
      : undefined;
  };
  const offer = (): void => {
    if (!vscode.workspace.isTrusted) return;
    if (client.state === State.Running) void client.sendNotification(trusted);
    builtIn ??= controller.createRunProfile(
      "Verify",
      vscode.TestRunProfileKind.Run,
      (request, cancel) => verify(request, cancel),
      true,
    );
    void offerServer();
  };
  offer();
  const listening = vscode.Disposable.from(
    secret.onDidChange(() => void offerServer()),
    client.onDidChangeState(({ newState }) => newState === State.Running && offer()),
    vscode.workspace.onDidGrantWorkspaceTrust(offer),
  );
  return { builtIn: () => builtIn, dispose: () => listening.dispose() };
}
