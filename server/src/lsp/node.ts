import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { folderDisk } from "../disk/folder-disk.ts";
import { loadParser } from "../disk/load-parser.ts";
import { createService } from "../service.ts";
import { serve } from "./server.ts";

// Started by the extension: the transport (IPC or stdio) is on the command line.
serve(
  createConnection(ProposedFeatures.all),
  async () => createService(await loadParser()),
  folderDisk,
);
