import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "../tree.ts";

/** What stands between brackets or parentheses, without commas and comments. */
export const items = (node: SyntaxNode): readonly SyntaxNode[] =>
  childrenOf(node).filter(
    (one) =>
      !/^[[\](){},]$/.test(one.name) && !one.name.endsWith("Comment") && one.name !== "TypeArgList",
  );
