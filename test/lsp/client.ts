import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { onTestFinished } from "vitest";
import {
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceClientCapabilities,
} from "vscode-languageserver/node";

const languageOf = (uri: string): string =>
  ({ py: "python", json: "json", ts: "typescript" })[/[a-z]+$/.exec(uri)?.[0] ?? ""] ?? "sql";

export interface Client {
  readonly connection: ProtocolConnection;
  readonly open: (uri: string, text: string) => Promise<void>;
  readonly change: (uri: string, text: string) => Promise<void>;
  readonly diagnostics: (uri: string) => Promise<readonly Diagnostic[]>;
  /** The next diagnostics that the server sends by itself. */
  readonly pushed: (uri: string) => Promise<readonly Diagnostic[]>;
  /** What the server wrote to its log. */
  readonly log: readonly string[];
}

/**
 * The built server over real stdio, ended after the test. `pull`: the client asks for diagnostics; `workspace`: what it
 * can do besides.
 */
export async function startServer(
  pull: boolean,
  workspace: WorkspaceClientCapabilities = {},
): Promise<Client> {
  const child = spawn(process.execPath, [resolve("dist/cli.js"), "lsp", "--stdio"]);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  onTestFinished(() => {
    connection.dispose();
    child.kill();
  });
  const log: string[] = [];
  connection.onNotification("window/logMessage", ({ message }: { message: string }) => {
    log.push(message);
  });
  connection.listen();
  await Promise.race([
    connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities: { workspace, ...(pull ? { textDocument: { diagnostic: {} } } : {}) },
    }),
    // Where dist/ was not built, nobody would answer.
    once(child, "exit").then(([code]) => Promise.reject(new Error(`the server ended: ${code}`))),
  ]);
  await connection.sendNotification(InitializedNotification.type, {});
  let version = 1;
  return {
    connection,
    log,
    open: (uri, text) =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId: languageOf(uri), version, text },
      }),
    change: (uri, text) => {
      version += 1;
      return connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    },
    diagnostics: async (uri) => {
      const report = await connection.sendRequest(DocumentDiagnosticRequest.type, {
        textDocument: { uri },
      });
      return report.kind === "full" ? report.items : [];
    },
    pushed: (uri) =>
      new Promise((done) => {
        const listening = connection.onNotification(
          PublishDiagnosticsNotification.type,
          (params) => {
            if (params.uri !== uri) return;
            listening.dispose();
            done(params.diagnostics);
          },
        );
      }),
  };
}
