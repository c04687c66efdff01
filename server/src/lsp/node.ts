import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { nodeHost } from "./node-host.ts";
import { serve } from "./serve.ts";

// Started by the extension: the transport (IPC or stdio) is on the command line.
serve(createConnection(ProposedFeatures.all), nodeHost);
