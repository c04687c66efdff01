import type { SyntaxNode } from "@lezer/common";
import type { Edit, Span } from "../../text/span.ts";
import type { HostFile } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";
import { evaluate } from "./evaluate.ts";
import { items } from "./items.ts";
import { type Module, readModule } from "./module.ts";
import { nodesBelow } from "./walk.ts";

/** An embedded PostgreSQL that a program starts, with the extensions that it loads. */
export interface PGliteClient {
  readonly path: string;
  /** `new PGlite`, or `PGlite.create`. */
  readonly at: Span;
  /** As PostgreSQL calls them, with _ for -. */
  readonly extensions: ReadonlySet<string>;
  /** The edits that load one more, from this module. */
  readonly load: (name: string, from: string) => readonly Edit[];
}

/** Those of which all is known that says which extensions there are. */
export function pgliteClients(file: HostFile): readonly PGliteClient[] {
  if (!/\bPGlite\b/.test(file.text)) return [];
  const module = readModule(file);
  if (!module.imports.get("PGlite")?.startsWith("@electric-sql/pglite")) return [];
  return [...nodesBelow(module.top)].flatMap((node) => clientOf(module, node) ?? []);
}

function clientOf(module: Module, node: SyntaxNode): PGliteClient | undefined {
  const callee = /^(?:New|Call)Expression$/.test(node.name)
    ? childrenOf(node).find((one) => one.name !== "new")
    : undefined;
  const name = textAt(module, callee);
  if (node.name === "NewExpression" ? name !== "PGlite" : name !== "PGlite.create")
    return undefined;
  const list = node.getChild("ArgList");
  if (!callee || !list) return undefined;
  const args = items(list);
  const last = args.at(-1);
  const options = last?.name === "ObjectExpression" ? last : undefined;
  if (args.length > (options ? 2 : 1) || (!options && last && !isPlace(module, last)))
    return undefined;
  const given = options && optionOf(module, options, "extensions");
  if (given === "unknown" || (given && given.name !== "ObjectExpression")) return undefined;
  const loaded = given ? items(given).map((one) => moduleOf(module, one)) : [];
  if (loaded.some((one) => one === undefined)) return undefined;
  return {
    path: module.path,
    at: { start: node.from, end: callee.to },
    extensions: new Set(loaded.flatMap((one) => (one === undefined ? [] : extensionOf(one)))),
    load: (extension, from) => [
      imported(module, extension, from),
      added({ list, options, given: given || undefined, hasArgs: args.length > 0 }, extension),
    ],
  };
}

/** Where the data lies: a text, or what is called so. */
const isPlace = (module: Module, node: SyntaxNode): boolean =>
  evaluate(module, node, new Map()).kind === "string" ||
  node.name === "TemplateString" ||
  /(?:dir|directory|path|url|location|folder|dataDir)$/i.test(textAt(module, node));

function optionOf(
  module: Module,
  options: SyntaxNode,
  name: string,
): SyntaxNode | "unknown" | undefined {
  for (const one of items(options)) {
    const key = one.getChild("PropertyDefinition");
    if (!key) return "unknown";
    if (textAt(module, key) !== name) continue;
    return one.lastChild && one.lastChild.from !== key.from ? one.lastChild : "unknown";
  }
  return undefined;
}

/** The module that an entry of `extensions` comes from. */
function moduleOf(module: Module, entry: SyntaxNode): string | undefined {
  const value = entry.name === "Property" ? entry.lastChild : null;
  return value ? module.imports.get(textAt(module, value)) : undefined;
}

/** `@electric-sql/pglite/contrib/uuid_ossp`, `@electric-sql/pglite-pgvector`. */
const extensionOf = (from: string): string =>
  from.endsWith("pglite-pgvector")
    ? "vector"
    : (/[^/]*$/.exec(from)?.[0] ?? "").replace(/^pglite-/, "").replaceAll("-", "_");

function imported(module: Module, name: string, from: string): Edit {
  const last = module.top.getChildren("ImportDeclaration").at(-1);
  const at = last?.to ?? 0;
  const quote = textAt(module, last?.getChild("String")).charAt(0) || '"';
  const end = module.text.charAt(at - 1) === ";" || !last ? ";" : "";
  const line = `import { ${name} } from ${quote}${from}${quote}${end}`;
  return { span: { start: at, end: at }, text: last ? `\n${line}` : `${line}\n` };
}

function added(
  call: {
    readonly list: SyntaxNode;
    readonly options: SyntaxNode | undefined;
    readonly given: SyntaxNode | undefined;
    readonly hasArgs: boolean;
  },
  name: string,
): Edit {
  const into = call.given ?? call.options;
  const text = call.given ? name : `extensions: { ${name} }`;
  if (!into) {
    const at = call.list.to - 1;
    return { span: { start: at, end: at }, text: `${call.hasArgs ? ", " : ""}{ ${text} }` };
  }
  const last = items(into).at(-1);
  const at = last ? last.to : into.from + 1;
  return { span: { start: at, end: at }, text: last ? `, ${text}` : ` ${text} ` };
}
