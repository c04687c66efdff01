import type { SyntaxNode } from "@lezer/common";
import { type HostString, wholeFile } from "../host-string.ts";
import { childrenOf, textAt } from "../tree.ts";
import { type Crate, resolve } from "./crate.ts";
import { decodeLiteral } from "./literal.ts";

/** What an expression is known to be. */
export type Value =
  | { readonly kind: "string"; readonly string: HostString; readonly constant?: SyntaxNode }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | undefined;

export type Scope = ReadonlyMap<string, Value>;

export function valueOf(
  crate: Crate,
  host: number,
  node: SyntaxNode | null | undefined,
  scope: Scope,
  depth = 0,
): Value {
  if (!node || depth > 20) return undefined;
  const inner = (child: SyntaxNode | null | undefined): Value =>
    valueOf(crate, host, child, scope, depth + 1);
  switch (node.name) {
    case "String":
    case "RawString": {
      const string = decodeLiteral(crate.files[host]?.text ?? "", node, host);
      return string && { kind: "string", string };
    }
    case "ReferenceExpression":
    case "ParenthesizedExpression":
      return inner(childrenOf(node).find((one) => !/^(?:&|mut|\(|\))$/.test(one.name)));
    case "ArrayExpression":
    case "TupleExpression":
      return {
        kind: "list",
        items: childrenOf(node)
          .filter((one) => !/^[[\](),]$/.test(one.name) && !one.name.endsWith("Comment"))
          .map(inner),
      };
    case "Identifier":
    case "ScopedIdentifier": {
      const path = textAt(crate.files[host], node);
      if (scope.has(path)) return scope.get(path);
      const found = resolve(crate.constants, path, host);
      const value =
        found &&
        valueOf(crate, found.host, found.node.lastChild?.prevSibling, new Map(), depth + 1);
      return found && value?.kind === "string" ? { ...value, constant: found.node } : value;
    }
    case "MacroInvocation":
      return macro(crate, host, node, inner);
    case "CallExpression": {
      // statements.iter(), SQL.to_string(), vec.into_iter()
      const field = node.firstChild;
      const method = field?.getChild("FieldIdentifier");
      const name = method ? textAt(crate.files[host], method) : "";
      return /^(?:iter|into_iter|as_str|to_string|to_owned|into|trim|as_ref|clone|copied)$/.test(
        name,
      )
        ? inner(field?.firstChild)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** include_str! of a file that is known, concat! and vec! of what is known. */
function macro(
  crate: Crate,
  host: number,
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value,
): Value {
  const own = crate.files[host];
  const name = /^\w+/.exec(textAt(own, node))?.[0];
  const tokens = node.lastChild;
  if (!tokens || !own) return undefined;
  const strings = [...tokens.getChildren("String"), ...tokens.getChildren("RawString")];
  if (name === "concat") {
    const parts = strings.map(inner);
    return parts.every((one) => one?.kind === "string")
      ? {
          kind: "string",
          string: parts.flatMap((one) => (one?.kind === "string" ? one.string : [])),
        }
      : undefined;
  }
  if (name === "vec") return { kind: "list", items: strings.map(inner) };
  const [path] = strings;
  if (name !== "include_str" || !path) return undefined;
  const wanted = joined(own.path, textAt(own, path).slice(1, -1));
  const index = crate.files.findIndex((file) => file.path === wanted);
  const file = crate.files[index];
  return file && { kind: "string", string: wholeFile(file.text, index) };
}

function joined(from: string, relative: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of relative.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
