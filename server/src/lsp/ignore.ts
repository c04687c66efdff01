import { type CodeAction, CodeActionKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../rules/finding.ts";
import { lineEnding } from "../text/lines.ts";
import { diagnosticOf } from "./diagnostics.ts";
import type { Server } from "./server.ts";

/** Comments that silence a finding: for its statement, and for the file. */
export function ignoreActions(
  server: Server,
  document: TextDocument,
  finding: Finding,
): CodeAction[] {
  // What stands in a program has no comments of SQL around it.
  if (finding.rule.startsWith("comments/") || !/\.sql$/i.test(finding.path)) return [];
  const text = document.getText();
  const eol = lineEnding(text);
  const start = document.positionAt(finding.statement?.start ?? finding.span.start);
  const lineStart = { line: start.line, character: 0 };
  const indent = /^[ \t]*/.exec(text.slice(document.offsetAt(lineStart)))?.[0] ?? "";
  const insert = (title: string, position: typeof lineStart, newText: string): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(server, document, finding)],
    edit: { changes: { [document.uri]: [{ range: { start: position, end: position }, newText }] } },
  });
  return [
    insert(
      `Ignore ${finding.rule} here`,
      lineStart,
      `${indent}-- safe-migrations-ignore ${finding.rule}: ${eol}`,
    ),
    insert(
      `Ignore ${finding.rule} in this file`,
      afterDirectives(text, document),
      `-- safe-migrations-ignore-file ${finding.rule}: ${eol}`,
    ),
  ];
}

/** Runners read directives from the first lines (sqlx: from byte 0): a comment goes below leading comment lines. */
function afterDirectives(
  text: string,
  document: TextDocument,
): { line: number; character: number } {
  const leading = /^\uFEFF?(?:[ \t]*--[^\n]*(?:\n|$))*/.exec(text)?.[0] ?? "";
  return document.positionAt(leading.length);
}
