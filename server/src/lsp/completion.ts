import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
} from "vscode-languageserver";
import type { Suggestion } from "../service/complete/suggestions.ts";
import { ask } from "./navigate.ts";
import type { Server } from "./server.ts";

const kinds: Readonly<Record<Suggestion["kind"], CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  relation: CompletionItemKind.Class,
  column: CompletionItemKind.Field,
  type: CompletionItemKind.TypeParameter,
  routine: CompletionItemKind.Function,
  other: CompletionItemKind.Reference,
};

/** Names before keywords: who asks for a word of the language has mostly begun it. */
export function completion(server: Server, params: CompletionParams): CompletionItem[] {
  const asked = ask(server, params);
  if (!asked) return [];
  return server.service
    .suggestions(asked.history, asked.path, asked.offset)
    .map(({ text, kind, detail }) => ({
      label: text,
      kind: kinds[kind],
      detail,
      sortText: `${kind === "keyword" ? "2" : "1"} ${text}`,
    }));
}
