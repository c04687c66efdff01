import {
  DOT,
  isDigit,
  isOperator,
  LETTER_B,
  LETTER_E,
  LETTER_O,
  LETTER_X,
  MINUS,
  PLUS,
  SLASH,
  STAR,
  UNDERSCORE,
} from "./characters.ts";

/**
 * The end of the operator at `start`. It stops before a comment, and PostgreSQL lets a longer one end with + or -
 * only if it also has a character that SQL's own operators lack: `=-1` is two tokens, `@-1` too, but `@-` is one.
 */
export function endOfOperator(text: string, start: number): number {
  let end = start + 1;
  let special = isSpecial(text.charCodeAt(start));
  for (; isOperator(text.charCodeAt(end)); end++) {
    const code = text.charCodeAt(end);
    const next = text.charCodeAt(end + 1);
    if ((code === MINUS && next === MINUS) || (code === SLASH && next === STAR)) break;
    if (isSpecial(code)) special = true;
  }
  if (special) return end;
  while (end > start + 1 && isSign(text.charCodeAt(end - 1))) end--;
  return end;
}

/** The end of the number at `start`: 42, 1_000, 0x1F, 1.5e-7, .5; the 1 of `1..10` stands alone. */
export function endOfNumber(text: string, start: number): number {
  const radix = text.charCodeAt(start) === ZERO ? text.charCodeAt(start + 1) | 32 : 0;
  if (radix === LETTER_X || radix === LETTER_O || radix === LETTER_B) {
    let end = start + 2;
    while (isRadixPart(text.charCodeAt(end), radix)) end++;
    if (end > start + 2) return end;
  }
  let end = endOfDigits(text, start);
  if (text.charCodeAt(end) === DOT && text.charCodeAt(end + 1) !== DOT)
    end = endOfDigits(text, end + 1);
  if ((text.charCodeAt(end) | 32) !== LETTER_E) return end;
  const sign = isSign(text.charCodeAt(end + 1)) ? 1 : 0;
  return isDigit(text.charCodeAt(end + 1 + sign)) ? endOfDigits(text, end + 1 + sign) : end;
}

/** The end of digits, with single underscores between them; `start` when none stands there. */
export function endOfDigits(text: string, start: number): number {
  let end = start;
  for (;;) {
    const code = text.charCodeAt(end);
    if (isDigit(code)) end++;
    else if (code === UNDERSCORE && end > start && isDigit(text.charCodeAt(end + 1))) end += 2;
    else return end;
  }
}

const isRadixPart = (code: number, radix: number): boolean =>
  isDigit(code) ||
  code === UNDERSCORE ||
  (radix === LETTER_X && code < 128 && (code | 32) >= 97 && (code | 32) <= 102);

const isSign = (code: number): boolean => code === PLUS || code === MINUS;
const isSpecial = (code: number): boolean => specials.includes(code);
const specials: readonly number[] = [..."~!@#^&|`?%"].map((character) => character.charCodeAt(0));

const ZERO = 48;
