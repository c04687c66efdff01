import type { HostString, Literal, Piece } from "../host-string.ts";

/** The text of a string literal. https://go.dev/ref/spec#String_literals */
export function decodeLiteral(text: string, from: number, to: number, host: number): HostString {
  const isRaw = text.charAt(from) === "`";
  const literal: Literal = { encode: isRaw ? encodeRaw : encode };
  const atoms = isRaw
    ? /\r/g
    : /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gs;
  const pieces: Piece[] = [];
  const push = (kind: "same" | "atom", start: number, end: number, value: string): void => {
    if (start < end && value !== "")
      pieces.push({ text: value, host, at: { start, end }, kind, literal });
  };
  let at = from + 1;
  const end = Math.max(at, to - 1);
  for (const match of text.slice(at, end).matchAll(atoms)) {
    const start = from + 1 + match.index;
    push("same", at, start, text.slice(at, start));
    at = start + match[0].length;
    push("atom", start, at, isRaw ? "" : valueOf(match[0].slice(1)));
  }
  push("same", at, end, text.slice(at, end));
  return pieces;
}

function valueOf(written: string): string {
  const first = written.charAt(0);
  if (/^[xuU]./.test(written))
    return String.fromCodePoint(Math.min(0x10ffff, Number.parseInt(written.slice(1), 16)));
  if (/^[0-7]{3}/.test(written)) return String.fromCharCode(Number.parseInt(written, 8));
  return { n: "\n", r: "\r", t: "\t", a: "\x07", b: "\b", f: "\f", v: "\v" }[first] ?? first;
}

const encode = (text: string): string =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\r", "\\r")
    .replaceAll("\n", "\\n");

/** A raw literal has no way to write a backquote. */
const encodeRaw = (text: string): string | undefined =>
  text.includes("`") ? undefined : text.replaceAll("\r", "");
