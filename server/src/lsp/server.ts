import type { CancellationToken, Connection } from "vscode-languageserver";
import {
  CodeActionKind,
  CodeLensRefreshRequest,
  DiagnosticRefreshRequest,
  TextDocumentSyncKind,
  TextDocuments,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { URI } from "vscode-uri";
import { withoutEditors } from "../config/editor-settings.ts";
import { readSettings, type Settings } from "../config/settings.ts";
import { ourFailure } from "../service/our-failure.ts";
import { createService, type Service } from "../service.ts";
import type { Parser } from "../sql/parser.ts";
import type { SqliteEngine } from "../sqlite/engine.ts";
import { createArrivals, typed } from "./arrive.ts";
import { codeActions } from "./code-actions.ts";
import { codeLenses } from "./code-lens.ts";
import { completion } from "./completion.ts";
import { configDiagnostics } from "./config-diagnostics.ts";
import { diagnosticsAtAGlance, diagnosticsOf } from "./diagnostics.ts";
import { fixAllEdits } from "./fix-all.ts";
import { guarded } from "./guarded.ts";
import type { Host } from "./host.ts";
import { hover } from "./hover.ts";
import { createMeasured, type Measured } from "./measured-locks.ts";
import { definition, references } from "./navigate.ts";
import { registerRequests } from "./requests.ts";
import { registerVerify } from "./verify.ts";
import { createWorkspace } from "./workspace.ts";

/** What every handler works with. */
export interface Server {
  readonly service: Service;
  readonly parser: Parser;
  readonly documents: TextDocuments<TextDocument>;
  readonly workspace: ReturnType<typeof createWorkspace>;
  /** What verify has seen. */
  readonly measured: Measured;
  /** The editor's. */
  readonly settings: () => Settings;
  /** With what safe-migrations.json says about this file. */
  readonly settingsFor: (uri: string) => Settings;
}

export const fixAllKind = `${CodeActionKind.SourceFixAll}.safeMigrations`;

/** Answers one client until it shuts down. No request can take the server with it: see guarded. */
export function serve(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  let settings = readSettings(undefined).settings;
  let pulls = false;
  let configurable = false;
  let refreshes = false;
  let refreshesLenses = false;
  let showsProgress = false;
  let isTrusted = false;
  let sqlite: SqliteEngine | undefined;
  let server: Promise<Server> | undefined;
  const measured = createMeasured();

  const ready = (): Promise<Server> => {
    server ??= host.load().then((parser) => {
      const service = createService(
        parser,
        (error, what) => connection.console.error(ourFailure(what, error)),
        () => sqlite,
      );
      const workspace = createWorkspace(service, host.disk, documents, () => isTrusted);
      return {
        service,
        parser,
        documents,
        workspace,
        measured,
        settings: () => settings,
        settingsFor: (uri) => workspace.settingsFor(uri, settings),
      };
    });
    return server;
  };

  connection.onInitialize((params) => {
    pulls = params.capabilities.textDocument?.diagnostic !== undefined;
    configurable = params.capabilities.workspace?.configuration === true;
    refreshes = params.capabilities.workspace?.diagnostics?.refreshSupport === true;
    showsProgress = params.capabilities.window?.workDoneProgress === true;
    refreshesLenses = params.capabilities.workspace?.codeLens?.refreshSupport === true;
    settings = readSettings(withoutEditors(params.initializationOptions ?? undefined)).settings;
    return {
      serverInfo: { name: "safe-migrations" },
      capabilities: {
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
        executeCommandProvider: { commands: ["safeMigrations.server.fixAll"] },
      },
    };
  });

  /** What is asked of a document is answered once all that comes before it has been run. */
  const ofDocument = <P extends { readonly textDocument: { readonly uri: string } }, R>(
    what: string,
    nothing: R,
    answer: (server: Server, params: P) => R,
  ): ((params: P, token: CancellationToken) => Promise<R>) =>
    guarded(connection, what, nothing, async (params: P, token: CancellationToken) => {
      const server = await ready();
      const there = await arrivals.whole(server, params.textDocument.uri, token);
      return there ? answer(server, params) : nothing;
    });

  const configure = guarded(connection, "settings", undefined, async () => {
    if (!configurable) return undefined;
    const given: unknown = await connection.workspace.getConfiguration("safeMigrations");
    const read = readSettings(withoutEditors(given ?? undefined));
    for (const problem of read.problems) connection.console.warn(`setting ${problem.message}`);
    settings = read.settings;
    return undefined;
  });

  const push = guarded(connection, "diagnostics", undefined, async (uri: string) => {
    if (pulls) return undefined;
    const server = await ready();
    const diagnostics = (await arrivals.soon(server, uri))
      ? diagnosticsOf(server, uri)
      : diagnosticsAtAGlance(server, uri);
    await connection.sendDiagnostics({ uri, diagnostics });
    await tellProblems();
    return undefined;
  });

  /** What is wrong in a safe-migrations.json stands on it; it is nobody's document, so it is sent, never asked for. */
  const told = new Map<string, string>();
  const tellProblems = async (): Promise<void> => {
    for (const [path, problems] of (await ready()).workspace.problems()) {
      const diagnostics = configDiagnostics(problems);
      const print = JSON.stringify(diagnostics);
      if ((told.get(path) ?? "[]") === print) continue;
      told.set(path, print);
      await connection.sendDiagnostics({ uri: URI.file(path).toString(), diagnostics });
    }
  };

  const refresh = (): void => {
    if (pulls) void connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => {});
    else for (const document of documents.all()) void push(document.uri);
    refreshLenses();
  };
  const arrivals = createArrivals(
    connection,
    () => showsProgress,
    (uri) => {
      if (!pulls) void push(uri);
      else if (refreshes)
        void connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => {});
    },
  );
  const refreshLenses = (): void => {
    if (refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  };

  connection.onInitialized(async () => {
    await configure();
    await ready().catch((error: unknown) => connection.console.error(String(error)));
  });
  // What runs code that a repository brings (its SQL, git by its configuration) waits for this.
  connection.onNotification("safeMigrations/trusted", async () => {
    isTrusted = true;
    // What is asked from now on waits for it; until then nobody needs it.
    const loaded = host.sqlite().catch((error: unknown) => {
      connection.console.error(`SQLite: ${String(error)}`);
      return undefined;
    });
    server = Promise.all([ready(), loaded]).then(([one, engine]) => {
      sqlite = engine;
      return one;
    });
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
  documents.onDidChangeContent(({ document }) => void push(document.uri));
  documents.onDidClose(({ document }) => {
    if (!pulls) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });

  connection.languages.diagnostics.on(
    guarded(
      connection,
      "diagnostics",
      { kind: "full" as const, items: [] },
      async (params, token) => {
        const server = await ready();
        await typed();
        // What has been typed meanwhile is asked for next: answering for a text that is gone would hold that up.
        if (token.isCancellationRequested) return { kind: "full" as const, items: [] };
        const { uri } = params.textDocument;
        const there = refreshes
          ? await arrivals.soon(server, uri, token)
          : await arrivals.whole(server, uri, token);
        if (token.isCancellationRequested) return { kind: "full" as const, items: [] };
        const items = there ? diagnosticsOf(server, uri) : diagnosticsAtAGlance(server, uri);
        await tellProblems();
        return { kind: "full" as const, items };
      },
    ),
  );
  connection.onCodeAction(ofDocument("code actions", [], codeActions));
  connection.onCodeLens(ofDocument("code lenses", [], codeLenses));
  connection.onCompletion(ofDocument("completion", [], completion));
  connection.onHover(ofDocument("hover", null, hover));
  connection.onDefinition(ofDocument("definition", [], definition));
  connection.onReferences(ofDocument("references", [], references));
  connection.onExecuteCommand(
    guarded(connection, "command", null, async (params) => {
      const [uri] = params.arguments ?? [];
      if (params.command !== "safeMigrations.server.fixAll" || typeof uri !== "string") return null;
      const edits = fixAllEdits(await ready(), uri);
      if (edits.length > 0)
        await connection.workspace.applyEdit({
          label: "Fix all",
          edit: { changes: { [uri]: [...edits] } },
        });
      return edits.length;
    }),
  );
  registerRequests(connection, ready);
  connection.onShutdown(registerVerify(connection, ready, host, () => isTrusted, refreshLenses));
  documents.listen(connection);
  connection.listen();
}
