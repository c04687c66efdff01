import { type Hover, type HoverParams, MarkupKind } from "vscode-languageserver";
import { pages } from "../rules/pages.ts";
import { checkDocument, rangeOf } from "./diagnostics.ts";
import type { Server } from "./server.ts";

/** On a finding: why the rule is there. */
export function hover(server: Server, params: HoverParams): Hover | null {
  const checked = checkDocument(server, params.textDocument.uri);
  if (!checked) return null;
  const offset = checked.document.offsetAt(params.position);
  const finding = checked.findings.find(({ span }) => span.start <= offset && offset <= span.end);
  const rule = pages.find((one) => one.id === finding?.rule);
  if (!finding || !rule) return null;
  return {
    range: rangeOf(checked.document, finding.span),
    contents: { kind: MarkupKind.Markdown, value: `**${rule.title}**\n\n${rule.why}` },
  };
}
