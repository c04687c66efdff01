import type { SyntaxNode } from "@lezer/common";
import { type HostString, type Literal, type Piece, usedAt } from "../host-string.ts";
import { stretch } from "../stretch.ts";

/**
 * The text of one Python literal (`String` or `FormatString` of the grammar); undefined for bytes. `hole` answers what
 * stands in the braces of an f-string, undefined when nobody knows.
 * https://docs.python.org/3/reference/lexical_analysis.html#escape-sequences
 */
export function decodeLiteral(
  text: string,
  node: SyntaxNode,
  hole: (replacement: SyntaxNode) => HostString | undefined,
): HostString | undefined {
  const opening = /^([A-Za-z]*)('''|"""|'|")/.exec(text.slice(node.from, node.from + 8));
  if (!opening) return undefined;
  const prefix = (opening[1] ?? "").toLowerCase();
  if (prefix.includes("b")) return undefined;
  const quote = opening[2] ?? '"';
  const raw = prefix.includes("r");
  const format = prefix.includes("f");
  const literal: Literal = { encode: encoder(quote, raw, format) };
  const start = node.from + opening[0].length;
  const closed = text.slice(start, node.to).endsWith(quote);
  const end = closed ? node.to - quote.length : node.to;
  const holes = format ? node.getChildren("FormatReplacement") : [];
  const pieces: Piece[] = [];
  let at = start;
  const plain = (to: number): void => {
    const said = stretch({ text, from: at, to, host: 0, literal }, atom, (one) =>
      valueOf(one, raw, format),
    );
    // An empty literal has a place too: what is written into it.
    const empty = { text: "", host: 0, at: { start: at, end: to }, kind: "same" as const, literal };
    pieces.push(...(said.length > 0 ? said : [empty]));
    at = to;
  };
  for (const one of holes) {
    plain(one.from);
    const value = hole(one);
    if (!value) return undefined;
    pieces.push(...usedAt(value, { start: one.from, end: one.to }));
    at = one.to;
  }
  plain(end);
  return pieces;
}

const atom =
  /\\(?:\r\n|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[0-7]{1,3}|[\s\S])|\r\n|\{\{|\}\}/g;

/** What an escape means; undefined when it means what it shows. */
function valueOf(written: string, raw: boolean, format: boolean): string | undefined {
  if (written === "\r\n") return "\n";
  if (written === "{{" || written === "}}") return format ? written.charAt(0) : undefined;
  if (raw) return undefined;
  const body = written.slice(1);
  const first = body.charAt(0);
  if (first === "\n" || first === "\r") return "";
  if (/^[xuU][0-9a-fA-F]/.test(body)) return codePoint(Number.parseInt(body.slice(1), 16));
  if (/^[0-7]/.test(body)) return codePoint(Number.parseInt(body, 8));
  return single[first];
}

const codePoint = (code: number): string =>
  code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";

const single: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  N: "\ufffd",
};

const encoder =
  (quote: string, raw: boolean, format: boolean) =>
  (text: string): string | undefined => {
    const long = quote.length === 3;
    const mark = quote.charAt(0);
    if (raw) {
      const unfit =
        text.endsWith("\\") ||
        (long
          ? text.includes(quote) || text.endsWith(mark)
          : /[\r\n]/.test(text) || text.includes(mark));
      return unfit ? undefined : braces(text, format);
    }
    let out = text.replaceAll("\\", "\\\\");
    if (long)
      out = out
        .replaceAll(quote, `\\${mark}`.repeat(3))
        .replace(new RegExp(`(^|[^\\\\])${mark}$`), `$1\\${mark}`);
    else out = out.replaceAll(mark, `\\${mark}`).replaceAll("\r", "\\r").replaceAll("\n", "\\n");
    return braces(out, format);
  };

const braces = (text: string, format: boolean): string =>
  format ? text.replaceAll("{", "{{").replaceAll("}", "}}") : text;
