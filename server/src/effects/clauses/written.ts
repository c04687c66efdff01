import type { Token } from "../../sql/token.ts";
import { type Span, spanText } from "../../text/span.ts";
import type { Surface } from "../surface.ts";

/** A statement's tokens without its comments, read by their index. */
export interface Written {
  readonly surface: Surface;
  readonly tokens: readonly Token[];
}

export const written = (surface: Surface): Written => ({
  surface,
  tokens: surface.tokens.filter((token) => token.kind !== "comment"),
});

/** Words in lower case, everything else as it stands (quoted names with their quotes); "" past the end. */
export function wordAt(on: Written, index: number): string {
  const token = on.tokens[index];
  if (!token) return "";
  const text = spanText(on.surface.text, token.span);
  return token.kind === "word" ? text.toLowerCase() : text;
}

/** Do these words (in lower case, separated by one blank) stand here? */
export const wordsAt = (on: Written, index: number, words: string): boolean =>
  words.split(" ").every((word, offset) => wordAt(on, index + offset) === word);

/** Where the token begins; the end of the statement past the last one. */
export const startOf = (on: Written, index: number): number =>
  on.tokens[index]?.span.start ?? on.surface.text.length;

/** Where the token ends; the beginning of the statement before the first one. */
export const endOf = (on: Written, index: number): number => on.tokens[index]?.span.end ?? 0;

/** The stretch from one token up to, not with, another. */
export const stretch = (on: Written, from: number, to: number): Span => ({
  start: startOf(on, from),
  end: Math.max(endOf(on, to - 1), startOf(on, from)),
});

const opening = new Set(["(", "["]);
const closers = new Set([")", "]"]);

/** The index after the bracket that closes the one at `index`. */
export function afterBrackets(on: Written, index: number): number {
  let depth = 0;
  for (let i = index; i < on.tokens.length; i++) {
    const word = wordAt(on, i);
    if (opening.has(word)) depth++;
    if (closers.has(word) && --depth <= 0) return i + 1;
  }
  return on.tokens.length;
}

/** The first token from `from` on, outside brackets, that is one of `words`; undefined when there is none before `to`. */
export function findWord(
  on: Written,
  from: number,
  words: readonly string[],
  to = on.tokens.length,
): number | undefined {
  for (let i = from; i < to; i++) {
    const word = wordAt(on, i);
    if (words.includes(word)) return i;
    if (opening.has(word)) i = afterBrackets(on, i) - 1;
  }
  return undefined;
}

/** Cuts the tokens from `from` up to `to` at the commas outside brackets: [from, to) pairs. */
export function commaSeparated(
  on: Written,
  from: number,
  to: number,
): readonly (readonly [number, number])[] {
  const parts: [number, number][] = [];
  let start = from;
  for (;;) {
    const comma = findWord(on, start, [","], to);
    parts.push([start, comma ?? to]);
    if (comma === undefined) return parts;
    start = comma + 1;
  }
}
