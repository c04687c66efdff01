import { CodeActionKind, type TextEdit } from "vscode-languageserver";
import { difference } from "../text/difference.ts";
import { rangeOf } from "./diagnostics.ts";
import type { Server } from "./server.ts";
import { pathOf } from "./uri.ts";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.safeMigrations`;

export const fixAllCommand = "safeMigrations.server.fixAll";

/** Every safe fix of an open document, as one undoable set of edits. */
export function fixAllEdits(server: Server, uri: string): readonly TextEdit[] {
  const document = server.documents.get(uri);
  const history = server.workspace.historyOf(uri, server.settings());
  if (!document || !history) return [];
  const before = document.getText();
  const { text } = server.service.fixAll(history, pathOf(uri), "safe", server.settingsFor(uri));
  return difference(before, text).map((edit) => ({
    range: rangeOf(document, edit.span),
    newText: edit.text,
  }));
}
