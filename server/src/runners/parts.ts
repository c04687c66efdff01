import type { Part, Span } from "../text/span.ts";
import type { Down } from "./runner.ts";

export const wholeFile = (text: string): Span => ({
  start: text.charCodeAt(0) === 0xfeff ? 1 : 0,
  end: text.length,
});

/** From the end of the line that matches `from` to the line that matches `to`; the whole file without the first. */
export function between(text: string, from: RegExp, to: RegExp): Span {
  return after(text, from, to) ?? wholeFile(text);
}

/** From the end of the line that matches `from` to the line that matches `to`, or to the end. */
export function after(text: string, from: RegExp, to?: RegExp): Span | undefined {
  const opening = from.exec(text);
  if (!opening) return undefined;
  const start = opening.index + opening[0].length;
  const closing = to?.exec(text.slice(start));
  return { start, end: closing ? start + closing.index : text.length };
}

/** From the first line that matches `from` on, without what stands under lines that match `to`. */
export function allAfter(text: string, from: RegExp, to: RegExp): Part | undefined {
  const pieces: Span[] = [];
  for (let at = 0; at < text.length; ) {
    const found = after(text.slice(at), from, to);
    if (!found) break;
    pieces.push({ start: at + found.start, end: at + found.end });
    at += found.end;
  }
  const [first, ...more] = pieces;
  if (!first) return undefined;
  const without = more.map((piece, i) => ({
    start: (pieces[i] ?? first).end,
    end: piece.start,
  }));
  return without.length === 0
    ? first
    : { start: first.start, end: more.at(-1)?.end ?? first.end, without };
}

/** `x.up.sql` has its reverse in `x.down.sql`. */
export const pairedFile = (up: RegExp, down: string): Down => ({
  kind: "file",
  file: (name) => (up.test(name) ? name.replace(up, down) : undefined),
});

export const noDown: Down = { kind: "none" };
