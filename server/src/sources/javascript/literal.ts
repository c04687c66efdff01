import type { SyntaxNode } from "@lezer/common";
import type { HostString, Literal } from "../host-string.ts";
import { stretch, type Written } from "../stretch.ts";

/** The text of a string in quotes. ECMA-262, 12.9.4 String Literals. */
export function decodeString(text: string, node: SyntaxNode, host: number): HostString {
  const quote = text.charAt(node.from);
  const literal: Literal = { encode: (written) => encode(written, quote) };
  const end = text.charAt(node.to - 1) === quote && node.to - node.from > 1 ? node.to - 1 : node.to;
  return decoded({ text, from: node.from + 1, to: end, host, literal });
}

/** A part of a template between its holes. ECMA-262, 12.9.6 Template Literal Lexical Components. */
export const decodeTemplatePart = (written: Written): HostString => decoded(written);

export const templateLiteral: () => Literal = () => ({
  encode: (written) =>
    written.replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${"),
});

/** As String.raw has it: nothing is escaped, so that not every text can be written. */
export const rawLiteral: () => Literal = () => ({
  encode: (written) => (/[`\\]|\$\{/.test(written) ? undefined : written),
});

export const rawPart = ({ text, from, to, host, literal }: Written): HostString =>
  from < to
    ? [{ text: text.slice(from, to), host, at: { start: from, end: to }, kind: "same", literal }]
    : [];

const escapes = /\\(?:\r\n|x[0-9a-fA-F]{2}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|[\s\S])|\r\n/g;

const decoded = (written: Written): HostString =>
  stretch(written, escapes, valueOf).filter((one) => one.text !== "");

function valueOf(written: string): string {
  if (written === "\r\n") return "\n";
  const body = written.slice(1);
  const first = body.charAt(0);
  // A backslash at the end of a line leaves the line break out.
  if (first === "\n" || first === "\r") return "";
  if ((first === "x" || first === "u") && body.length > 1) {
    const code = Number.parseInt(body.replace(/[^0-9a-fA-F]/g, ""), 16);
    return String.fromCodePoint(Math.min(0x10ffff, Number.isNaN(code) ? 0xfffd : code));
  }
  return { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", "0": "\0" }[first] ?? first;
}

const encode = (text: string, quote: string): string =>
  text
    .replaceAll("\\", "\\\\")
    .replaceAll(quote, `\\${quote}`)
    .replaceAll("\r", "\\r")
    .replaceAll("\n", "\\n");
