import type { CancellationToken, Diagnostic } from "vscode-languageserver";
import { type Arrivals, createArrivals, typed } from "./arrive.ts";
import { type Client, refreshDiagnostics, refreshLenses } from "./client.ts";
import { configDiagnostics } from "./config-diagnostics.ts";
import { diagnosticsAtAGlance, diagnosticsOf } from "./diagnostics.ts";
import { guarded } from "./guarded.ts";
import type { Server } from "./server.ts";
import { uriOf } from "./uri.ts";

export interface Publishing {
  readonly arrivals: Arrivals;
  /** All that the client shows may have changed. */
  readonly refresh: () => void;
}

/** Answers a client that asks for diagnostics, and sends them to one that does not. */
export function publishDiagnostics(client: Client, ready: () => Promise<Server>): Publishing {
  const { connection, documents } = client;
  const tellProblems = configProblemsTeller(client, ready);

  const push = guarded(connection, "diagnostics", undefined, async (uri: string) => {
    if (client.can.pull) return undefined;
    const server = await ready();
    const diagnostics = (await arrivals.soon(server, uri))
      ? diagnosticsOf(server, uri)
      : diagnosticsAtAGlance(server, uri);
    await connection.sendDiagnostics({ uri, diagnostics });
    await tellProblems();
    return undefined;
  });

  const arrivals = createArrivals(
    connection,
    () => client.can.progress,
    (uri) => {
      if (!client.can.pull) void push(uri);
      else if (client.can.refreshDiagnostics) refreshDiagnostics(client);
    },
  );

  const pulled = async (uri: string, token: CancellationToken): Promise<Diagnostic[]> => {
    const server = await ready();
    await typed();
    // What has been typed meanwhile is asked for next: answering for a text that is gone would hold that up.
    if (token.isCancellationRequested) return [];
    const there = client.can.refreshDiagnostics
      ? await arrivals.soon(server, uri, token)
      : await arrivals.whole(server, uri, token);
    if (token.isCancellationRequested) return [];
    const items = there ? diagnosticsOf(server, uri) : diagnosticsAtAGlance(server, uri);
    await tellProblems();
    return items;
  };

  documents.onDidChangeContent(({ document }) => void push(document.uri));
  documents.onDidClose(({ document }) => {
    if (!client.can.pull) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  const answer = guarded(connection, "diagnostics", [], pulled);
  connection.languages.diagnostics.on(async ({ textDocument }, token) => ({
    kind: "full",
    items: await answer(textDocument.uri, token),
  }));

  return {
    arrivals,
    refresh() {
      if (client.can.pull) refreshDiagnostics(client);
      else for (const document of documents.all()) void push(document.uri);
      refreshLenses(client);
    },
  };
}

/** What is wrong in a safe-migrations.json stands on it; it is nobody's document, so it is sent, never asked for. */
function configProblemsTeller(client: Client, ready: () => Promise<Server>): () => Promise<void> {
  const told = new Map<string, string>();
  return async () => {
    for (const [path, problems] of (await ready()).workspace.problems()) {
      const diagnostics = configDiagnostics(problems);
      const print = JSON.stringify(diagnostics);
      if ((told.get(path) ?? "[]") === print) continue;
      told.set(path, print);
      await client.connection.sendDiagnostics({ uri: uriOf(path), diagnostics });
    }
  };
}
