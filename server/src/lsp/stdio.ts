import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { folderDisk } from "../disk/folder-disk.ts";
import { loadParser } from "../disk/load-parser.ts";
import { createService } from "../service.ts";
import { serve } from "./server.ts";

/** The server over standard input and output, for any editor. Ends when the client closes the stream. */
export function serveStdio(): Promise<void> {
  const connection = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
  );
  serve(connection, async () => createService(await loadParser()), folderDisk);
  return new Promise((resolve) => connection.onExit(resolve));
}
