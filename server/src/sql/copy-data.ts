import type { Span } from "../text/span.ts";
import { isLineBreak, isSpace, MINUS } from "./characters.ts";
import { endOfLine } from "./literals.ts";

/**
 * The rows from the line after `at` up to and with the `\.` line. Undefined when more SQL stands in the line,
 * or when no such line comes: then the statement is sent by a driver, which has the rows from elsewhere.
 */
export function copyDataAfter(text: string, at: number): Span | undefined {
  const lineEnd = endOfLine(text, at);
  let rest = at;
  while (rest < lineEnd && isSpace(text.charCodeAt(rest))) rest++;
  const isComment = text.charCodeAt(rest) === MINUS && text.charCodeAt(rest + 1) === MINUS;
  if (rest < lineEnd && !isComment) return undefined;
  const start = lineEnd + (text.startsWith("\r\n", lineEnd) ? 2 : 1);
  for (let mark = text.indexOf("\\.", start); mark >= 0; mark = text.indexOf("\\.", mark + 1)) {
    const end = mark + 2;
    const ends = end === text.length || isLineBreak(text.charCodeAt(end));
    if (ends && isLineBreak(text.charCodeAt(mark - 1))) return { start, end };
  }
  return undefined;
}
