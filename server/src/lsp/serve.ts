import {
  CodeActionKind,
  type Connection,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import { withoutEditors } from "../config/editor-settings.ts";
import { readSettings } from "../config/settings.ts";
import { abilitiesOf, type Client, createClient, refreshLenses } from "./client.ts";
import { fixAllCommand, fixAllKind } from "./fix-all.ts";
import { guarded } from "./guarded.ts";
import type { Host } from "./host.ts";
import { registerLanguageFeatures } from "./language-features.ts";
import { publishDiagnostics } from "./publish-diagnostics.ts";
import { registerRequests } from "./requests.ts";
import { loading } from "./server.ts";
import { registerVerify } from "./verify.ts";

/** Answers one client until it shuts down. No request can take the server with it: see guarded. */
export function serve(connection: Connection, host: Host): void {
  const client = createClient(connection);
  const { ready, addSqlite } = loading(client, host);
  const { arrivals, refresh } = publishDiagnostics(client, ready);
  const configure = configuring(client);

  connection.onInitialize(({ capabilities, initializationOptions }) => {
    client.can = abilitiesOf(capabilities);
    client.settings = readSettings(withoutEditors(initializationOptions ?? undefined)).settings;
    return { serverInfo: { name: "safe-migrations" }, capabilities: offered };
  });
  connection.onInitialized(async () => {
    await configure();
    await ready().catch((error: unknown) => connection.console.error(String(error)));
  });
  connection.onNotification("safeMigrations/trusted", async () => {
    client.isTrusted = true;
    addSqlite();
    (await ready()).workspace.forget([]);
    refresh();
  });
  connection.onDidChangeConfiguration(async () => {
    await configure();
    (await ready()).workspace.forget([]);
    refresh();
  });
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    (await ready()).workspace.forget(changes.map((change) => change.uri));
    refresh();
  });
  registerLanguageFeatures(connection, ready, arrivals);
  registerRequests(connection, ready);
  const closeVerifier = registerVerify(
    connection,
    ready,
    host,
    () => client.isTrusted,
    () => refreshLenses(client),
  );
  connection.onShutdown(closeVerifier);
  client.documents.listen(connection);
  connection.listen();
}

const offered: ServerCapabilities = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  diagnosticProvider: {
    identifier: "safe-migrations",
    interFileDependencies: true,
    workspaceDiagnostics: false,
  },
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, fixAllKind],
  },
  codeLensProvider: {},
  completionProvider: { triggerCharacters: ["."] },
  hoverProvider: true,
  definitionProvider: true,
  referencesProvider: true,
  executeCommandProvider: { commands: [fixAllCommand] },
};

/** Asks the client for its settings, where it can be asked. */
const configuring = (client: Client): (() => Promise<undefined>) =>
  guarded(client.connection, "settings", undefined, async () => {
    if (!client.can.configuration) return undefined;
    const given: unknown = await client.connection.workspace.getConfiguration("safeMigrations");
    const read = readSettings(withoutEditors(given ?? undefined));
    for (const problem of read.problems)
      client.connection.console.warn(`setting ${problem.message}`);
    client.settings = read.settings;
    return undefined;
  });
