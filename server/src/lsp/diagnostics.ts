import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { OpenedHistory } from "../history/open.ts";
import { documentationUrl } from "../rules/documentation.ts";
import type { Finding } from "../rules/finding.ts";
import type { Span } from "../text/span.ts";
import type { Server } from "./server.ts";
import { pathOf, uriOf } from "./uri.ts";

const source = "safe-migrations";

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

/** What is known of one open document; nothing when it is no migration. */
export interface Checked {
  readonly document: TextDocument;
  readonly history: OpenedHistory;
  readonly path: string;
  readonly findings: readonly Finding[];
}

export function checkDocument(server: Server, uri: string): Checked | undefined {
  const history = server.workspace.historyOf(uri, server.settings());
  return history && checkedIn(server, uri, history);
}

/** A document as a migration, and as what lies around migrations: a history for each that has something to say. */
export function checkEverywhere(server: Server, uri: string): readonly Checked[] {
  const own = checkDocument(server, uri);
  const around = server.workspace
    .historiesAround(uri, server.settings())
    .flatMap((history) => checkedIn(server, uri, history) ?? [])
    .filter((one) => one.findings.length > 0 && one.history.folder !== own?.history.folder);
  return own ? [own, ...around] : around;
}

function checkedIn(server: Server, uri: string, history: OpenedHistory): Checked | undefined {
  const document = server.documents.get(uri);
  if (!document) return undefined;
  const path = pathOf(uri);
  const { findings } = server.service.check(history, path, server.settingsFor(uri));
  return { document, history, path, findings };
}

export const diagnosticsOf = (server: Server, uri: string): Diagnostic[] =>
  checkEverywhere(server, uri).flatMap(({ document, findings }) =>
    findings.map((finding) => diagnosticOf(server, document, finding)),
  );

/** What can be said of a document before all that comes before it has been run. */
export function diagnosticsAtAGlance(server: Server, uri: string): Diagnostic[] {
  const document = server.documents.get(uri);
  const history = server.workspace.historyOf(uri, server.settings());
  if (!document || !history) return [];
  return server.service
    .glance(history, pathOf(uri), server.settingsFor(uri))
    .map((finding) => diagnosticOf(server, document, finding));
}

export function diagnosticOf(server: Server, document: TextDocument, finding: Finding): Diagnostic {
  const related = finding.related.flatMap((one) => {
    const other = one.path === finding.path ? document : server.documents.get(uriOf(one.path));
    return other
      ? [{ location: { uri: other.uri, range: rangeOf(other, one.span) }, message: one.message }]
      : [];
  });
  return {
    range: rangeOf(document, finding.span),
    severity: severities[finding.severity],
    source,
    code: finding.rule,
    codeDescription: { href: documentationUrl(finding.rule) },
    message: [finding.message, finding.detail].filter(Boolean).join("\n"),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

export const rangeOf = (document: TextDocument, span: Span) => ({
  start: document.positionAt(span.start),
  end: document.positionAt(span.end),
});
