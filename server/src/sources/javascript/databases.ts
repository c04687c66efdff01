import type { SyntaxNode } from "@lezer/common";
import type { Edit } from "../../text/span.ts";
import type { HostFile } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";
import { declared, isFunction, type Module, readModule } from "./module.ts";
import { nodesBelow } from "./walk.ts";

/** Where a program has a database of Drizzle's in hand, right after it was opened, and may wait for a call. */
export interface InHand {
  readonly path: string;
  /** How it is named there: `db`, `this.db`. */
  readonly as: string;
  /** It was opened with a schema, which is part of its type. */
  readonly hasSchema: boolean;
  /** The statement, right after it. */
  readonly add: (statement: string) => Edit;
}

/** A function that hands a newly opened database to its caller. */
export interface Opener {
  readonly path: string;
  readonly name: string;
  readonly hasSchema: boolean;
}

/** Exported functions that open one with this driver and give it back. */
export function openersIn(file: HostFile, driver: string): readonly Opener[] {
  const module = readModule(file);
  return [...module.exports].flatMap(([name, node]) => {
    if (!isFunction(node)) return [];
    const results = resultsOf(node).map((one) => drizzleCall(module, one, driver));
    const [first] = results;
    return first && results.length === 1 ? [{ path: file.path, name, ...first }] : [];
  });
}

/** Those that are opened in this file, with this driver or by an opener that the file imports or holds. */
export function databasesIn(
  file: HostFile,
  driver: string,
  openerOf: (name: string, from: string | undefined) => Opener | undefined,
): readonly InHand[] {
  const module = readModule(file);
  const opened = (node: SyntaxNode | null) => {
    const call = node?.name === "AwaitExpression" ? node.lastChild : node;
    const own = call && drizzleCall(module, call, driver);
    if (own) return own;
    const name = call?.name === "CallExpression" ? textAt(module, call.firstChild) : "";
    const isNamed = module.imports.has(name) || module.functions.has(name);
    return isNamed ? openerOf(name, module.imports.get(name)) : undefined;
  };
  return [...nodesBelow(module.top)].flatMap((node): readonly InHand[] => {
    if (node.name === "VariableDeclaration") {
      const [[target, value] = [], ...more] = declared(node);
      const found = value && more.length === 0 ? opened(value) : undefined;
      return found && target?.name === "VariableDefinition" && mayWait(node)
        ? [inHand(module, node, textAt(module, target), found.hasSchema)]
        : [];
    }
    return node.name === "ClassBody" ? inClass(module, node, opened) : [];
  });
}

type Opened = (node: SyntaxNode | null) => { readonly hasSchema: boolean } | undefined;

/** A class that Nest makes: it waits for `onModuleInit` before the application listens (docs.nestjs.com, lifecycle events). */
function inClass(module: Module, body: SyntaxNode, opened: Opened): readonly InHand[] {
  if (!/\bfrom\s*["']@nestjs\/common["']/.test(module.text) || !isInjectable(module, body))
    return [];
  const members = childrenOf(body);
  const own = members.flatMap((member) => {
    const name = textAt(module, member.getChild("PropertyDefinition"));
    const found = member.name === "PropertyDeclaration" ? opened(valueOf(member)) : undefined;
    return found && name !== "" ? [{ member, name, hasSchema: found.hasSchema }] : [];
  });
  const [only] = own;
  if (!only || own.length > 1) return [];
  const hook = members.find(
    (one) =>
      one.name === "MethodDeclaration" &&
      textAt(module, one.getChild("PropertyDefinition")) === "onModuleInit",
  );
  const block = hook?.getChild("Block");
  if (hook && (!block || !hook.getChild("async"))) return [];
  const indent = indentOf(module, only.member);
  const at = block ? block.from + 1 : (lastMember(members) ?? only.member).to;
  return [
    {
      path: module.path,
      as: `this.${only.name}`,
      hasSchema: only.hasSchema,
      add: (statement) => ({
        span: { start: at, end: at },
        text: block
          ? `\n${indent}${unit(indent)}${statement}`
          : `\n\n${indent}async onModuleInit() {\n${indent}${unit(indent)}${statement}\n${indent}}`,
      }),
    },
  ];
}

/** The parser gives a decorator before `export class` a declaration of its own. */
const isInjectable = (module: Module, body: SyntaxNode): boolean =>
  /@Injectable\s*\([^)]*\)\s*(?:export\s+)?(?:default\s+)?(?:abstract\s+)?class\b[^{]*$/.test(
    module.text.slice(0, body.from),
  );

const lastMember = (members: readonly SyntaxNode[]): SyntaxNode | undefined =>
  members.findLast((one) => one.name === "MethodDeclaration" || one.name === "PropertyDeclaration");

const valueOf = (member: SyntaxNode): SyntaxNode | null => {
  const parts = childrenOf(member);
  const equals = parts.findIndex((one) => one.name === "Equals");
  return equals < 0 ? null : (parts[equals + 1] ?? null);
};

const inHand = (module: Module, node: SyntaxNode, as: string, hasSchema: boolean): InHand => ({
  path: module.path,
  as,
  hasSchema,
  add: (statement) => ({
    span: { start: node.to, end: node.to },
    text: `\n${indentOf(module, node)}${statement}`,
  }),
});

/** A statement of an asynchronous function. */
export function mayWait(node: SyntaxNode): boolean {
  const around = node.parent?.name === "Block" ? functionAround(node) : undefined;
  return around !== undefined && isAsync(around);
}

const isAsync = (node: SyntaxNode): boolean =>
  node.getChild("async") !== null && node.getChild("Star") === null;

function resultsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const body = node.getChild("Block");
  if (!body) return node.lastChild ? [node.lastChild] : [];
  const own = [...nodesBelow(body)].filter(
    (one) => one.name === "ReturnStatement" && functionAround(one)?.from === node.from,
  );
  return own.flatMap((one) => childrenOf(one).find(({ name }) => /Expression$/.test(name)) ?? []);
}

function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

function drizzleCall(
  module: Module,
  node: SyntaxNode,
  driver: string,
): { readonly hasSchema: boolean } | undefined {
  if (node.name !== "CallExpression") return undefined;
  const callee = textAt(module, node.firstChild);
  if (callee !== "drizzle" || module.imports.get(callee) !== `drizzle-orm/${driver}`)
    return undefined;
  return { hasSchema: /\bschema\b/.test(textAt(module, node.getChild("ArgList"))) };
}

export function indentOf({ text }: Module, node: SyntaxNode): string {
  const line = text.lastIndexOf("\n", node.from - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, node.from))?.[0] ?? "";
}

const unit = (indent: string): string => (indent.includes("\t") ? "\t" : "  ");
