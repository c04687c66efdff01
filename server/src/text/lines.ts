import type { Span } from "./span.ts";

/** A place as people count it, but 0-based; `column` in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A line ends with "\n", "\r\n" or "\r". Nothing here fails: what lies outside the text is moved to its edge. */
export interface Lines {
  /** At least 1; a text that ends with a line break has an empty last line. */
  readonly count: number;
  readonly position: (offset: number) => Position;
  /** UTF-16 offset; a column behind the line's end means the end of its text, before the line break. */
  readonly offset: (position: Position) => number;
  /** UTF-16 offsets of a line without its line break. */
  readonly span: (line: number) => Span;
}

export function linesOf(text: string): Lines {
  const starts = lineStarts(text);
  const startOf = (line: number): number => starts[line] ?? text.length;
  const span = (line: number): Span => {
    const start = line < 0 ? 0 : startOf(line);
    let end = line < 0 ? 0 : startOf(line + 1);
    if (line + 1 < starts.length) {
      if (end > start && text.charCodeAt(end - 1) === NEWLINE) end--;
      if (end > start && text.charCodeAt(end - 1) === RETURN) end--;
    }
    return { start, end };
  };
  return {
    count: starts.length,
    span,
    position(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      const line = lastAtOrBefore(starts, at);
      return { line, column: at - startOf(line) };
    },
    offset({ line, column }) {
      const { start, end } = span(line);
      return Math.max(start, Math.min(start + column, end));
    },
  };
}

/** The line break that most lines of the text end with; "\n" when there is none. */
export function lineEnding(text: string): "\n" | "\r\n" {
  let all = 0;
  let withReturn = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    all++;
    if (text.charCodeAt(at - 1) === RETURN) withReturn++;
  }
  return withReturn * 2 > all ? "\r\n" : "\n";
}

/** The spaces and tabs that begin the line which holds `offset`. */
export function indentAt(text: string, offset: number): string {
  let start = Math.max(0, Math.min(offset, text.length));
  while (start > 0 && !isLineBreak(text.charCodeAt(start - 1))) start--;
  if (text.charCodeAt(start) === BYTE_ORDER_MARK) start++;
  let end = start;
  while (isBlank(text.charCodeAt(end))) end++;
  return text.slice(start, end);
}

const NEWLINE = 10;
const RETURN = 13;
const BYTE_ORDER_MARK = 0xfeff;
const isLineBreak = (code: number): boolean => code === NEWLINE || code === RETURN;
const isBlank = (code: number): boolean => code === 32 || code === 9;

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === RETURN && text.charCodeAt(at + 1) === NEWLINE) continue;
    if (isLineBreak(code)) starts.push(at + 1);
  }
  return starts;
}

function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
