import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../text/span.ts";

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) out.push(child);
  return out;
}

export const spanOf = (node: { readonly from: number; readonly to: number }): Span => ({
  start: node.from,
  end: node.to,
});

/** As it is written; nothing of what is not there. */
export const textAt = (
  file: { readonly text: string } | undefined,
  node: SyntaxNode | null | undefined,
): string => (file && node ? file.text.slice(node.from, node.to) : "");
