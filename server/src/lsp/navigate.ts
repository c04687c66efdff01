import type { Location, Position } from "vscode-languageserver";
import type { OpenedHistory } from "../history/open.ts";
import type { Place } from "../service/objects/objects.ts";
import { linesOf } from "../text/lines.ts";
import { rangeOf } from "./diagnostics.ts";
import type { Server } from "./server.ts";
import { pathOf, uriOf } from "./uri.ts";

interface At {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

/** The statement that made the object under the cursor; empty when none in view did. */
export function definition(server: Server, at: At): Location[] {
  const asked = ask(server, at);
  const found = asked && server.service.objectAt(asked.history, asked.path, asked.offset);
  if (!found) return [];
  const made = found.story.find(({ what }) => what === "created");
  return made ? [locationOf(server, asked.history, made)] : [];
}

export function references(server: Server, at: At): Location[] {
  const asked = ask(server, at);
  if (!asked) return [];
  const { history, path, offset } = asked;
  return server.service
    .references(history, path, offset)
    .map((place) => locationOf(server, history, place));
}

interface Asked {
  readonly history: OpenedHistory;
  readonly path: string;
  readonly offset: number;
}

/** The place in the words of the service; undefined outside migrations. */
export function ask(server: Server, { textDocument: { uri }, position }: At): Asked | undefined {
  const document = server.documents.get(uri);
  const history = server.workspace.historyOf(uri, server.settings());
  if (!document || !history) return undefined;
  return { history, path: pathOf(uri), offset: document.offsetAt(position) };
}

export function locationOf(server: Server, history: OpenedHistory, place: Place): Location {
  const uri = uriOf(place.path);
  const document = server.documents.get(uri);
  if (document) return { uri, range: rangeOf(document, place.span) };
  const lines = linesOf(textOf(history, place.path));
  const at = (offset: number): Position => {
    const { line, column } = lines.position(offset);
    return { line, character: column };
  };
  return { uri, range: { start: at(place.span.start), end: at(place.span.end) } };
}

const textOf = (history: OpenedHistory, path: string): string => {
  for (const file of history.files) {
    if (!file.source && file.path === path) return file.text;
    if (!file.source && file.down?.path === path) return file.down.text;
    const host = file.source?.hosts.find((one) => one.path === path);
    if (host) return host.text;
  }
  return "";
};
