import type { WorkspaceEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { textAt } from "../history/around.ts";
import type { FileEdits, Fix } from "../rules/finding.ts";
import { textEdits } from "./code-actions.ts";
import type { Checked } from "./diagnostics.ts";
import { uriOf } from "./uri.ts";

/** A fix as the editor applies it: edits of this document, of other files, new names, new files. */
export function workspaceEdit(checked: Checked, fix: Fix): WorkspaceEdit {
  const { document } = checked;
  const own = textEdits(document, fix.edits);
  if (!fix.others) return { changes: { [document.uri]: own } };
  return {
    documentChanges: [
      ...(own.length > 0
        ? [{ textDocument: { uri: document.uri, version: null }, edits: own }]
        : []),
      ...fix.others.flatMap((one) => changesOf(checked, one)),
    ],
  };
}

function changesOf(
  { document, path, history }: Checked,
  { path: other, edits, renamed, created, before: read }: FileEdits,
): NonNullable<WorkspaceEdit["documentChanges"]> {
  const uri = other === path ? document.uri : uriOf(other);
  const text = read ?? textAt(history, other) ?? "";
  const before = other === path ? document : TextDocument.create(uri, "", 0, text);
  return [
    ...(created ? [{ kind: "create" as const, uri }] : []),
    ...(edits.length > 0
      ? [{ textDocument: { uri, version: null }, edits: textEdits(before, edits) }]
      : []),
    ...(renamed ? [{ kind: "rename" as const, oldUri: uri, newUri: uriOf(renamed) }] : []),
  ];
}
