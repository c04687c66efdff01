import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../text/span.ts";
import type { HostFile } from "../source.ts";
import { childrenOf, spanOf, textAt } from "../tree.ts";
import { items } from "./items.ts";
import { type Module, readModule } from "./module.ts";
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
  readonly within?: ExportedFunction;
}

export interface ExportedFunction {
  readonly name: string;
  readonly at: Span;
  readonly whole: Span;
  /** What it must be given; undefined where that is something else than the database, or more. */
  readonly takes: "nothing" | { readonly type: string } | undefined;
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
    const exported = exportedAround(module, node, database(module, node));
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

const database = (module: Module, call: SyntaxNode): string => {
  const list = call.getChild("ArgList");
  return textAt(module, list ? items(list)[0] : undefined);
};

function exportedAround(
  module: Module,
  node: SyntaxNode,
  given: string,
): ExportedFunction | undefined {
  let top: SyntaxNode = node;
  while (top.parent && top.parent.name !== "Script") top = top.parent;
  if (top.name !== "ExportDeclaration" || top.getChild("default")) return undefined;
  const inner = top.getChild("FunctionDeclaration") ?? top.getChild("VariableDeclaration");
  const name = inner?.getChild("VariableDefinition");
  if (!inner || !name) return undefined;
  const made = module.functions.get(textAt(module, name));
  const takes = made && takenBy(module, made, given);
  return { name: textAt(module, name), at: spanOf(name), whole: spanOf(top), takes };
}

function takenBy(module: Module, made: SyntaxNode, given: string): ExportedFunction["takes"] {
  const list = made.getChild("ParamList");
  const needed = parameters(list ? items(list) : []).filter((one) => !one.isOptional);
  if (needed.length === 0) return list ? "nothing" : undefined;
  const [only] = needed;
  if (!only || needed.length > 1 || textAt(module, only.name) !== given) return undefined;
  return { type: textAt(module, only.type).replace(/^:\s*/, "") };
}

interface Parameter {
  readonly name: SyntaxNode;
  readonly type: SyntaxNode | undefined;
  readonly isOptional: boolean;
}

function parameters(parts: readonly SyntaxNode[]): readonly Parameter[] {
  const starts = parts.flatMap((one, index) =>
    one.name === "VariableDefinition" || one.name.endsWith("Pattern") ? [index] : [],
  );
  return starts.flatMap((start, index) => {
    const own = parts.slice(start, starts[index + 1]);
    const [name] = own;
    return name
      ? [
          {
            name,
            type: own.find((one) => one.name === "TypeAnnotation"),
            isOptional: own.some((one) => /^(?:Equals|Optional)$/.test(one.name)),
          },
        ]
      : [];
  });
}
