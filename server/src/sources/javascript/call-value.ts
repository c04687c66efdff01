import type { SyntaxNode } from "@lezer/common";
import { joined, made, textOf, trimmed } from "../host-string.ts";
import { childrenOf, spanOf, textAt } from "../tree.ts";
import { items } from "./items.ts";
import type { Module } from "./module.ts";
import { bind, parametersOf } from "./patterns.ts";
import { type Scope, unknown, type Value } from "./value.ts";

/** What evaluates the parts of an expression. */
export interface Inside {
  readonly module: Module;
  readonly valueOf: (node: SyntaxNode, scope?: Scope) => Value;
}

/** What a call answers, as far as the values are its own: texts, lists, objects. */
export function call(inside: Inside, node: SyntaxNode): Value {
  const { module, valueOf } = inside;
  const [callee] = childrenOf(node);
  const list = node.getChild("ArgList");
  const args = list ? items(list) : [];
  if (callee?.name !== "MemberExpression" || !callee.firstChild) {
    const own = callee ? valueOf(callee) : unknown;
    return own.kind === "handle" ? { kind: "handle", path: `${own.path}()` } : unknown;
  }
  const name = textAt(module, callee.getChild("PropertyName"));
  const object = callee.firstChild;
  const [first] = args;
  // Kysely: a text that is sent as it is.
  if (/^(?:sql|CompiledQuery)\.raw$/.test(textAt(module, callee)) && first) {
    const value = valueOf(first);
    const string = value.kind === "string" ? value.string : undefined;
    return { kind: "tagged", tag: "sql", string };
  }
  if (textAt(module, object) === "Object" && first) {
    const of = valueOf(first);
    if (of.kind === "object" && of.whole) return listOf(name, of.entries, node);
  }
  const of = valueOf(object);
  switch (of.kind) {
    case "handle":
      return { kind: "handle", path: of.path };
    case "string":
      return ofString(of, name);
    case "list":
      return ofList(inside, of.items, name, args, node);
    default:
      return unknown;
  }
}

/** Object.values, Object.keys, Object.entries. */
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

function ofString({ string }: Value & { kind: "string" }, method: string): Value {
  if (method === "trim") return { kind: "string", string: trimmed(string) };
  return method === "toString" || method === "valueOf"
    ? { kind: "string", string }
    : { kind: "unknown", begins: textOf(string) };
}

function ofList(
  inside: Inside,
  own: readonly Value[],
  method: string,
  args: readonly SyntaxNode[],
  node: SyntaxNode,
): Value {
  const [first] = args;
  switch (method) {
    case "join":
      return joinedBy(first && inside.valueOf(first), own, inside.module, node);
    case "concat":
      return {
        kind: "list",
        items: [...own, ...args.flatMap((one) => asList(inside.valueOf(one)))],
      };
    case "map":
      return first ? mapped(inside, own, inside.valueOf(first)) : unknown;
    default:
      return unknown;
  }
}

function joinedBy(
  between: Value | undefined,
  own: readonly Value[],
  module: Module,
  node: SyntaxNode,
): Value {
  const strings = own.flatMap((one) => (one.kind === "string" ? [one.string] : []));
  if (strings.length !== own.length || (between && between.kind !== "string")) return unknown;
  const text = between ? textOf(between.string) : ",";
  return { kind: "string", string: joined(strings, made(text, spanOf(node), module.host)) };
}

const asList = (value: Value): readonly Value[] => (value.kind === "list" ? value.items : [value]);

/** By a function that is one expression. */
function mapped({ module, valueOf }: Inside, own: readonly Value[], by: Value): Value {
  const body = by.kind === "function" ? by.node.lastChild : null;
  if (by.kind !== "function" || !body || body.name === "Block") return unknown;
  const [parameter] = parametersOf(by.node);
  return {
    kind: "list",
    items: own.map((one) => {
      const scope = new Map(by.scope);
      if (parameter) bind(module, parameter, one, scope);
      return valueOf(body, scope);
    }),
  };
}
