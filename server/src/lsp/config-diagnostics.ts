import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { ConfigProblem } from "../config/read-file.ts";

/** What is wrong in a safe-migrations.json, on that file. */
export const configDiagnostics = (problems: readonly ConfigProblem[]): Diagnostic[] =>
  problems.map((one) => ({
    range: { start: one.start, end: one.end },
    severity: DiagnosticSeverity.Error,
    source: "safe-migrations",
    message: one.message,
  }));
