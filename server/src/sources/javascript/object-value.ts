import type { SyntaxNode } from "@lezer/common";
import { textAt } from "../tree.ts";
import { items } from "./items.ts";
import type { Module } from "./module.ts";
import { unknown, type Value } from "./value.ts";

/** `named`: what `{ a }` stands for. */
export function object(
  module: Module,
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value,
  named: (name: string) => Value,
): Value {
  const entries = new Map<string, Value>();
  let whole = true;
  for (const one of items(node)) {
    const key = one.firstChild;
    const value = one.lastChild;
    if (one.name === "SpreadElement" || (one.name === "Property" && !key)) {
      const more = one.lastChild ? inner(one.lastChild) : unknown;
      if (more.kind === "object") for (const [name, own] of more.entries) entries.set(name, own);
      else whole = false;
      continue;
    }
    if (one.name === "MethodDeclaration") {
      entries.set(textAt(module, one.getChild("PropertyDefinition")), {
        kind: "function",
        node: one,
        scope: new Map(),
      });
      continue;
    }
    // { a: 1 }, { "a": 1 }, { async a() {} }, { a }
    const name = one.getChild("PropertyDefinition") ?? (key?.name === "String" ? key : null);
    if (!name) {
      whole = false;
      continue;
    }
    const word = textAt(module, name).replace(/^(["'])(.*)\1$/, "$2");
    if (one.getChild("ParamList"))
      entries.set(word, { kind: "function", node: one, scope: new Map() });
    else if (value && value.from !== name.from) entries.set(word, inner(value));
    else entries.set(word, named(word));
  }
  return { kind: "object", entries, whole };
}
