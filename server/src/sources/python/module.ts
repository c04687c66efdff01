import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { childrenOf } from "../tree.ts";
import { evaluate } from "./evaluate.ts";
import type { Scope } from "./value.ts";

/** One Python file: its constants and its functions. */
export interface Module {
  readonly text: string;
  readonly top: SyntaxNode;
  readonly scope: Scope;
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  /** Names that an import brings, with the module that they come from. */
  readonly imports: ReadonlyMap<string, string>;
}

export function readModule(text: string): Module {
  const { topNode: top } = parser.parse(text);
  const scope: Scope = new Map();
  const functions = new Map<string, SyntaxNode>();
  const imports = new Map<string, string>();
  for (const node of childrenOf(top)) {
    if (node.name === "AssignStatement") assign(text, node, scope);
    else if (node.name === "FunctionDefinition") {
      const name = node.getChild("VariableName");
      if (name) functions.set(text.slice(name.from, name.to), node);
    } else if (node.name === "ImportStatement") readImport(text, node, imports);
  }
  return { text, top, scope, functions, imports };
}

/** Gives the names of an assignment their values; a name that is assigned something unknown is unknown from then on. */
export function assign(text: string, node: SyntaxNode, scope: Scope): void {
  const parts = childrenOf(node);
  const operator = parts.findIndex((one) => one.name === "AssignOp");
  const source = parts.at(-1);
  if (operator < 0 || !source || source.name === "AssignOp") return;
  const value = evaluate(text, source, scope);
  const targets = parts.slice(0, operator).filter((one) => one.name === "VariableName");
  const single = targets.length === 1 && parts.filter((one) => one.name === ",").length === 0;
  for (const [index, target] of targets.entries()) {
    const name = text.slice(target.from, target.to);
    const item = single ? value : value.kind === "list" ? value.items[index] : undefined;
    scope.set(name, item ?? { kind: "unknown", at: value.at });
  }
}

function readImport(text: string, node: SyntaxNode, imports: Map<string, string>): void {
  const written = text.slice(node.from, node.to).replace(/[()\\\r\n]/g, " ");
  const from = /^from\s+(\S+)\s+import\s+(.*)$/s.exec(written);
  const list = from?.[2] ?? written.replace(/^import\s+/, "");
  for (const one of list.split(",")) {
    const [, name, alias] = /^\s*([\w.]+)(?:\s+as\s+(\w+))?/.exec(one) ?? [];
    if (!name) continue;
    imports.set(alias ?? name.split(".")[0] ?? name, from?.[1] ?? name);
  }
}
