import type { SyntaxNode } from "@lezer/common";
import type { HostString, Literal } from "../host-string.ts";
import { stretch } from "../stretch.ts";

/** The text of a string literal; undefined for byte strings. https://doc.rust-lang.org/reference/tokens.html */
export function decodeLiteral(
  text: string,
  node: SyntaxNode,
  host: number,
): HostString | undefined {
  const opening = /^(r?)(#*)"/.exec(text.slice(node.from, node.from + 40));
  if (!opening) return undefined;
  const hashes = opening[2] ?? "";
  const start = node.from + opening[0].length;
  const end = node.to - 1 - hashes.length;
  const isRaw = opening[1] === "r";
  const literal: Literal = { encode: isRaw ? rawEncoder(hashes) : encode };
  if (end < start) return undefined;
  const written = { text, from: start, to: end, host, literal };
  return stretch(written, isRaw ? /\r\n/g : escapes, valueOf);
}

const escapes = /\\(?:\r?\n\s*|x[0-7][0-9a-fA-F]|u\{[0-9a-fA-F_]+\}|.)|\r\n/gs;

function valueOf(written: string): string {
  if (written === "\r\n") return "\n";
  const body = written.slice(1);
  const first = body.charAt(0);
  // A backslash at the end of a line takes the white space of the next one with it.
  if (first === "\n" || first === "\r") return "";
  if (first === "x") return String.fromCharCode(Number.parseInt(body.slice(1), 16));
  if (first === "u")
    return String.fromCodePoint(
      Math.min(0x10ffff, Number.parseInt(body.replace(/[^0-9a-fA-F]/g, ""), 16) || 0xfffd),
    );
  return { n: "\n", r: "\r", t: "\t", "0": "\0" }[first] ?? first;
}

const encode = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\r", "\\r");

const rawEncoder =
  (hashes: string) =>
  (text: string): string | undefined =>
    text.includes(`"${hashes}`) ? undefined : text;
