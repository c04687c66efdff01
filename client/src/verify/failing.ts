import * as vscode from "vscode";
import type { VerifyProblem, VerifyResult } from "../../../protocol/requests.ts";
import { rangeOf } from "./message.ts";

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
} as const;

/** Statements that PostgreSQL refused, as diagnostics until their file is edited. */
export interface Failing extends vscode.Disposable {
  /** Called before a run: what is edited from now on is not marked by it. */
  readonly begin: () => (results: readonly VerifyResult[]) => void;
}

export function createFailing(): Failing {
  const collection = vscode.languages.createDiagnosticCollection("safeMigrations.verify");
  const edits = new Map<string, number>();
  let clock = 0;
  const edited = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0) return;
    edits.set(document.uri.toString(), ++clock);
    collection.delete(document.uri);
  });
  return {
    begin() {
      const began = clock;
      return (results) => {
        const found = new Map<string, vscode.Diagnostic[]>();
        for (const { path } of results) found.set(vscode.Uri.file(path).toString(), []);
        for (const { check, problems } of results)
          for (const problem of problems) {
            if (problem.kind !== "error" && problem.kind !== "stopped") continue;
            if (isFound(problem)) continue;
            const uri = vscode.Uri.parse(problem.uri).toString();
            found.set(uri, [...(found.get(uri) ?? []), diagnostic(check, problem)]);
          }
        for (const [uri, all] of found)
          if ((edits.get(uri) ?? 0) <= began) collection.set(vscode.Uri.parse(uri), all);
      };
    },
    dispose() {
      edited.dispose();
      collection.dispose();
    },
  };
}

/** The simulation has said the same of the same statement: one diagnostic for one cause. */
function isFound(problem: VerifyProblem): boolean {
  const [words = ""] = problem.message.split("\n");
  return vscode.languages
    .getDiagnostics(vscode.Uri.parse(problem.uri))
    .some(
      (one) =>
        one.source === "safe-migrations" &&
        one.message.includes(words) &&
        rangeOf(problem).intersection(one.range) !== undefined,
    );
}

function diagnostic(check: string, problem: VerifyProblem): vscode.Diagnostic {
  const made = new vscode.Diagnostic(
    rangeOf(problem),
    problem.message,
    severities[problem.severity],
  );
  made.source = "safe-migrations verify";
  made.code = check;
  return made;
}
