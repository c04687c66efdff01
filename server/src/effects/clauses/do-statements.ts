import type { Span } from "../../text/span.ts";
import { findWord, stretch, type Written, wordAt } from "./written.ts";

/** One statement of a PL/pgSQL body, without its semicolon; control structures are not among them, what they hold is. */
export interface DoStatement {
  readonly span: Span;
  readonly from: number;
  readonly to: number;
}

const starters = new Set([";", "begin", "then", "else", "loop", "exception"]);
const control = new Set([
  "begin",
  "if",
  "elsif",
  "elseif",
  "else",
  "end",
  "loop",
  "for",
  "while",
  "case",
  "when",
  "exception",
  "declare",
  "foreach",
]);

export const startsStatement = (on: Written, index: number): boolean =>
  starters.has(wordAt(on, index - 1)) && !control.has(wordAt(on, index));

/** The statements that begin between two tokens. */
export function doStatements(on: Written, from: number, to: number): readonly DoStatement[] {
  const statements: DoStatement[] = [];
  for (let i = from; i < to; i++) {
    if (!startsStatement(on, i)) continue;
    const end = findWord(on, i, [";"], to) ?? to;
    statements.push({ span: stretch(on, i, end), from: i, to: end });
    i = end;
  }
  return statements;
}
