import type { HostString, Literal } from "../host-string.ts";
import { stretch } from "../stretch.ts";

/** The text of a string literal. https://go.dev/ref/spec#String_literals */
export function decodeLiteral(text: string, from: number, to: number, host: number): HostString {
  const isRaw = text.charAt(from) === "`";
  const literal: Literal = { encode: isRaw ? encodeRaw : encode };
  const atoms = isRaw
    ? /\r/g
    : /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)/gs;
  const written = { text, from: from + 1, to: Math.max(from + 1, to - 1), host, literal };
  return stretch(written, atoms, isRaw ? () => "" : (one) => valueOf(one.slice(1))).filter(
    (piece) => piece.text !== "",
  );
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
