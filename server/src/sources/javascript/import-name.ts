import { escaped } from "../../text/escape.ts";
import type { Edit } from "../../text/span.ts";
import type { HostFile } from "../source.ts";
import { textAt } from "../tree.ts";
import { items } from "./items.ts";
import { type Module, readModule } from "./module.ts";

/** What a module exports, and how others name it. */
export interface Exported {
  readonly name: string;
  readonly path: string;
}

/** How the modules of a workspace name each other. */
export interface Names {
  /** Does an import of it from this specifier lead to the module that exports it? */
  readonly leadsTo: (exported: Exported, from: string, file: string) => boolean;
  /** What a new import of it would name; undefined where nothing says so. */
  readonly specifier: (exported: Exported, file: HostFile) => string | undefined;
}

/**
 * What makes it known in a file: nothing where it is, else an import. Undefined where its name means something else
 * there, or nothing is known to lead to it.
 */
export function importEdits(
  file: HostFile,
  exported: Exported,
  names: Names,
): readonly Edit[] | undefined {
  if (file.path === exported.path) return [];
  const module = readModule(file);
  const from = module.imports.get(exported.name);
  if (from !== undefined) return names.leadsTo(exported, from, file.path) ? [] : undefined;
  if (new RegExp(`(?<![\\w$.])${escaped(exported.name)}(?![\\w$])`).test(file.text))
    return undefined;
  const beside = lastBeside(module, exported, names);
  if (beside !== undefined)
    return [{ span: { start: beside, end: beside }, text: `, ${exported.name}` }];
  const specifier = names.specifier(exported, file);
  return specifier === undefined ? undefined : [newImport(module, exported.name, specifier)];
}

/** The end of the last name that an import from the same place lists. */
function lastBeside(module: Module, exported: Exported, names: Names): number | undefined {
  for (const node of module.top.getChildren("ImportDeclaration")) {
    const from = textAt(module, node.getChild("String")).slice(1, -1);
    const group = node.getChild("ImportGroup");
    const last = group && items(group).at(-1);
    if (last && !node.getChild("type") && names.leadsTo(exported, from, module.path))
      return last.to;
  }
  return undefined;
}

function newImport(module: Module, name: string, from: string): Edit {
  const last = module.top.getChildren("ImportDeclaration").at(-1);
  const quote = textAt(module, last?.getChild("String")).charAt(0) || '"';
  const end = last && !textAt(module, last).endsWith(";") ? "" : ";";
  const line = `import { ${name} } from ${quote}${from}${quote}${end}`;
  const at = last?.to ?? 0;
  return { span: { start: at, end: at }, text: last ? `\n${line}` : `${line}\n` };
}
