import { isLineBreak, isSpace, isWordStart } from "./characters.ts";
import { endOfLine } from "./literals.ts";

/**
 * The end of the psql command whose backslash stands at `start`: its line's end without trailing blanks.
 * 0 for a stray backslash: neither followed by a command's name nor first in its line.
 */
export function endOfMetaCommand(text: string, start: number): number {
  if (!isNameStart(text.charCodeAt(start + 1)) && !isFirstInLine(text, start)) return 0;
  let end = endOfLine(text, start);
  while (end > start + 1 && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** Letters, and the commands \. \! \? */
const isNameStart = (code: number): boolean =>
  isWordStart(code) || code === 46 || code === 33 || code === 63;

function isFirstInLine(text: string, start: number): boolean {
  let at = start;
  while (at > 0 && !isLineBreak(text.charCodeAt(at - 1)) && isSpace(text.charCodeAt(at - 1))) at--;
  return at === 0 || isLineBreak(text.charCodeAt(at - 1));
}
