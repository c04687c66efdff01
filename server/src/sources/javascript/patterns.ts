import type { SyntaxNode } from "@lezer/common";
import { textAt } from "../tree.ts";
import { items } from "./items.ts";
import type { Module } from "./module.ts";
import { type Scope, unknown, type Value } from "./value.ts";

/** The parameters of a function: names or patterns. */
export function parametersOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = node.getChild("ParamList");
  if (list)
    return items(list).filter(
      (one) => one.name === "VariableDefinition" || one.name.endsWith("Pattern"),
    );
  const only = node.getChild("VariableDefinition");
  return only && node.name === "ArrowFunction" ? [only] : [];
}

/** Gives a value to a name, or its parts to the names of a pattern. */
export function bind(module: Module, target: SyntaxNode, value: Value, scope: Scope): void {
  if (target.name === "VariableDefinition") {
    scope.set(textAt(module, target), value);
    return;
  }
  if (target.name === "ArrayPattern") {
    for (const [index, one] of items(target).entries())
      bind(module, one, value.kind === "list" ? (value.items[index] ?? unknown) : unknown, scope);
    return;
  }
  if (target.name !== "ObjectPattern") return;
  for (const one of target.getChildren("PatternProperty")) {
    const name = one.getChild("PropertyName") ?? one.getChild("VariableDefinition");
    const to = one.lastChild?.name.endsWith("Pattern")
      ? one.lastChild
      : one.getChild("VariableDefinition");
    if (!name || !to) continue;
    const word = textAt(module, name);
    const own =
      value.kind === "object"
        ? (value.entries.get(word) ?? unknown)
        : value.kind === "handle"
          ? ({ kind: "handle", path: `${value.path}.${word}` } as const)
          : unknown;
    bind(module, to, own, scope);
  }
}
