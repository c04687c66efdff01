import type { SyntaxNode } from "@lezer/common";
import { childrenOf } from "../tree.ts";
import type { Module } from "./module.ts";

/** A call somewhere in a file. */
export interface FoundCall {
  readonly node: SyntaxNode;
  /** What is called, as it is written: `conn.executescript`. */
  readonly path: string;
  readonly args: readonly SyntaxNode[];
}

/** All calls below a node, in the order of the text. */
export function callsIn(module: Module, node: SyntaxNode): readonly FoundCall[] {
  const out: FoundCall[] = [];
  const walk = (one: SyntaxNode): void => {
    if (one.name === "CallExpression") {
      const [callee, list] = childrenOf(one);
      if (callee)
        out.push({
          node: one,
          path: module.text.slice(callee.from, callee.to),
          args: list ? childrenOf(list).filter((child) => !/^[(),]$/.test(child.name)) : [],
        });
    }
    for (const child of childrenOf(one)) walk(child);
  };
  walk(node);
  return out;
}

/** The function that a node stands in; undefined at the top of the file. */
export function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (at.name === "FunctionDefinition") return at;
  return undefined;
}

/** The statement of a body that a node stands in. */
export function statementAround(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.parent && at.parent.name !== "Body" && at.parent.name !== "Script") at = at.parent;
  return at;
}

/** Does a node stand in a branch, so that it is not always reached? */
export function isConditional(node: SyntaxNode, within: SyntaxNode | undefined): boolean {
  for (let at = node.parent; at && at !== within; at = at.parent)
    if (at.name === "IfStatement" || at.name === "WhileStatement") return true;
  return false;
}
