import {
  BACKSLASH,
  DOLLAR,
  DOUBLE_QUOTE,
  isLineBreak,
  isWordPart,
  isWordStart,
  QUOTE,
  SLASH,
  STAR,
} from "./characters.ts";

/*
 * Where a thing that begins at `start` ends (UTF-16, exclusive), or `inside` when the text ends first.
 */
export const inside = -1;

/** `start`: the opening quote. */
export const endOfString = (text: string, start: number): number =>
  endOfDoubled(text, start, "'", QUOTE);

/** `start`: the opening double quote. */
export const endOfQuoted = (text: string, start: number): number =>
  endOfDoubled(text, start, '"', DOUBLE_QUOTE);

/** `start`: the opening quote, behind the E. */
export function endOfEscaped(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) {
      if (text.charCodeAt(at + 1) !== QUOTE) return at + 1;
      at++;
    }
  }
  return inside;
}

/** The end of the opening `$tag$` at `start`; 0 when none stands there. */
export function endOfDollarTag(text: string, start: number): number {
  let at = start + 1;
  if (isWordStart(text.charCodeAt(at))) {
    while (text.charCodeAt(at) !== DOLLAR && isWordPart(text.charCodeAt(at))) at++;
  }
  return text.charCodeAt(at) === DOLLAR ? at + 1 : 0;
}

/** `start` and `tagEnd`: the opening tag. */
export function endOfDollarQuoted(text: string, start: number, tagEnd: number): number {
  const close = text.indexOf(text.slice(start, tagEnd), tagEnd);
  return close < 0 ? inside : close + tagEnd - start;
}

/** `start`: the opening slash and star; such comments nest. */
export function endOfBlockComment(text: string, start: number): number {
  let depth = 1;
  for (let at = start + 2; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === STAR && text.charCodeAt(at + 1) === SLASH) {
      at++;
      if (--depth === 0) return at + 1;
    } else if (code === SLASH && text.charCodeAt(at + 1) === STAR) {
      at++;
      depth++;
    }
  }
  return inside;
}

/** The line break or the end of the text. */
export function endOfLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}

function endOfDoubled(text: string, start: number, quote: string, code: number): number {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf(quote, at);
    if (at < 0) return inside;
    if (text.charCodeAt(at + 1) !== code) return at + 1;
  }
}
