import type { SyntaxNode } from "@lezer/common";
import { not } from "../block.ts";
import { type HostString, made, textOf, usedAt } from "../host-string.ts";
import { childrenOf, spanOf, textAt } from "../tree.ts";
import { call } from "./call-value.ts";
import { items } from "./items.ts";
import { decodeString } from "./literal.ts";
import { isFunction, type Module } from "./module.ts";
import { object } from "./object-value.ts";
import { tagged, template } from "./templates.ts";
import { type Scope, unknown, type Value } from "./value.ts";

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
      return value.kind === "condition" ? { kind: "condition", sql: not(value.sql) } : unknown;
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
      return call(
        { module, valueOf: (child, own = scope) => evaluate(module, child, own, depth + 1) },
        node,
      );
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

const spread = (node: SyntaxNode, inner: (child: SyntaxNode) => Value): readonly Value[] => {
  if (node.name !== "SpreadElement") return [inner(node)];
  const value = node.lastChild ? inner(node.lastChild) : unknown;
  return value.kind === "list" ? value.items : [unknown];
};

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
