import type { SyntaxNode } from "@lezer/common";
import { textOf } from "../host-string.ts";
import type { Step } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";
import { assigned, type Item, type Package } from "./package.ts";
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
  const run: Run = { own, steps: [], called: new Set(), opaque: false, conditional: false };
  runItem(run, start, 0, true);
  const { steps, called, opaque, conditional } = run;
  return { steps, called, opaque, conditional };
}

/** What is gathered on the way. */
interface Run {
  readonly own: Package;
  readonly steps: Step[];
  readonly called: Set<Item>;
  opaque: boolean;
  conditional: boolean;
}

/** Where the walk stands. */
interface Place {
  readonly item: Item;
  /** The statement of the program that a call is in. */
  readonly statement: SyntaxNode;
  readonly scope: Map<string, Value>;
  readonly depth: number;
  /** It is reached whatever the program meets. */
  readonly isSure: boolean;
}

function runItem(run: Run, item: Item, depth: number, isSure: boolean): void {
  const body = item.node.getChild("Block");
  if (body) walk(run, body, { item, statement: body, scope: new Map(), depth, isSure });
}

function walk(run: Run, node: SyntaxNode, at: Place): void {
  const inner = (child: SyntaxNode, isSure = at.isSure): void =>
    walk(run, child, {
      ...at,
      isSure,
      ...(child.name.endsWith("Statement") ? { statement: child } : {}),
    });
  switch (node.name) {
    // What is handed on runs somewhere else, or never.
    case "FunctionLiteral":
      return;
    case "VarDecl":
    case "Assignment": {
      for (const child of childrenOf(node)) inner(child);
      const { host } = at.item;
      for (const spec of [node, ...node.getChildren("VarSpec")]) {
        const name = spec.getChild("DefName") ?? spec.getChild("VariableName");
        const value = assigned(spec);
        if (name && value)
          at.scope.set(textAt(run.own.files[host], name), valueOf(run.own, host, value, at.scope));
      }
      return;
    }
    case "IfStatement":
    case "SwitchStatement":
    case "TypeSwitchStatement":
    case "SelectStatement":
      // `if _, err := db.Exec(…); err != nil { … }`: what stands before the block is always run.
      for (const child of childrenOf(node))
        inner(child, at.isSure && !/^(?:Block|Case|DefaultCase|IfStatement)$/.test(child.name));
      return;
    case "ForStatement":
      return loop(run, node, at);
    case "CallExpr":
      return call(run, node, at);
    default:
      for (const child of childrenOf(node)) inner(child);
  }
}

function call(run: Run, node: SyntaxNode, at: Place): void {
  const file = run.own.files[at.item.host];
  const callee = node.firstChild;
  const args = argumentsOf(node);
  const isMethod = callee?.name === "SelectorExpr";
  if (isMethod) walk(run, callee, at);
  for (const one of args) walk(run, one, at);
  const name = textAt(file, isMethod ? callee.getChild("FieldName") : callee);
  if (isMethod && sends.test(name)) return send(run, args, at);
  const [only, ...others] = run.own.functions.filter((one) => one.name === name);
  if (only && others.length === 0 && only !== at.item && at.depth < 10) {
    run.called.add(only);
    return runItem(run, only, at.depth + 1, at.isSure);
  }
  const takesDatabase = args.some((one) => database.test(textAt(file, one)));
  if (name === "AutoMigrate" || (takesDatabase && !/^(?:defer|close|Close)$/.test(name)))
    run.opaque = true;
}

/** `db.Exec(…)` and the like: a step where its text is known and it is sure to be sent. */
function send(run: Run, args: readonly SyntaxNode[], at: Place): void {
  const { own } = run;
  const { host } = at.item;
  // The context comes first where there is one.
  const isContext = (one: SyntaxNode): boolean =>
    /^(?:\w*ctx\w*|\w*context\b.*)$/i.test(textAt(own.files[host], one));
  const first = args[args[0] && isContext(args[0]) ? 1 : 0];
  const value = valueOf(own, host, first, at.scope);
  const text = beginningOf(value);
  const mayChangeSchema = text === undefined || !leavesSchema.test(text);
  if (!at.isSure && mayChangeSchema) run.conditional = true;
  if (value.kind !== "string") {
    if (mayChangeSchema) run.opaque = true;
    return;
  }
  const isBound = first !== undefined && args.indexOf(first) < args.length - 1;
  if (!at.isSure || (isBound && !changesSchema.test(textOf(value.string)))) return;
  run.steps.push({
    host,
    call: { start: at.statement.from, end: at.statement.to },
    pieces: value.string,
  });
}

function beginningOf(value: Value): string | undefined {
  if (value.kind === "string") return textOf(value.string);
  return value.kind === "unknown" ? value.begins : undefined;
}

/** `for _, one := range list`: the body for each item, where they are known. */
function loop(run: Run, node: SyntaxNode, at: Place): void {
  const { own } = run;
  const { host } = at.item;
  const range = node.getChild("RangeClause");
  const body = node.getChild("Block");
  if (!body) return;
  const list = range?.lastChild ? valueOf(own, host, range.lastChild, at.scope) : unknown;
  if (list.kind !== "list")
    return walk(run, body, { ...at, statement: body, scope: new Map(at.scope), isSure: false });
  const [, item] = range?.getChildren("DefName") ?? [];
  for (const one of list.items) {
    const scope = new Map(at.scope);
    if (item) scope.set(textAt(own.files[host], item), one);
    walk(run, body, { ...at, statement: body, scope });
  }
}
