import type { SyntaxNode } from "@lezer/common";
import { type HostString, textOf, trimmed, wholeFile } from "../host-string.ts";
import { childrenOf, textAt } from "../tree.ts";
import { decodeLiteral } from "./literal.ts";
import { assigned, type Item, type Package } from "./package.ts";

/** What an expression is known to be. */
export type Value =
  | { readonly kind: "string"; readonly string: HostString }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "struct"; readonly fields: ReadonlyMap<string, Value> }
  /** Of a text the beginning, where that is known. */
  | { readonly kind: "unknown"; readonly begins?: string };

export type Scope = ReadonlyMap<string, Value>;

export const unknown: Value = { kind: "unknown" };

export function valueOf(
  own: Package,
  host: number,
  node: SyntaxNode | null | undefined,
  scope: Scope,
  depth = 0,
): Value {
  if (!node || depth > 30) return unknown;
  const file = own.files[host];
  const inner = (child: SyntaxNode | null | undefined): Value =>
    valueOf(own, host, child, scope, depth + 1);
  switch (node.name) {
    case "String":
      return {
        kind: "string",
        string: decodeLiteral(file?.text ?? "", node.from, node.to, host),
      };
    case "ParenthesizedExp":
      return inner(childrenOf(node)[1]);
    case "BinaryExp": {
      const [left, operator, right] = childrenOf(node);
      if (textAt(file, operator) !== "+") return unknown;
      const [one, other] = [inner(left), inner(right)];
      if (one.kind === "string" && other.kind === "string")
        return { kind: "string", string: [...one.string, ...other.string] };
      return one.kind === "string" ? { kind: "unknown", begins: textOf(one.string) } : unknown;
    }
    case "VariableName": {
      const name = textAt(file, node);
      const found = scope.get(name);
      if (found) return found;
      const constant = own.constants.find((one) => one.name === name);
      return constant ? constantOf(own, constant, depth) : unknown;
    }
    case "SelectorExpr": {
      const of = inner(node.firstChild);
      return of.kind === "struct"
        ? (of.fields.get(textAt(file, node.getChild("FieldName"))) ?? unknown)
        : unknown;
    }
    case "TypedLiteral":
      return inner(node.getChild("LiteralValue"));
    case "LiteralValue":
      return literalValue(own, host, node, inner);
    case "Element":
      return inner(node.firstChild);
    case "CallExpr": {
      const name = textAt(file, node.firstChild);
      const [first] = argumentsOf(node);
      const value = inner(first);
      if (/^(?:string|strings\.TrimSpace)$/.test(name))
        return value.kind === "string" && name !== "string"
          ? { kind: "string", string: trimmed(value.string) }
          : value;
      return name === "fmt.Sprintf" && value.kind === "string"
        ? { kind: "unknown", begins: textOf(value.string) }
        : unknown;
    }
    case "TypeConversion":
      return inner(node.lastChild);
    default:
      return unknown;
  }
}

export const argumentsOf = (call: SyntaxNode): readonly SyntaxNode[] => {
  const list = call.getChild("Arguments");
  return list ? childrenOf(list).filter((one) => !/^[(),]$|Comment$|^\.\.\.$/.test(one.name)) : [];
};

function constantOf(own: Package, item: Item, depth: number): Value {
  if (item.embedded !== undefined) return embedded(own, item);
  return valueOf(own, item.host, assigned(item.node), new Map(), depth + 1);
}

/** The text of a file that the compiler puts into a variable. */
function embedded(own: Package, item: Item): Value {
  const from = own.files[item.host]?.path ?? "";
  const path = `${from.slice(0, from.lastIndexOf("/") + 1)}${item.embedded?.replace(/^\.\//, "")}`;
  const host = own.files.findIndex((one) => one.path === path);
  const text = own.files[host]?.text;
  return text === undefined ? unknown : { kind: "string", string: wholeFile(text, host) };
}

/** A list, or a struct with its fields by name or by place. */
function literalValue(
  own: Package,
  host: number,
  node: SyntaxNode,
  inner: (child: SyntaxNode | null | undefined) => Value,
): Value {
  const parts = childrenOf(node).filter((one) => !/^[{},]$|Comment$/.test(one.name));
  const keyed = parts.filter((one) => one.getChild("Key"));
  if (keyed.length === 0) return { kind: "list", items: parts.map(inner) };
  const fields = new Map<string, Value>();
  for (const one of keyed)
    fields.set(textAt(own.files[host], one.getChild("Key")), inner(one.lastChild));
  return { kind: "struct", fields };
}
