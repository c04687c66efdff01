import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import type { Span } from "../text/span.ts";

/** A journal of migrations in Drizzle's form, with the places in its text. drizzle-orm 0.45: src/migrator.ts. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** The array that holds them. */
  readonly list: Span;
  /** As the tool writes it into each entry. */
  readonly version: string;
  readonly dialect: string | undefined;
}

export interface JournalEntry {
  readonly at: Span;
  readonly idx: Written<number> | undefined;
  readonly when: Written<number> | undefined;
  readonly tag: Written<string> | undefined;
}

export interface Written<T> {
  readonly value: T;
  readonly at: Span;
}

/** Undefined where the text is no journal; what cannot be read in an entry is left out of it. */
export function readJournal(text: string): Journal | undefined {
  const root = parseTree(text.replace(/^\ufeff/, " "));
  const list = root && findNodeAtLocation(root, ["entries"]);
  if (!root || list?.type !== "array") return undefined;
  const version = findNodeAtLocation(root, ["version"])?.value;
  const dialect = findNodeAtLocation(root, ["dialect"])?.value;
  return {
    entries: (list.children ?? []).filter((one) => one.type === "object").map(entryOf),
    list: spanOf(list),
    version: typeof version === "string" ? version : "7",
    dialect: typeof dialect === "string" ? dialect : undefined,
  };
}

const spanOf = (node: Node): Span => ({ start: node.offset, end: node.offset + node.length });

function entryOf(node: Node): JournalEntry {
  const of = (name: string) => findNodeAtLocation(node, [name]);
  return {
    at: spanOf(node),
    idx: written(of("idx"), isNumber),
    when: written(of("when"), isNumber),
    tag: written(of("tag"), isText),
  };
}

const isNumber = (value: unknown): value is number => typeof value === "number";
const isText = (value: unknown): value is string => typeof value === "string";

function written<T>(
  node: Node | undefined,
  is: (value: unknown) => value is T,
): Written<T> | undefined {
  const value: unknown = node?.value;
  return node && is(value) ? { value, at: spanOf(node) } : undefined;
}
