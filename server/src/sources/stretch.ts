import type { HostString, Literal, Piece } from "./host-string.ts";

/** A stretch of a host file that a literal is written in. */
export interface Written {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly host: number;
  readonly literal: Literal;
}

/**
 * What a stretch of a literal says: what `atoms` match means what `valueOf` answers, undefined for itself; all else is
 * said as it is written.
 */
export function stretch(
  { text, from, to, host, literal }: Written,
  atoms: RegExp,
  valueOf: (written: string) => string | undefined,
): HostString {
  const pieces: Piece[] = [];
  const push = (kind: "same" | "atom", start: number, end: number, value: string): void => {
    if (start < end) pieces.push({ text: value, host, at: { start, end }, kind, literal });
  };
  let at = from;
  for (const match of text.slice(from, to).matchAll(atoms)) {
    const value = valueOf(match[0]);
    if (value === undefined) continue;
    const start = from + match.index;
    push("same", at, start, text.slice(at, start));
    at = start + match[0].length;
    push("atom", start, at, value);
  }
  push("same", at, to, text.slice(at, to));
  return pieces;
}
