import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/rust";
import type { HostFile } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";

/** The Rust files of one crate, with what they name. */
export interface Crate {
  readonly files: readonly HostFile[];
  readonly constants: readonly Item[];
  readonly functions: readonly Item[];
}

export interface Item {
  readonly name: string;
  /** The module: the file's name. */
  readonly module: string;
  readonly host: number;
  readonly node: SyntaxNode;
}

export function readCrate(files: readonly HostFile[]): Crate {
  const constants: Item[] = [];
  const functions: Item[] = [];
  for (const [host, file] of files.entries()) {
    const module = moduleOf(file.path);
    const collect = (node: SyntaxNode): void => {
      for (const child of childrenOf(node)) {
        // #[cfg(test)] mod tests { … }
        if (child.name === "AttributeItem" && /^#\[cfg\(test\)\]/.test(textAt(file, child)))
          continue;
        const name = child.getChild("BoundIdentifier");
        const item = name && { name: textAt(file, name), module, host, node: child };
        if (item && (child.name === "ConstItem" || child.name === "StaticItem"))
          constants.push(item);
        else if (item && child.name === "FunctionItem") functions.push(item);
        else if (inner.has(child.name)) collect(child);
      }
    };
    collect(parser.parse(file.text).topNode);
  }
  return { files, constants, functions };
}

const inner = new Set(["ModItem", "DeclarationList", "ImplItem", "AttributeItem"]);

const moduleOf = (path: string): string => {
  const parts = path.replace(/\.rs$/, "").split("/");
  const last = parts.at(-1) ?? "";
  return last === "mod" ? (parts.at(-2) ?? last) : last;
};

/** What a path means: the item of that name in the module that the path names, else in this file, else the only one. */
export function resolve(items: readonly Item[], path: string, host: number): Item | undefined {
  const parts = path.split("::");
  const name = parts.at(-1);
  const module = parts.at(-2);
  const named = items.filter((one) => one.name === name);
  return (
    named.find((one) => module !== undefined && one.module === module) ??
    named.find((one) => one.host === host) ??
    (named.length === 1 ? named[0] : undefined)
  );
}
