import type { Span } from "../text/span.ts";

/** A text that a program holds, in the stretches of host files that it is put together from. */
export type HostString = readonly Piece[];

/** A stretch of the text with the stretch of a host file that it comes from. */
export interface Piece {
  readonly text: string;
  /** Index of the host file. */
  readonly host: number;
  readonly at: Span;
  /**
   * same: character by character as written · atom: an escape or a hole, whole or not at all ·
   * made: nobody wrote it; `at` is what it was made for.
   */
  readonly kind: "same" | "atom" | "made";
  /** The literal that it is written in; absent where it cannot be edited. */
  readonly literal?: Literal;
}

/** One string literal. Pieces of the same literal share the object. */
export interface Literal {
  /** How a text is written in it; undefined when this kind of literal cannot hold it. */
  readonly encode: (text: string) => string | undefined;
}

export const textOf = (string: HostString): string => string.map((one) => one.text).join("");

export const made = (text: string, at: Span, host = 0): HostString =>
  text === "" ? [] : [{ text, host, at, kind: "made" }];

/** The text as something that is shown at `at` and cannot be edited: a constant where it is used. */
export const usedAt = (string: HostString, at: Span, host = 0): HostString => {
  const text = textOf(string);
  return text === "" ? [] : [{ text, host, at, kind: "atom" }];
};

/** A file that holds nothing but the text, which a program takes in as it is. */
export const wholeFile = (text: string, host: number): HostString => [
  {
    text,
    host,
    at: { start: 0, end: text.length },
    kind: "same",
    literal: { encode: (written) => written },
  },
];

/** A part of the text, as String.slice. */
export function sliceOf(string: HostString, start: number, end: number): HostString {
  const out: Piece[] = [];
  let offset = 0;
  for (const piece of string) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, piece.text.length);
    offset += piece.text.length;
    if (from >= to) continue;
    const text = piece.text.slice(from, to);
    const at =
      piece.kind === "same" ? { start: piece.at.start + from, end: piece.at.start + to } : piece.at;
    out.push({ ...piece, text, at });
  }
  return out;
}

/** Without white space at the ends. */
export function trimmed(string: HostString): HostString {
  const text = textOf(string);
  const start = text.length - text.trimStart().length;
  return sliceOf(string, start, Math.max(start, text.trimEnd().length));
}

/** The strings one after the other with `between` between them. */
export const joined = (strings: readonly HostString[], between: HostString): HostString =>
  strings.flatMap((one, index) => (index === 0 ? one : [...between, ...one]));
