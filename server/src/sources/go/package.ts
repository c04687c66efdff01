import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/go";
import type { HostFile } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";

/** The Go files of one folder, which share their names. */
export interface Package {
  readonly files: readonly HostFile[];
  readonly constants: readonly Item[];
  readonly functions: readonly Item[];
}

export interface Item {
  readonly name: string;
  readonly host: number;
  readonly node: SyntaxNode;
  /** The file that `//go:embed` puts into it. */
  readonly embedded?: string;
}

export function readPackage(files: readonly HostFile[]): Package {
  const constants: Item[] = [];
  const functions: Item[] = [];
  for (const [host, file] of files.entries()) {
    if (!file.path.endsWith(".go")) continue;
    const top = parser.parse(file.text).topNode;
    for (const node of childrenOf(top)) {
      const name = node.getChild("DefName") ?? node.getChild("FieldName");
      if ((node.name === "FunctionDecl" || node.name === "MethodDecl") && name)
        functions.push({ name: textAt(file, name), host, node });
      if (node.name === "ConstDecl" || node.name === "VarDecl")
        constants.push(...declared(file, host, node));
    }
  }
  return { files, constants, functions };
}

function declared(file: HostFile, host: number, node: SyntaxNode): readonly Item[] {
  const list = node.getChild("SpecList") ?? node;
  return childrenOf(list).flatMap((spec) => {
    const name = /^(?:Const|Var)Spec$/.test(spec.name) ? spec.getChild("DefName") : null;
    if (!name) return [];
    const before = spec.prevSibling?.name === "LineComment" ? spec.prevSibling : node.prevSibling;
    const embedded =
      before?.name === "LineComment"
        ? /^\/\/go:embed\s+"?([\w./-]+\.sql)"?\s*$/.exec(textAt(file, before))?.[1]
        : undefined;
    return [{ name: textAt(file, name), host, node: spec, ...(embedded ? { embedded } : {}) }];
  });
}

/** What stands behind = or :=. */
export function assigned(node: SyntaxNode): SyntaxNode | undefined {
  const parts = childrenOf(node);
  const at = parts.findIndex((one) => one.name === "=" || one.name === ":=");
  return at < 0 ? undefined : parts[at + 1];
}
