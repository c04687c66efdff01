import type { Span } from "../../text/span.ts";
import { once } from "./once.ts";
import { startOf, stretch, type Written, wordAt, wordsAt } from "./written.ts";

/** The blocks and IFs of a PL/pgSQL body, by token; found without a grammar, so half-typed ones are left out. */
export interface DoStructure {
  readonly blocks: readonly DoBlockPart[];
  readonly ifs: readonly IfPart[];
}

/** BEGIN … [EXCEPTION …] END. */
export interface DoBlockPart {
  readonly begin: number;
  /** EXCEPTION, or END where there is none: what stands before it is guarded. */
  readonly bodyEnd: number;
  readonly end: number;
  readonly handlers: readonly HandlerPart[];
}

/** WHEN condition [OR condition] THEN …. */
export interface HandlerPart {
  readonly conditions: readonly { readonly name: string; readonly span: Span }[];
  /** The tokens of what is done. */
  readonly from: number;
  readonly to: number;
}

/** IF … THEN …, up to the first ELSIF, ELSE or END IF. */
export interface IfPart {
  readonly at: number;
  readonly thenAt: number;
  readonly branchEnd: number;
  readonly condition: Span;
}

type Open =
  | { kind: "block"; begin: number; exception?: number }
  | { kind: "if"; at: number; thenAt?: number; branchEnd?: number }
  | { kind: "case" }
  | { kind: "loop" };

const starters = new Set(["", ";", "begin", "then", "else", "loop", ">>", "exception"]);

export const doStructure = once(readStructure);

function readStructure(on: Written): DoStructure {
  const blocks: DoBlockPart[] = [];
  const ifs: IfPart[] = [];
  const open: Open[] = [];
  for (let i = 0; i < on.tokens.length; i++) {
    const word = wordAt(on, i);
    const starts = starters.has(wordAt(on, i - 1));
    const top = open[open.length - 1];
    if (word === "begin" && (starts || isAfterDeclare(on, i)))
      open.push({ kind: "block", begin: i });
    else if (word === "exception" && starts && top?.kind === "block") top.exception = i;
    else if (word === "if" && starts) open.push({ kind: "if", at: i });
    else if (word === "case") open.push({ kind: "case" });
    else if (word === "loop" && wordAt(on, i - 1) !== "end") open.push({ kind: "loop" });
    else if (word === "then" && top?.kind === "if") top.thenAt ??= i;
    else if ((word === "else" || word === "elsif" || word === "elseif") && top?.kind === "if")
      top.branchEnd ??= i;
    else if (word === "end") i = close(on, i, open, blocks, ifs);
  }
  return { blocks, ifs };
}

/** DECLARE x int; BEGIN: there is a semicolon before it, or the word DECLARE itself. */
const isAfterDeclare = (on: Written, index: number): boolean => wordAt(on, index - 1) === "declare";

function close(
  on: Written,
  index: number,
  open: Open[],
  blocks: DoBlockPart[],
  ifs: IfPart[],
): number {
  const top = open.pop();
  if (top?.kind === "if" && top.thenAt !== undefined)
    ifs.push({
      at: top.at,
      thenAt: top.thenAt,
      branchEnd: top.branchEnd ?? index,
      condition: stretch(on, top.at + 1, top.thenAt),
    });
  if (top?.kind === "block")
    blocks.push({
      begin: top.begin,
      bodyEnd: top.exception ?? index,
      end: index,
      handlers: top.exception === undefined ? [] : handlers(on, top.exception + 1, index),
    });
  const closes = ["if", "loop", "case"].includes(wordAt(on, index + 1));
  return closes ? index + 1 : index;
}

function handlers(on: Written, from: number, to: number): readonly HandlerPart[] {
  const starts: number[] = [];
  for (let i = from; i < to; i++)
    if (wordAt(on, i) === "when" && ["exception", ";"].includes(wordAt(on, i - 1))) starts.push(i);
  return starts.flatMap((when, index) => {
    const conditions: { name: string; span: Span }[] = [];
    let i = when + 1;
    while (i < to && wordAt(on, i) !== "then") {
      const length = wordsAt(on, i, "sqlstate") ? 2 : 1;
      const span = stretch(on, i, i + length);
      conditions.push({ name: wordAt(on, i + length - 1), span });
      i += length;
      if (wordAt(on, i) === "or") i++;
    }
    return [{ conditions, from: i + 1, to: starts[index + 1] ?? to }];
  });
}

/** The innermost of them around a place in the text. */
export function innermost<P>(
  parts: readonly P[],
  tokensOf: (part: P) => readonly [number, number],
  on: Written,
  offset: number,
): P | undefined {
  let best: { part: P; size: number } | undefined;
  for (const part of parts) {
    const [from, to] = tokensOf(part);
    if (startOf(on, from) > offset || offset >= startOf(on, to)) continue;
    if (!best || to - from < best.size) best = { part, size: to - from };
  }
  return best?.part;
}
