import type { SyntaxNode } from "@lezer/common";
import { type HostString, type Literal, textOf, usedAt } from "../host-string.ts";
import type { Written } from "../stretch.ts";
import { childrenOf, spanOf, textAt } from "../tree.ts";
import { decodeTemplatePart, rawLiteral, rawPart, templateLiteral } from "./literal.ts";
import type { Module } from "./module.ts";
import { unknown, type Value } from "./value.ts";

export const template = (
  module: Module,
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value,
): Value => holes(module, node, { literal: templateLiteral(), decode: decodeTemplatePart }, inner);

/** String.raw and tags that only lay a text out; others belong to the library that has them. */
export function tagged(
  module: Module,
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value,
): Value {
  const [function_] = childrenOf(node);
  const text = node.getChild("TemplateString");
  const tag = textAt(module, function_);
  if (!text) return unknown;
  if (tag === "String.raw")
    return holes(module, text, { literal: rawLiteral(), decode: rawPart }, inner);
  // Kysely binds what stands in a hole, unless it is raw.
  const only = (child: SyntaxNode): Value => {
    const found = inner(child);
    if (tag !== "sql") return found;
    return found.kind === "tagged" && found.string
      ? { kind: "string", string: found.string }
      : unknown;
  };
  const value = template(module, text, only);
  if (/^(?:SQL|gql|dedent|outdent|stripIndent)$/.test(tag)) return value;
  if (value.kind === "string") return { kind: "tagged", tag, string: value.string };
  const begins = value.kind === "unknown" ? value.begins : undefined;
  return { kind: "tagged", tag, string: undefined, ...(begins === undefined ? {} : { begins }) };
}

/** Holes of which all is known are a part of the text; each is shown, and edited, as a whole. */
function holes(
  module: Module,
  node: SyntaxNode,
  { literal, decode }: Writing,
  inner: (child: SyntaxNode) => Value,
): Value {
  const { text, host } = module;
  const part = (from: number, to: number): HostString => decode({ text, from, to, host, literal });
  const string: HostString[number][] = [];
  let at = node.from + 1;
  const end = module.text.charAt(node.to - 1) === "`" && node.to > at ? node.to - 1 : node.to;
  for (const hole of node.getChildren("Interpolation")) {
    string.push(...part(at, hole.from));
    const [, expression] = childrenOf(hole);
    const value = expression ? inner(expression) : unknown;
    if (value.kind !== "string") return { kind: "unknown", begins: textOf(string) };
    string.push(...usedAt(value.string, spanOf(hole), module.host));
    at = hole.to;
  }
  string.push(...part(at, end));
  return { kind: "string", string };
}

/** How the parts of a template are written between its holes. */
interface Writing {
  readonly literal: Literal;
  readonly decode: (written: Written) => HostString;
}
