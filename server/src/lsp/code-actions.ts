import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Fix } from "../rules/finding.ts";
import { type Edit, touches } from "../text/span.ts";
import { type Checked, checkEverywhere, diagnosticOf, rangeOf } from "./diagnostics.ts";
import { fixAllEdits, fixAllKind } from "./fix-all.ts";
import { ignoreActions } from "./ignore.ts";
import type { Server } from "./server.ts";
import { uriOf } from "./uri.ts";
import { workspaceEdit } from "./workspace-edit.ts";

/** Fixes of the findings at the cursor, the best first; then the whole file; then silence. */
export function codeActions(server: Server, params: CodeActionParams): CodeAction[] {
  const found = checkEverywhere(server, params.textDocument.uri);
  const only = params.context.only;
  const actions: CodeAction[] = [];
  if (wants(only, CodeActionKind.QuickFix))
    actions.push(...found.flatMap((checked) => quickFixes(server, checked, params)));
  const [checked] = found;
  if (checked && wants(only, fixAllKind) && (only !== undefined || actions.length > 0))
    actions.push(...fixAllActions(server, checked, only === undefined));
  return actions;
}

const wants = (only: readonly string[] | undefined, kind: string): boolean =>
  only === undefined || only.some((one) => kind === one || kind.startsWith(`${one}.`));

function quickFixes(server: Server, checked: Checked, params: CodeActionParams): CodeAction[] {
  const { document } = checked;
  const cursor = {
    start: document.offsetAt(params.range.start),
    end: document.offsetAt(params.range.end),
  };
  const at = checked.findings.filter((finding) => touches(reach(finding), cursor));
  const fixes = at.flatMap((finding) => fixActions(server, checked, finding));
  return [...fixes, ...at.flatMap((finding) => ignoreActions(server, document, finding))];
}

/** The lamp shows on the whole statement, the squiggle only on its telling part. */
const reach = (finding: Finding) => finding.statement ?? finding.span;

function fixActions(server: Server, checked: Checked, finding: Finding): CodeAction[] {
  const { document, history } = checked;
  return server.service
    .fixes(history, finding, server.settingsFor(document.uri))
    .filter((fix) => isOfWhatIsOpen(server, fix))
    .map((fix, index) => ({
      title: sentence(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnosticOf(server, document, finding)],
      isPreferred: index === 0 && fix.grade === "safe",
      edit: workspaceEdit(checked, fix),
    }));
}

/** A file that was read from the disk, far from the migrations, may be typed in by now. */
const isOfWhatIsOpen = (server: Server, fix: Fix): boolean =>
  (fix.others ?? []).every(({ path, before }) => {
    const open = server.documents.get(uriOf(path))?.getText();
    return before === undefined || open === undefined || open === before;
  });

function fixAllActions(server: Server, checked: Checked, asQuickFix: boolean): CodeAction[] {
  const { uri } = checked.document;
  const edits = [...fixAllEdits(server, uri)];
  if (edits.length === 0) return [];
  const edit = { changes: { [uri]: edits } };
  const title = "Safe Migrations: fix all in this file";
  return [
    ...(asQuickFix ? [{ title, kind: CodeActionKind.QuickFix, edit }] : []),
    { title, kind: fixAllKind, edit },
  ];
}

export const textEdits = (document: TextDocument, edits: readonly Edit[]) =>
  edits.map((edit) => ({ range: rangeOf(document, edit.span), newText: edit.text }));

const sentence = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1);
