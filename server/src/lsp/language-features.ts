import type { CancellationToken, Connection } from "vscode-languageserver";
import type { Arrivals } from "./arrive.ts";
import { codeActions } from "./code-actions.ts";
import { codeLenses } from "./code-lens.ts";
import { completion } from "./completion.ts";
import { fixAllCommand, fixAllEdits } from "./fix-all.ts";
import { guarded } from "./guarded.ts";
import { hover } from "./hover.ts";
import { definition, references } from "./navigate.ts";
import type { Server } from "./server.ts";

/** What an editor asks of a document, besides its diagnostics. */
export function registerLanguageFeatures(
  connection: Connection,
  ready: () => Promise<Server>,
  arrivals: Arrivals,
): void {
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

  connection.onCodeAction(ofDocument("code actions", [], codeActions));
  connection.onCodeLens(ofDocument("code lenses", [], codeLenses));
  connection.onCompletion(ofDocument("completion", [], completion));
  connection.onHover(ofDocument("hover", null, hover));
  connection.onDefinition(ofDocument("definition", [], definition));
  connection.onReferences(ofDocument("references", [], references));
  connection.onExecuteCommand(
    guarded(connection, "command", null, async (params) => {
      const [uri] = params.arguments ?? [];
      if (params.command !== fixAllCommand || typeof uri !== "string") return null;
      const edits = fixAllEdits(await ready(), uri);
      if (edits.length > 0)
        await connection.workspace.applyEdit({
          label: "Fix all",
          edit: { changes: { [uri]: [...edits] } },
        });
      return edits.length;
    }),
  );
}
