import {
  AMPERSAND,
  BACKSLASH,
  COLON,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  EQUALS,
  hasLineBreak,
  isDigit,
  isOperator,
  isSpace,
  isWordPart,
  isWordStart,
  LETTER_B,
  LETTER_E,
  LETTER_N,
  LETTER_U,
  LETTER_X,
  MINUS,
  QUOTE,
  SEMICOLON,
  SLASH,
  STAR,
} from "./characters.ts";
import {
  endOfBlockComment,
  endOfDollarQuoted,
  endOfDollarTag,
  endOfEscaped,
  endOfLine,
  endOfQuoted,
  endOfString,
  inside,
} from "./literals.ts";
import { endOfMetaCommand } from "./meta-command.ts";
import { endOfDigits, endOfNumber, endOfOperator } from "./operators.ts";
import type { Token } from "./token.ts";

/** The one lexer, as a cursor that allocates nothing: the current token, or what `scannerAt` stands before. */
export interface Scanner {
  /** Ends where the scanning shall end. */
  readonly text: string;
  kind: Token["kind"];
  start: number;
  end: number;
  open: boolean;
  /** An E'…' was last: a string that goes on after a line break has escapes as well, without an E. */
  escapes: boolean;
}

export const scannerAt = (text: string, at: number): Scanner => ({
  text,
  kind: "punctuation",
  start: at,
  end: at,
  open: false,
  escapes: false,
});

/** Moves to the next token; false at the end of the text. */
export function advance(scanner: Scanner): boolean {
  const { text } = scanner;
  let at = scanner.end;
  let code = text.charCodeAt(at);
  while (isSpace(code)) code = text.charCodeAt(++at);
  if (at >= text.length) return false;
  if (scanner.open) scanner.open = false;
  const escapes = scanner.escapes;
  if (escapes) scanner.escapes = false;
  const before = scanner.end;
  scanner.start = at;
  if (isWordStart(code)) return wordOrPrefixed(scanner, at, code);
  const next = text.charCodeAt(at + 1);
  switch (code) {
    case QUOTE:
      if (escapes && hasLineBreak(text, before, at)) return escaped(scanner, at);
      return found(scanner, "string", endOfString(text, at));
    case DOUBLE_QUOTE:
      return found(scanner, "quoted", endOfQuoted(text, at));
    case DOLLAR:
      return dollar(scanner, at, next);
    case MINUS:
      if (next !== MINUS) break;
      // A comment may stand between the parts of one literal, and its line break counts for them.
      scanner.escapes = escapes;
      return found(scanner, "comment", endOfLine(text, at));
    case SLASH:
      if (next === STAR) return found(scanner, "comment", endOfBlockComment(text, at));
      break;
    case DOT:
      if (isDigit(next)) return found(scanner, "number", endOfNumber(text, at));
      return next === DOT
        ? found(scanner, "operator", at + 2)
        : found(scanner, "punctuation", at + 1);
    case COLON:
      return next === COLON || next === EQUALS
        ? found(scanner, "operator", at + 2)
        : found(scanner, "punctuation", at + 1);
    case BACKSLASH:
      return backslash(scanner, at, next);
  }
  if (isDigit(code)) return found(scanner, "number", endOfNumber(text, at));
  if (isOperator(code)) return found(scanner, "operator", endOfOperator(text, at));
  return found(scanner, "punctuation", at + 1);
}

function found(scanner: Scanner, kind: Token["kind"], end: number): true {
  scanner.kind = kind;
  scanner.open = end === inside;
  scanner.end = end === inside ? scanner.text.length : end;
  return true;
}

function escaped(scanner: Scanner, quote: number): true {
  scanner.escapes = true;
  return found(scanner, "string", endOfEscaped(scanner.text, quote));
}

function wordOrPrefixed(scanner: Scanner, at: number, code: number): true {
  const { text } = scanner;
  const next = text.charCodeAt(at + 1);
  if (next === QUOTE) {
    const prefix = code | 32;
    if (prefix === LETTER_E) return escaped(scanner, at + 1);
    if (prefix === LETTER_B || prefix === LETTER_X || prefix === LETTER_N) {
      return found(scanner, "string", endOfString(text, at + 1));
    }
  }
  if (next === AMPERSAND && (code | 32) === LETTER_U) {
    const quote = text.charCodeAt(at + 2);
    if (quote === QUOTE) return found(scanner, "string", endOfString(text, at + 2));
    if (quote === DOUBLE_QUOTE) return found(scanner, "quoted", endOfQuoted(text, at + 2));
  }
  let end = at + 1;
  while (isWordPart(text.charCodeAt(end))) end++;
  scanner.kind = "word";
  scanner.end = end;
  return true;
}

function dollar(scanner: Scanner, at: number, next: number): true {
  const { text } = scanner;
  if (isDigit(next)) return found(scanner, "parameter", endOfDigits(text, at + 1));
  const tagEnd = endOfDollarTag(text, at);
  if (tagEnd === 0) return found(scanner, "punctuation", at + 1);
  return found(scanner, "string", endOfDollarQuoted(text, at, tagEnd));
}

function backslash(scanner: Scanner, at: number, next: number): true {
  if (next === SEMICOLON) return found(scanner, "punctuation", at + 2);
  const end = endOfMetaCommand(scanner.text, at);
  return end > 0 ? found(scanner, "psql", end) : found(scanner, "punctuation", at + 1);
}
