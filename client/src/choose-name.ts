import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Plan } from "../../protocol/requests.ts";
import { planMigration } from "./protocol.ts";

type Files = Extract<Plan, { files: unknown }>;

/** Asks for a name, showing the path it leads to while the user types. Undefined after Escape. */
export async function chooseName(
  client: LanguageClient,
  request: { readonly folder: string; readonly kind: string; readonly name?: string },
): Promise<Files | undefined> {
  const plan = (name: string): Promise<Plan> =>
    client.sendRequest(planMigration, { ...request, name, now: Date.now() });
  if (request.name !== undefined) {
    const given = await plan(request.name);
    if ("files" in given) return given;
    void vscode.window.showErrorMessage(`No migration was created: ${given.problem}.`);
    return undefined;
  }
  const name = await vscode.window.showInputBox({
    title: "New Migration: name",
    prompt: "What it does, in a few words",
    placeHolder: "add nickname to accounts",
    validateInput: async (value) => {
      if (value.trim() === "") return undefined;
      const answer = await plan(value);
      return "files" in answer
        ? { message: preview(answer), severity: vscode.InputBoxValidationSeverity.Info }
        : { message: answer.problem, severity: vscode.InputBoxValidationSeverity.Error };
    },
  });
  if (name === undefined || name.trim() === "") return undefined;
  const answer = await plan(name);
  return "files" in answer ? answer : undefined;
}

const preview = (plan: Files): string =>
  plan.files
    .map((file) => vscode.workspace.asRelativePath(vscode.Uri.file(file.path)))
    .join("  +  ");
