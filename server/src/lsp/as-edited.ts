import type { TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { OpenedHistory } from "../history/open.ts";
import { holds } from "../history/source-file.ts";
import type { Service, SourceFile } from "../service.ts";
import { parentOf } from "../text/path.ts";
import { pathOf } from "./uri.ts";

/** A history with the texts of the open documents; not of `besides`, which it has already. */
export function asEdited(
  service: Service,
  documents: TextDocuments<TextDocument>,
  history: OpenedHistory,
  besides?: string,
): OpenedHistory {
  let current = history;
  for (const other of documents.all()) {
    const path = pathOf(other.uri);
    if (other.uri !== besides && mayConcern(history, path))
      current = service.withText(current, path, other.getText());
  }
  return current;
}

export const openFiles = (documents: TextDocuments<TextDocument>): readonly SourceFile[] =>
  documents.all().map((one) => ({ path: pathOf(one.uri), text: one.getText() }));

const mayConcern = (history: OpenedHistory, path: string): boolean =>
  parentOf(path).startsWith(history.folder) ||
  history.gate?.path === path ||
  history.files.some((file) => file.source && holds(file, path)) ||
  history.listed.nearby.some((file) => file.path === path);
