import type { Span } from "../../text/span.ts";
import type { Surface } from "../surface.ts";
import { nameAt, ownName, type WrittenName } from "./name.ts";
import { once } from "./once.ts";
import {
  afterBrackets,
  commaSeparated,
  endOf,
  findWord,
  stretch,
  type Written,
  wordAt,
  wordsAt,
  written,
} from "./written.ts";

/** An INSERT as it is written. */
export interface InsertClause {
  readonly on: Written;
  readonly table: WrittenName;
  /** Folded names and where they stand; undefined without a list. */
  readonly columns: readonly { readonly name: string; readonly span: Span }[] | undefined;
  readonly source: "values" | "query" | "default values";
  readonly sourceSpan: Span;
  /** VALUES: the spans of each row's values. */
  readonly rows: readonly (readonly Span[])[];
  readonly onConflict: boolean;
  /** The brackets behind ON CONFLICT; undefined without them. */
  readonly conflictTarget: Span | undefined;
  /** Where ON CONFLICT goes: behind the source. */
  readonly sourceEnd: number;
  readonly returning: boolean;
}

export const insertClause = once(readInsertClause);

function readInsertClause(surface: Surface): InsertClause | undefined {
  const on = written(surface);
  const start = findWord(on, 0, ["insert"]);
  if (start === undefined || wordAt(on, start + 1) !== "into") return undefined;
  const table = nameAt(on, start + 2);
  if (!table) return undefined;
  let index = wordAt(on, table.next) === "as" ? table.next + 2 : table.next;
  const listed = wordAt(on, index) === "(" && !querying.has(wordAt(on, index + 1));
  const columns = listed ? columnList(on, index) : undefined;
  if (listed) index = afterBrackets(on, index);
  if (wordAt(on, index) === "overriding") index += 3;
  const conflict = onConflictAt(on, index);
  const returning = findWord(on, index, ["returning"]);
  const end = conflict ?? returning ?? on.tokens.length;
  const source = wordsAt(on, index, "default values")
    ? "default values"
    : wordAt(on, index) === "values"
      ? "values"
      : "query";
  return {
    on,
    table,
    columns,
    source,
    sourceSpan: stretch(on, index, end),
    rows: source === "values" ? rowsOf(on, index + 1, end) : [],
    onConflict: conflict !== undefined,
    conflictTarget:
      conflict !== undefined && wordAt(on, conflict + 2) === "("
        ? stretch(on, conflict + 2, afterBrackets(on, conflict + 2))
        : undefined,
    sourceEnd: endOf(on, end - 1),
    returning: returning !== undefined,
  };
}

const querying = new Set(["select", "with", "values", "table", "("]);

const columnList = (on: Written, open: number): { name: string; span: Span }[] =>
  commaSeparated(on, open + 1, afterBrackets(on, open) - 1).flatMap(([from]) => {
    const name = nameAt(on, from);
    return name ? [{ name: ownName(name), span: name.span }] : [];
  });

function onConflictAt(on: Written, from: number): number | undefined {
  let index = findWord(on, from, ["on"]);
  while (index !== undefined && wordAt(on, index + 1) !== "conflict")
    index = findWord(on, index + 1, ["on"]);
  return index;
}

const rowsOf = (on: Written, from: number, to: number): readonly (readonly Span[])[] =>
  commaSeparated(on, from, to).map(([open]) =>
    commaSeparated(on, open + 1, afterBrackets(on, open) - 1).map(([a, b]) => stretch(on, a, b)),
  );
