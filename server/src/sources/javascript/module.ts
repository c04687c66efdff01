import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import type { HostFile } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";

/** One file of TypeScript or JavaScript, with what stands at its top. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly host: number;
  readonly top: SyntaxNode;
  /** By name, the expression that a constant is. */
  readonly constants: ReadonlyMap<string, SyntaxNode>;
  /** Functions that are declared or assigned, by name. */
  readonly functions: ReadonlyMap<string, SyntaxNode>;
  readonly classes: readonly Class[];
  /** Names that come from other modules, with those. */
  readonly imports: ReadonlyMap<string, string>;
  /** What the module gives away, by name: functions and objects. */
  readonly exports: ReadonlyMap<string, SyntaxNode>;
  /** The module that an import names, where it is in view. */
  readonly imported?: (from: string) => Module | undefined;
}

export interface Class {
  readonly name: string;
  readonly node: SyntaxNode;
  readonly methods: ReadonlyMap<string, SyntaxNode>;
  readonly properties: ReadonlyMap<string, SyntaxNode>;
}

const configured = new Map<string, ReturnType<typeof parser.configure>>();

function grammarOf(path: string) {
  const dialect = /\.tsx$/i.test(path) ? "ts jsx" : /\.[cm]?ts$/i.test(path) ? "ts" : "jsx";
  const found = configured.get(dialect) ?? parser.configure({ dialect });
  configured.set(dialect, found);
  return found;
}

const known = new WeakMap<HostFile, Module>();

export function readModule(file: HostFile, host = 0): Module {
  const found = known.get(file);
  if (found?.host === host) return found;
  const made = read(file, host);
  known.set(file, made);
  return made;
}

function read(file: HostFile, host: number): Module {
  const top = grammarOf(file.path).parse(file.text).topNode;
  const constants = new Map<string, SyntaxNode>();
  const functions = new Map<string, SyntaxNode>();
  const classes: Class[] = [];
  const imports = new Map<string, string>();
  const exports = new Map<string, SyntaxNode>();
  const say = (node: SyntaxNode | null | undefined): string => textAt(file, node);

  const collect = (node: SyntaxNode, isExported: boolean): void => {
    switch (node.name) {
      case "ExportDeclaration": {
        const isDefault = node.getChild("default") !== null;
        for (const child of childrenOf(node)) collect(child, true);
        const value = isDefault ? childrenOf(node).find(isExpression) : undefined;
        if (value) exports.set("default", value);
        return;
      }
      case "FunctionDeclaration": {
        const name = say(node.getChild("VariableDefinition"));
        functions.set(name, node);
        if (isExported) exports.set(name, node);
        return;
      }
      case "ClassDeclaration":
        classes.push(classOf(file.text, node));
        return;
      case "VariableDeclaration":
        for (const [name, value] of declared(node)) {
          constants.set(say(name), value);
          if (isFunction(value)) functions.set(say(name), value);
          if (isExported) exports.set(say(name), value);
        }
        return;
      case "ImportDeclaration": {
        const from = say(node.getChild("String")).slice(1, -1);
        const group = node.getChild("ImportGroup");
        for (const one of [node, ...(group ? [group] : [])])
          for (const name of one.getChildren("VariableDefinition")) imports.set(say(name), from);
        return;
      }
      case "ExpressionStatement": {
        const assigned = node.getChild("AssignmentExpression");
        if (assigned) assign(assigned);
        return;
      }
      default:
    }
  };

  /** `exports.up = …`, `module.exports.up = …`, `module.exports = { up, down }`. */
  const assign = (node: SyntaxNode): void => {
    const [target, , value] = childrenOf(node);
    if (!target || !value) return;
    const path = say(target);
    const name = /^(?:module\.)?exports\.(\w+)$/.exec(path)?.[1];
    if (name) exports.set(name, value);
    if (value.name === "ClassExpression") classes.push(classOf(file.text, value));
    if (path !== "module.exports") return;
    exports.set("default", value);
  };

  for (const child of childrenOf(top)) collect(child, false);
  for (const name of ["up", "down"]) {
    const own = functions.get(name);
    if (own && !exports.has(name) && /\bexport\s*(?:default\s*)?\{|module\.exports/.test(file.text))
      exports.set(name, own);
  }
  return {
    path: file.path,
    text: file.text,
    host,
    top,
    constants,
    functions,
    classes,
    imports,
    exports,
  };
}

export const isFunction = (node: SyntaxNode): boolean =>
  /^(?:ArrowFunction|FunctionExpression|FunctionDeclaration|MethodDeclaration)$/.test(node.name);

const isExpression = (node: SyntaxNode): boolean =>
  /Expression$|^ArrowFunction$|^VariableName$/.test(node.name);

/** The names of a declaration with what they are set to: `const a = 1, b = 2`. */
export function declared(
  node: SyntaxNode,
): readonly (readonly [name: SyntaxNode, value: SyntaxNode])[] {
  const out: (readonly [SyntaxNode, SyntaxNode])[] = [];
  let name: SyntaxNode | undefined;
  const parts = childrenOf(node);
  for (const [index, part] of parts.entries()) {
    if (part.name === "VariableDefinition" || part.name.endsWith("Pattern")) name = part;
    const value = part.name === "Equals" ? parts[index + 1] : undefined;
    if (name && value) out.push([name, value]);
  }
  return out;
}

function classOf(text: string, node: SyntaxNode): Class {
  const methods = new Map<string, SyntaxNode>();
  const properties = new Map<string, SyntaxNode>();
  const body = node.getChild("ClassBody");
  for (const member of body ? childrenOf(body) : []) {
    const name = textAt(
      { text },
      member.getChild("PropertyDefinition") ?? member.getChild("PrivatePropertyDefinition"),
    );
    if (member.name === "MethodDeclaration") methods.set(name, member);
    if (member.name !== "PropertyDeclaration") continue;
    const parts = childrenOf(member);
    const value = parts[parts.findIndex((one) => one.name === "Equals") + 1];
    if (value && parts.some((one) => one.name === "Equals")) {
      properties.set(name, value);
      if (isFunction(value)) methods.set(name, value);
    }
  }
  return { name: textAt({ text }, node.getChild("VariableDefinition")), node, methods, properties };
}
