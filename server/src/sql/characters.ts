/** PostgreSQL's classes of characters (its scan.l). Every character beyond ASCII is a letter, even a no-break space. */
export const isSpace = (code: number): boolean => (classes[code] as number) === SPACE;
export const isDigit = (code: number): boolean => (classes[code] as number) === DIGIT;
export const isOperator = (code: number): boolean => (classes[code] as number) === OPERATOR;
export const isWordStart = (code: number): boolean =>
  code > 127 || (classes[code] as number) === LETTER;
export const isWordPart = (code: number): boolean =>
  code > 127 || ((classes[code] as number) & PART) !== 0;
export const isLineBreak = (code: number): boolean => code === 10 || code === 13;

/** Case-insensitive for ASCII letters; `word` in lower case. */
export function isWord(text: string, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let at = 0; at < word.length; at++) {
    if ((text.charCodeAt(start + at) | 32) !== word.charCodeAt(at)) return false;
  }
  return true;
}

export function hasLineBreak(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (isLineBreak(text.charCodeAt(at))) return true;
  return false;
}

export const DOUBLE_QUOTE = 34;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const QUOTE = 39;
export const OPEN = 40;
export const CLOSE = 41;
export const STAR = 42;
export const PLUS = 43;
export const MINUS = 45;
export const DOT = 46;
export const SLASH = 47;
export const COLON = 58;
export const SEMICOLON = 59;
export const EQUALS = 61;
export const BACKSLASH = 92;
export const UNDERSCORE = 95;
export const LETTER_B = 98;
export const LETTER_E = 101;
export const LETTER_N = 110;
export const LETTER_O = 111;
export const LETTER_U = 117;
export const LETTER_X = 120;

/** The bit that digits, letters and the dollar have: what a word may go on with. */
const PART = 8;
const SPACE = 1;
const OPERATOR = 2;
const LETTER = 8;
const DIGIT = 9;
const DOLLAR_PART = 10;

const classes = new Uint8Array(128);
const put = (characters: string, value: number): void => {
  for (const character of characters) classes[character.charCodeAt(0)] = value;
};
put(" \t\n\r\f\v", SPACE);
put("~!@#^&|`?+-*/%<>=", OPERATOR);
put("0123456789", DIGIT);
put("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_", LETTER);
put("$", DOLLAR_PART);
