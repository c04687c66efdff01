import type { SyntaxNode } from "@lezer/common";
import type { HostFile } from "../source.ts";
import { textAt } from "../tree.ts";
import { type InHand, indentOf, mayWait } from "./databases.ts";
import { readModule } from "./module.ts";
import { nodesBelow } from "./walk.ts";

/** Where a program begins to take requests: a call may be waited for before it. */
export type Listening = Pick<InHand, "path" | "add">;

/** `mayWaitAtTop`: the file is an ECMAScript module. */
export function listeningIn(file: HostFile, mayWaitAtTop: boolean): readonly Listening[] {
  const module = readModule(file);
  const found = [...nodesBelow(module.top)].flatMap((node) => {
    if (node.name !== "CallExpression") return [];
    const callee = textAt(module, node.firstChild);
    if (!/(?:^|\.)listen$/.test(callee) && callee !== "serve") return [];
    return statementAround(node, mayWaitAtTop) ?? [];
  });
  return found.map((node) => ({
    path: file.path,
    add: (statement) => ({
      span: { start: node.from, end: node.from },
      text: `${statement}\n${indentOf(module, node)}`,
    }),
  }));
}

function statementAround(node: SyntaxNode, mayWaitAtTop: boolean): SyntaxNode | undefined {
  let at: SyntaxNode | null = node;
  while (at && at.parent?.name !== "Block" && at.parent?.name !== "Script") at = at.parent;
  if (!at) return undefined;
  return (at.parent?.name === "Script" ? mayWaitAtTop : mayWait(at)) ? at : undefined;
}
