import type { SyntaxNode } from "@lezer/common";
import { textOf } from "../host-string.ts";
import type { Step } from "../source.ts";
import { childrenOf } from "../tree.ts";
import { assigned, type Item, type Package, textAt } from "./package.ts";
import { argumentsOf, unknown, type Value, valueOf } from "./value.ts";

/** What one function sends to the database, in its order, the functions of the package that it calls included. */
export interface Sent {
  readonly steps: readonly Step[];
  readonly called: ReadonlySet<Item>;
  /** Something was sent or called of which nobody knows what it does. */
  readonly opaque: boolean;
  /** Whether a change of the schema is sent depends on what only a run shows: a record, perhaps. */
  readonly conditional: boolean;
}

const sends = /^(?:Must)?Exec(?:Context)?$/;
const changesSchema = /^\s*(?:--[^\n]*\n\s*)*(?:create|alter|drop)\b/i;
const leavesSchema =
  /^\s*(?:--[^\n]*\n\s*)*(?:insert|update|delete|select|with|comment|set|grant|revoke|analyze|vacuum|notify|listen|begin|commit)\b/i;
const database = /(?:^|\.)(?:db|DB|conn|pool|tx|client|database|pg|store)$/;

export function perform(own: Package, start: Item): Sent {
  const steps: Step[] = [];
  const called = new Set<Item>();
  let opaque = false;
  let conditional = false;

  const run = (item: Item, scope: Map<string, Value>, depth: number, isSure: boolean): void => {
    const body = item.node.getChild("Block");
    if (body) walk(item, body, body, scope, depth, isSure);
  };

  const walk = (
    item: Item,
    node: SyntaxNode,
    statement: SyntaxNode,
    scope: Map<string, Value>,
    depth: number,
    isSure: boolean,
  ): void => {
    const inner = (child: SyntaxNode, sure = isSure): void =>
      walk(item, child, child.name.endsWith("Statement") ? child : statement, scope, depth, sure);
    switch (node.name) {
      // What is handed on runs somewhere else, or never.
      case "FunctionLiteral":
        return;
      case "VarDecl":
      case "Assignment": {
        for (const child of childrenOf(node)) inner(child);
        for (const spec of [node, ...node.getChildren("VarSpec")]) {
          const name = spec.getChild("DefName") ?? spec.getChild("VariableName");
          const value = assigned(spec);
          if (name && value)
            scope.set(textAt(own.files[item.host], name), valueOf(own, item.host, value, scope));
        }
        return;
      }
      case "IfStatement":
      case "SwitchStatement":
      case "TypeSwitchStatement":
      case "SelectStatement":
        // `if _, err := db.Exec(…); err != nil { … }`: what stands before the block is always run.
        for (const child of childrenOf(node))
          inner(child, isSure && !/^(?:Block|Case|DefaultCase|IfStatement)$/.test(child.name));
        return;
      case "ForStatement":
        return loop(item, node, scope, depth, isSure);
      case "CallExpr":
        return call(item, node, statement, scope, depth, isSure);
      default:
        for (const child of childrenOf(node)) inner(child);
    }
  };

  const call = (
    item: Item,
    node: SyntaxNode,
    statement: SyntaxNode,
    scope: Map<string, Value>,
    depth: number,
    isSure: boolean,
  ): void => {
    const file = own.files[item.host];
    const callee = node.firstChild;
    const args = argumentsOf(node);
    if (callee?.name === "SelectorExpr") walk(item, callee, statement, scope, depth, isSure);
    for (const one of args) walk(item, one, statement, scope, depth, isSure);
    const name =
      callee?.name === "SelectorExpr"
        ? textAt(file, callee.getChild("FieldName"))
        : textAt(file, callee);
    if (callee?.name === "SelectorExpr" && sends.test(name)) {
      // The context comes first where there is one.
      const isContext = (one: SyntaxNode): boolean =>
        /^(?:\w*ctx\w*|\w*context\b.*)$/i.test(textAt(file, one));
      const first = args[args[0] && isContext(args[0]) ? 1 : 0];
      const value = valueOf(own, item.host, first, scope);
      const text =
        value.kind === "string"
          ? textOf(value.string)
          : value.kind === "unknown"
            ? value.begins
            : undefined;
      if (!isSure && (text === undefined || !leavesSchema.test(text))) conditional = true;
      if (value.kind !== "string") {
        if (text === undefined || !leavesSchema.test(text)) opaque = true;
        return;
      }
      const isBound = first !== undefined && args.indexOf(first) < args.length - 1;
      if (isBound && !changesSchema.test(textOf(value.string))) return;
      if (!isSure) return;
      steps.push({
        host: item.host,
        call: { start: statement.from, end: statement.to },
        pieces: value.string,
      });
      return;
    }
    const found = own.functions.filter((one) => one.name === name);
    const [only] = found;
    if (only && found.length === 1 && only !== item && depth < 10) {
      called.add(only);
      return run(only, new Map(), depth + 1, isSure);
    }
    const takesDatabase = args.some((one) => database.test(textAt(file, one)));
    if (name === "AutoMigrate" || (takesDatabase && !/^(?:defer|close|Close)$/.test(name)))
      opaque = true;
  };

  const loop = (
    item: Item,
    node: SyntaxNode,
    scope: Map<string, Value>,
    depth: number,
    isSure: boolean,
  ): void => {
    const range = node.getChild("RangeClause");
    const body = node.getChild("Block");
    if (!body) return;
    const file = own.files[item.host];
    const list = range?.lastChild ? valueOf(own, item.host, range.lastChild, scope) : unknown;
    const names = (range?.getChildren("DefName") ?? []).map((one) => textAt(file, one));
    if (list.kind !== "list") return walk(item, body, body, new Map(scope), depth, false);
    for (const one of list.items) {
      const own_ = new Map(scope);
      const [, name] = names;
      if (name) own_.set(name, one);
      walk(item, body, body, own_, depth, isSure);
    }
  };

  run(start, new Map(), 0, true);
  return { steps, called, opaque, conditional };
}
