import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { ruleDocumentation, rules } from "./protocol.ts";

const scheme = "safe-migrations-rule";

/** Rule pages come from the server, so that they work offline and fit the installed version. */
export const registerRuleDocumentation = (client: LanguageClient): vscode.Disposable =>
  vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async (uri) =>
      (await client.sendRequest(ruleDocumentation, { id: uri.path.replace(/\.md$/, "") })) ??
      "There is no such rule.",
  });

/** Shows the page of `rule`, else of the finding at the cursor, else of one the user picks. */
export async function showRuleDocumentation(client: LanguageClient, rule: unknown): Promise<void> {
  const id = typeof rule === "string" ? rule : (atCursor() ?? (await pick(client)));
  if (id === undefined) return;
  const uri = vscode.Uri.from({ scheme, path: `${id}.md` });
  await vscode.commands.executeCommand("markdown.showPreview", uri);
}

function atCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const found = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find((one) => one.source === "safe-migrations" && one.range.contains(editor.selection.active));
  const code = typeof found?.code === "object" ? found.code.value : found?.code;
  return typeof code === "string" ? code : undefined;
}

async function pick(client: LanguageClient): Promise<string | undefined> {
  const known = await client.sendRequest(rules, {});
  const picked = await vscode.window.showQuickPick(
    known.map(({ id, title }) => ({ label: id, detail: title })),
    { title: "Safe Migrations: rules", matchOnDetail: true },
  );
  return picked?.label;
}
