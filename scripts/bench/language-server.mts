import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  CodeActionRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type Position,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { URI } from "vscode-uri";

export interface Command {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

export interface LanguageServer {
  /** Opens a document; resolves when its diagnostics are there. */
  readonly open: (path: string, text: string) => Promise<void>;
  /** Types `inserted` at a place and waits for fresh diagnostics. */
  readonly type: (path: string, at: Position, inserted: string) => Promise<void>;
  /** When it has ended all that it says it is at work on. */
  readonly settled: () => Promise<void>;
  readonly codeActions: (path: string, at: Position) => Promise<number>;
  /** Resident memory in bytes, of the server and what it started. */
  readonly memory: () => number;
  readonly stop: () => Promise<void>;
}

interface Progress {
  readonly token: unknown;
  readonly value: { readonly kind: string };
}

/** Starts a language server over stdio in a folder; rejects what waits when the server dies. */
export async function startLanguageServer(
  command: Command,
  folder: string,
): Promise<LanguageServer> {
  const child = spawn(command.program, [...command.args], {
    cwd: folder,
    stdio: ["pipe", "pipe", "ignore"],
  });
  const died = new Promise<never>((_, reject) => {
    child.on("exit", () => reject(new Error(`${command.name} died`)));
  });
  died.catch(() => undefined);
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const waiting = new Map<string, () => void>();
  connection.onNotification(PublishDiagnosticsNotification.type, ({ uri }) => {
    waiting.get(uri)?.();
  });
  for (const request of ["workspace/configuration", "client/registerCapability"])
    connection.onRequest(request, () => (request.endsWith("configuration") ? [{}] : null));
  connection.onRequest("workspace/diagnostic/refresh", () => null);
  const work = new Set<unknown>();
  connection.onRequest("window/workDoneProgress/create", ({ token }: { token: unknown }) => {
    work.add(token);
    return null;
  });
  let atRest = (): void => undefined;
  connection.onNotification("$/progress", ({ token, value }: Progress) => {
    if (value.kind === "end") work.delete(token);
    if (work.size === 0) atRest();
  });
  connection.listen();
  const orDead = <T,>(promise: Promise<T>): Promise<T> => Promise.race([promise, died]);
  const { capabilities } = await orDead(
    connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: URI.file(folder).toString(),
      workspaceFolders: [{ uri: URI.file(folder).toString(), name: "bench" }],
      capabilities: {
        textDocument: { diagnostic: {}, publishDiagnostics: {}, codeAction: {} },
        workspace: { diagnostics: { refreshSupport: true } },
        window: { workDoneProgress: true },
      },
    }),
  );
  await connection.sendNotification(InitializedNotification.type, {});

  let version = 1;
  /** What servers that push send, or the answer of those that are asked. */
  const diagnosed = async (uri: string, send: () => Promise<void>): Promise<void> => {
    if (capabilities.diagnosticProvider) {
      await send();
      await orDead(
        connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }),
      );
      return;
    }
    const pushed = new Promise<void>((done) => waiting.set(uri, done));
    await send();
    await orDead(pushed);
    waiting.delete(uri);
  };
  const uriOf = (path: string): string => URI.file(path).toString();
  return {
    open: (path, text) =>
      diagnosed(uriOf(path), () =>
        connection.sendNotification(DidOpenTextDocumentNotification.type, {
          textDocument: { uri: uriOf(path), languageId: "sql", version, text },
        }),
      ),
    type: (path, at, inserted) =>
      diagnosed(uriOf(path), () => {
        version += 1;
        return connection.sendNotification(DidChangeTextDocumentNotification.type, {
          textDocument: { uri: uriOf(path), version },
          contentChanges: [{ range: { start: at, end: at }, text: inserted }],
        });
      }),
    settled: () =>
      work.size === 0
        ? Promise.resolve()
        : orDead(
            new Promise<void>((done) => {
              atRest = done;
            }),
          ),
    codeActions: async (path, at) => {
      const answer = await orDead(
        connection.sendRequest(CodeActionRequest.type, {
          textDocument: { uri: uriOf(path) },
          range: { start: at, end: at },
          context: { diagnostics: [] },
        }),
      );
      return answer?.length ?? 0;
    },
    memory: () => memoryOf(child.pid),
    stop: async () => {
      await orDead(connection.sendRequest(ShutdownRequest.type)).catch(() => undefined);
      await connection.sendNotification(ExitNotification.type).catch(() => undefined);
      connection.dispose();
      child.kill();
    },
  };
}

/** Linux: VmRSS of a process and of those that it started (a package's wrapper starts the program); else 0. */
function memoryOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const own = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children.split(" ").reduce((sum, one) => sum + (one ? memoryOf(Number(one)) : 0), own);
  } catch {
    return 0;
  }
}
