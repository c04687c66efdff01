import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "../tree.ts";

/** Every node below one, itself included, in the order of the text. */
export function* nodesBelow(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesBelow(child);
}
