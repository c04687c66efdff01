import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../text/span.ts";
import type { HostFile } from "../source.ts";
import { childrenOf } from "../tree.ts";
import { type Module, readModule, textAt } from "./module.ts";
import { spanOf } from "./value.ts";
import { nodesBelow } from "./walk.ts";

/** A call of a library's migrator: Drizzle's `migrate(db, { migrationsFolder })`. */
export interface MigratorCall {
  readonly path: string;
  /** The name of what is called. */
  readonly at: Span;
  /** The driver that it is made for: `postgres-js`, `pglite`. */
  readonly driver: string;
  /** The file takes an advisory lock. */
  readonly isLocked: boolean;
  /** The function that the file exports and the call stands in. */
  readonly within?: { readonly name: string; readonly at: Span };
}

export function migratorCalls(file: HostFile): readonly MigratorCall[] {
  if (!/\bdrizzle-orm\/[\w-]+\/migrator\b/.test(file.text)) return [];
  const module = readModule(file);
  const isLocked = /\bpg_(?:try_)?advisory_/.test(file.text);
  return [...nodesBelow(module.top)].flatMap((node) => {
    const [callee] = node.name === "CallExpression" ? childrenOf(node) : [];
    if (callee?.name !== "VariableName") return [];
    const from = module.imports.get(textAt(module, callee));
    const driver = /^drizzle-orm\/([\w-]+)\/migrator$/.exec(from ?? "")?.[1];
    if (!driver) return [];
    const exported = exportedAround(module, node);
    return [
      {
        path: file.path,
        at: spanOf(callee),
        driver,
        isLocked,
        ...(exported ? { within: exported } : {}),
      },
    ];
  });
}

function exportedAround(module: Module, node: SyntaxNode): MigratorCall["within"] {
  let top: SyntaxNode = node;
  while (top.parent && top.parent.name !== "Script") top = top.parent;
  if (top.name !== "ExportDeclaration" || top.getChild("default")) return undefined;
  const inner = top.getChild("FunctionDeclaration") ?? top.getChild("VariableDeclaration");
  const name = inner?.getChild("VariableDefinition");
  return name ? { name: textAt(module, name), at: spanOf(name) } : undefined;
}
