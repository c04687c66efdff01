import type { SyntaxNode } from "@lezer/common";
import {
  type HostString,
  joined,
  type Literal,
  made,
  textOf,
  trimmed,
  usedAt,
} from "../host-string.ts";
import type { Written } from "../stretch.ts";
import { childrenOf } from "../tree.ts";
import { items } from "./items.ts";
import {
  decodeString,
  decodeTemplatePart,
  rawLiteral,
  rawPart,
  templateLiteral,
} from "./literal.ts";
import { isFunction, type Module, textAt } from "./module.ts";
import { bind, parametersOf } from "./patterns.ts";
import { type Scope, spanOf, unknown, type Value } from "./value.ts";

const mostDepth = 60;

/** What an expression of a module is, as far as constants tell. */
export function evaluate(
  module: Module,
  node: SyntaxNode | null | undefined,
  scope: Scope,
  depth = 0,
): Value {
  if (!node || depth > mostDepth) return unknown;
  const inner = (child: SyntaxNode | null | undefined): Value =>
    evaluate(module, child, scope, depth + 1);
  if (isFunction(node)) return { kind: "function", node, scope };
  switch (node.name) {
    case "String":
      return { kind: "string", string: decodeString(module.text, node, module.host) };
    case "Number":
      return {
        kind: "string",
        string: usedAt(made(textAt(module, node), spanOf(node)), spanOf(node), module.host),
      };
    case "BooleanLiteral":
      return { kind: "boolean", value: textAt(module, node) === "true" };
    case "TemplateString":
      return template(module, node, inner);
    case "TaggedTemplateExpression":
      return tagged(module, node, inner);
    case "AwaitExpression": {
      const child = node.lastChild;
      const value = inner(child);
      // What was waited for is an answer, and the database no more; a transaction is.
      const isAnswer = value.kind === "handle" && child?.name === "CallExpression";
      return isAnswer && !/\.transaction\(/.test(textAt(module, child)) ? unknown : value;
    }
    case "ParenthesizedExpression":
    case "NonNullExpression":
      return inner(childrenOf(node).find((one) => !/^(?:\(|\)|LogicOp)$/.test(one.name)));
    case "UnaryExpression": {
      const value = inner(node.lastChild);
      if (textAt(module, node.firstChild) !== "!") return unknown;
      if (value.kind === "boolean") return { kind: "boolean", value: !value.value };
      return value.kind === "condition" ? { kind: "condition", sql: negated(value.sql) } : unknown;
    }
    case "BinaryExpression":
      return binary(module, node, inner);
    case "ArrayExpression":
      return { kind: "list", items: items(node).flatMap((one) => spread(one, inner)) };
    case "ObjectExpression":
      return object(module, node, inner, (name) => lookUp(module, name, scope, depth));
    case "VariableName": {
      const name = textAt(module, node);
      const own = lookUp(module, name, scope, depth);
      return own === unknown ? imported(module, name, node, depth) : own;
    }
    case "this":
      return scope.get("this") ?? unknown;
    case "NewExpression": {
      // new Table({ name: "t" })
      const list = node.getChild("ArgList");
      const [only] = list ? items(list) : [];
      return only?.name === "ObjectExpression" ? inner(only) : unknown;
    }
    case "MemberExpression":
      return member(module, node, scope, inner);
    case "CallExpression":
      return call(module, node, depth, inner);
    default:
      return unknown;
  }
}

function lookUp(module: Module, name: string, scope: Scope, depth: number): Value {
  const own = scope.get(name);
  if (own) return own;
  const constant = module.constants.get(name) ?? module.functions.get(name);
  return constant ? evaluate(module, constant, new Map(), depth + 1) : unknown;
}

/** A constant of another file, shown where it is used: it is not edited from here. */
function imported(module: Module, name: string, node: SyntaxNode, depth: number): Value {
  const from = module.imports.get(name);
  const other = from === undefined ? undefined : module.imported?.(from);
  const constant = other?.exports.get(name);
  if (!other || !constant || isFunction(constant)) return unknown;
  return shownAt(evaluate(other, constant, new Map(), depth + 1), module, node);
}

function shownAt(value: Value, module: Module, node: SyntaxNode): Value {
  const inner = (one: Value): Value => shownAt(one, module, node);
  const shown = (string: HostString): HostString => usedAt(string, spanOf(node), module.host);
  switch (value.kind) {
    case "string":
      return { kind: "string", string: shown(value.string) };
    case "tagged":
      return value.string ? { ...value, string: shown(value.string) } : value;
    case "list":
      return { kind: "list", items: value.items.map(inner) };
    case "object": {
      const entries = new Map([...value.entries].map(([key, one]) => [key, inner(one)]));
      return { ...value, entries };
    }
    case "boolean":
      return value;
    default:
      return unknown;
  }
}

export const negated = (sql: HostString): HostString => {
  const at = sql[0]?.at ?? { start: 0, end: 0 };
  return [...made("NOT (", at), ...sql, ...made(")", at)];
};

const spread = (node: SyntaxNode, inner: (child: SyntaxNode) => Value): readonly Value[] => {
  if (node.name !== "SpreadElement") return [inner(node)];
  const value = node.lastChild ? inner(node.lastChild) : unknown;
  return value.kind === "list" ? value.items : [unknown];
};

/** Holes of which all is known are a part of the text; each is shown, and edited, as a whole. */
function holes(
  module: Module,
  node: SyntaxNode,
  { literal, decode }: Writing,
  inner: (child: SyntaxNode) => Value,
): Value {
  const { text, host } = module;
  const part = (from: number, to: number): HostString => decode({ text, from, to, host, literal });
  const string: HostString[number][] = [];
  let at = node.from + 1;
  const end = module.text.charAt(node.to - 1) === "`" && node.to > at ? node.to - 1 : node.to;
  for (const hole of node.getChildren("Interpolation")) {
    string.push(...part(at, hole.from));
    const [, expression] = childrenOf(hole);
    const value = expression ? inner(expression) : unknown;
    if (value.kind !== "string") return { kind: "unknown", begins: textOf(string) };
    string.push(...usedAt(value.string, spanOf(hole), module.host));
    at = hole.to;
  }
  string.push(...part(at, end));
  return { kind: "string", string };
}

/** How the parts of a template are written between its holes. */
interface Writing {
  readonly literal: Literal;
  readonly decode: (written: Written) => HostString;
}

const template = (module: Module, node: SyntaxNode, inner: (child: SyntaxNode) => Value): Value =>
  holes(module, node, { literal: templateLiteral(), decode: decodeTemplatePart }, inner);

/** String.raw and tags that only lay a text out; others belong to the library that has them. */
function tagged(module: Module, node: SyntaxNode, inner: (child: SyntaxNode) => Value): Value {
  const [function_] = childrenOf(node);
  const text = node.getChild("TemplateString");
  const tag = textAt(module, function_);
  if (!text) return unknown;
  if (tag === "String.raw")
    return holes(module, text, { literal: rawLiteral(), decode: rawPart }, inner);
  // Kysely binds what stands in a hole, unless it is raw.
  const only = (child: SyntaxNode): Value => {
    const found = inner(child);
    if (tag !== "sql") return found;
    return found.kind === "tagged" && found.string
      ? { kind: "string", string: found.string }
      : unknown;
  };
  const value = template(module, text, only);
  if (/^(?:SQL|gql|dedent|outdent|stripIndent)$/.test(tag)) return value;
  if (value.kind === "string") return { kind: "tagged", tag, string: value.string };
  const begins = value.kind === "unknown" ? value.begins : undefined;
  return { kind: "tagged", tag, string: undefined, ...(begins === undefined ? {} : { begins }) };
}

function binary(module: Module, node: SyntaxNode, inner: (child: SyntaxNode) => Value): Value {
  const [left, operator, right] = childrenOf(node);
  const word = textAt(module, operator);
  if (word === "as" || word === "satisfies") return left ? inner(left) : unknown;
  if (!left || !right) return unknown;
  const [one, other] = [inner(left), inner(right)];
  if (word === "+") {
    if (one.kind === "string" && other.kind === "string")
      return { kind: "string", string: [...one.string, ...other.string] };
    if (one.kind === "string") return { kind: "unknown", begins: textOf(one.string) };
    return one.kind === "unknown" ? one : unknown;
  }
  // `rows.length > 0` of a query that is known: left to the database.
  return unknown;
}

function object(
  module: Module,
  node: SyntaxNode,
  inner: (child: SyntaxNode) => Value,
  named: (name: string) => Value,
): Value {
  const entries = new Map<string, Value>();
  let whole = true;
  for (const one of items(node)) {
    const key = one.firstChild;
    const value = one.lastChild;
    if (one.name === "SpreadElement" || (one.name === "Property" && !key)) {
      const more = one.lastChild ? inner(one.lastChild) : unknown;
      if (more.kind === "object") for (const [name, own] of more.entries) entries.set(name, own);
      else whole = false;
      continue;
    }
    if (one.name === "MethodDeclaration") {
      entries.set(textAt(module, one.getChild("PropertyDefinition")), {
        kind: "function",
        node: one,
        scope: new Map(),
      });
      continue;
    }
    // { a: 1 }, { "a": 1 }, { async a() {} }, { a }
    const name = one.getChild("PropertyDefinition") ?? (key?.name === "String" ? key : null);
    if (!name) {
      whole = false;
      continue;
    }
    const word = textAt(module, name).replace(/^(["'])(.*)\1$/, "$2");
    if (one.getChild("ParamList"))
      entries.set(word, { kind: "function", node: one, scope: new Map() });
    else if (value && value.from !== name.from) entries.set(word, inner(value));
    else entries.set(word, named(word));
  }
  return { kind: "object", entries, whole };
}

function member(
  module: Module,
  node: SyntaxNode,
  scope: Scope,
  inner: (child: SyntaxNode) => Value,
): Value {
  const of = node.firstChild;
  const name = textAt(
    module,
    node.getChild("PropertyName") ?? node.getChild("PrivatePropertyName"),
  );
  if (!of) return unknown;
  const own = of.name === "this" ? scope.get(`this.${name}`) : undefined;
  if (own) return own;
  const value = inner(of);
  if (value.kind === "handle") return { kind: "handle", path: `${value.path}.${name}` };
  if (value.kind === "object") return value.entries.get(name) ?? unknown;
  return unknown;
}

function call(
  module: Module,
  node: SyntaxNode,
  depth: number,
  inner: (child: SyntaxNode) => Value,
): Value {
  const [callee] = childrenOf(node);
  const list = node.getChild("ArgList");
  const args = list ? items(list) : [];
  if (callee?.name !== "MemberExpression" || !callee.firstChild) {
    const own = callee ? inner(callee) : unknown;
    return own.kind === "handle" ? { kind: "handle", path: `${own.path}()` } : unknown;
  }
  const name = textAt(module, callee.getChild("PropertyName"));
  const object = callee.firstChild;
  const [first] = args;
  // Kysely: a text that is sent as it is.
  if (/^(?:sql|CompiledQuery)\.raw$/.test(textAt(module, callee)) && first) {
    const value = inner(first);
    return {
      kind: "tagged",
      tag: "sql",
      string: value.kind === "string" ? value.string : undefined,
    };
  }
  if (textAt(module, object) === "Object" && args[0]) {
    const of = inner(args[0]);
    if (of.kind === "object" && of.whole) return listOf(name, of.entries, node);
  }
  const of = inner(object);
  if (of.kind === "handle") return { kind: "handle", path: of.path };
  if (of.kind === "string") {
    if (/^(?:trim|toString|valueOf)$/.test(name))
      return { kind: "string", string: name === "trim" ? trimmed(of.string) : of.string };
    return { kind: "unknown", begins: textOf(of.string) };
  }
  if (of.kind !== "list") return unknown;
  if (name === "join") {
    const between = args[0] ? inner(args[0]) : undefined;
    const strings = of.items.flatMap((one) => (one.kind === "string" ? [one.string] : []));
    if (strings.length !== of.items.length || (between && between.kind !== "string"))
      return unknown;
    const text = between ? textOf(between.string) : ",";
    return { kind: "string", string: joined(strings, made(text, spanOf(node), module.host)) };
  }
  if (name === "concat")
    return { kind: "list", items: [...of.items, ...args.flatMap((one) => asList(inner(one)))] };
  if (name === "map" && args[0]) {
    const function_ = inner(args[0]);
    const body = function_.kind === "function" ? function_.node.lastChild : null;
    if (function_.kind !== "function" || !body || body.name === "Block") return unknown;
    const [parameter] = parametersOf(function_.node);
    return {
      kind: "list",
      items: of.items.map((one) => {
        const own = new Map(function_.scope);
        if (parameter) bind(module, parameter, one, own);
        return evaluate(module, body, own, depth + 1);
      }),
    };
  }
  return unknown;
}

const asList = (value: Value): readonly Value[] => (value.kind === "list" ? value.items : [value]);

function listOf(name: string, entries: ReadonlyMap<string, Value>, node: SyntaxNode): Value {
  const key = (text: string): Value => ({ kind: "string", string: made(text, spanOf(node)) });
  if (name === "values") return { kind: "list", items: [...entries.values()] };
  if (name === "keys") return { kind: "list", items: [...entries.keys()].map(key) };
  if (name !== "entries") return unknown;
  return {
    kind: "list",
    items: [...entries].map(([one, value]) => ({ kind: "list", items: [key(one), value] })),
  };
}
