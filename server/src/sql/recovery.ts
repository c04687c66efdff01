import { indentAt } from "../text/lines.ts";
import { isLineBreak, isSpace, isWordPart, MINUS, SLASH, STAR } from "./characters.ts";
import { endOfBlockComment, endOfLine } from "./literals.ts";

/**
 * Whether the semicolon before `at` looks like the end of a statement that began at `start` although a parenthesis is
 * still open: the next line with code begins with a statement's first word, no deeper than this statement's line.
 */
export function nextStatementFollows(text: string, at: number, start: number): boolean {
  const indent = indentAt(text, start).length;
  let lineStart = -1;
  let here = at;
  while (here < text.length) {
    const code = text.charCodeAt(here);
    if (isLineBreak(code)) {
      here++;
      lineStart = here;
    } else if (isSpace(code)) here++;
    else if (code === MINUS && text.charCodeAt(here + 1) === MINUS) here = endOfLine(text, here);
    else if (code === SLASH && text.charCodeAt(here + 1) === STAR) {
      const end = endOfBlockComment(text, here);
      if (end < 0) return false;
      here = end;
    } else break;
  }
  if (lineStart < 0 || here - lineStart > indent) return false;
  let end = here;
  while (isWordPart(text.charCodeAt(end))) end++;
  return firstWords.has(text.slice(here, end).toLowerCase());
}

const firstWords: ReadonlySet<string> = new Set(
  `abort alter analyze begin call checkpoint close cluster comment commit copy create deallocate declare delete discard
  do drop end execute explain fetch grant import insert listen load lock merge move notify prepare reassign refresh
  reindex release reset revoke rollback savepoint security select set show start table truncate unlisten update vacuum
  values with`.split(/\s+/),
);
