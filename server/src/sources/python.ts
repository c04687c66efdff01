import type { SyntaxNode } from "@lezer/common";
import type { FoundString } from "./found-string.ts";
import { evaluate } from "./python/evaluate.ts";
import { readModule } from "./python/module.ts";
import { childrenOf, spanOf } from "./python/value.ts";

/** The texts that a Python file holds: every string expression of which all is known, as a whole. */
export function stringsOf(text: string): readonly FoundString[] {
  const module = readModule(text);
  const found: FoundString[] = [];
  const walk = (node: SyntaxNode): void => {
    if (texts.has(node.name)) {
      const value = evaluate(text, node, module.scope);
      if (value.kind === "string") {
        found.push({ at: spanOf(node), string: value.string });
        return;
      }
    }
    for (const child of childrenOf(node)) walk(child);
  };
  walk(module.top);
  return found;
}

const texts = new Set([
  "String",
  "FormatString",
  "ContinuedString",
  "BinaryExpression",
  "CallExpression",
]);
