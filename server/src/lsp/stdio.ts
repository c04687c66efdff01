import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { nodeHost } from "./node-host.ts";
import { serve } from "./serve.ts";

/** The server over standard input and output, for any editor. Ends when the client closes the stream. */
export function serveStdio(): Promise<void> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  serve(connection, nodeHost);
  return new Promise((resolve) => connection.onExit(resolve));
}
