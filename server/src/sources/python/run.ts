import type { SyntaxNode } from "@lezer/common";
import { nobodyKnows } from "../block.ts";
import type { HostString } from "../host-string.ts";
import type { Step } from "../source.ts";
import { childrenOf, spanOf, textAt } from "../tree.ts";
import { truth } from "./conditions.ts";
import { asCondition } from "./database.ts";
import { emit, emitRaise } from "./emit.ts";
import { evaluate } from "./evaluate.ts";
import { type Answerer, type Frame, otherwiseThan, type Run, type Surrounds } from "./frame.ts";
import { mayDoAnything } from "./harmless.ts";
import { assign, type Module } from "./module.ts";
import type { Call, Scope, Value } from "./value.ts";

export interface Performed {
  readonly steps: readonly Step[];
  /** Something was called that may do anything to the schema. */
  readonly opaque: boolean;
  /** The function always raises. */
  readonly raises: boolean;
}

/** Runs a function of a module as far as constants tell, and collects what it sends to the database, in its order. */
export function perform(
  module: Module,
  name: string,
  answer: Answerer,
  surrounds: Surrounds,
): Performed | undefined {
  const definition = module.functions.get(name);
  const body = definition?.getChild("Body");
  if (!body) return undefined;
  const run: Run = { module, answer, surrounds, steps: [], opaque: false, depth: 0 };
  const frame: Frame = { scope: new Map(module.scope), under: [], over: false, raises: false };
  runBody(run, body, frame);
  return { steps: run.steps, opaque: run.opaque, raises: frame.raises };
}

function runBody(run: Run, body: SyntaxNode, frame: Frame): void {
  for (const node of childrenOf(body)) {
    if (frame.over) return;
    runStatement(run, node, frame);
  }
}

function runStatement(run: Run, node: SyntaxNode, frame: Frame): void {
  const { text } = run.module;
  switch (node.name) {
    case "ExpressionStatement":
    case "ReturnStatement": {
      for (const child of childrenOf(node)) runCalls(run, child, node, frame);
      if (node.name === "ReturnStatement") frame.over = true;
      return;
    }
    case "AssignStatement":
    case "UpdateStatement":
      for (const child of childrenOf(node)) runCalls(run, child, node, frame);
      if (node.name === "AssignStatement") assign(text, node, frame.scope);
      return;
    case "RaiseStatement":
      frame.over = true;
      frame.raises = true;
      return;
    case "IfStatement":
      return runIf(run, node, frame);
    case "ForStatement":
      return runFor(run, node, frame);
    case "WhileStatement":
      return maybe(run, node.getChild("Body"), frame, nobodyKnows);
    case "WithStatement":
      return runWith(run, node, frame);
    case "TryStatement": {
      const [first, ...others] = node.getChildren("Body");
      const caught = childrenOf(node).some((one) => one.name === "except");
      if (caught) maybe(run, first, frame, nobodyKnows);
      else if (first) runBody(run, first, frame);
      for (const other of others) maybe(run, other, frame, nobodyKnows);
      return;
    }
    default:
      return;
  }
}

function runIf(run: Run, node: SyntaxNode, frame: Frame): void {
  const before = frame.under;
  let otherwise: readonly HostString[] = [];
  let condition: Value | undefined;
  let isElse = false;
  for (const child of childrenOf(node)) {
    if (child.name === "else") isElse = true;
    else if (child.name === "Body") {
      const held = isElse ? true : condition ? truth(condition) : undefined;
      if (held === false) continue;
      const sql = condition?.kind === "condition" ? condition.sql : nobodyKnows;
      const own = isElse || held === true ? otherwise : [...otherwise, sql];
      const branch: Frame = { ...frame, under: [...before, ...own], over: false, raises: false };
      runBody(run, child, branch);
      if (branch.over && own.length === 0) {
        frame.over = true;
        frame.raises = branch.raises;
        return;
      }
      if (branch.raises && !isElse && sql !== nobodyKnows) emitRaise(run, child, own, frame);
      if (branch.over && !branch.raises && !isElse)
        frame.under = [...frame.under, otherwiseThan(sql)];
      if (held === true || isElse) return;
      otherwise = [...otherwise, otherwiseThan(sql)];
    } else if (child.name !== "if" && child.name !== "elif" && child.name !== ":") {
      condition = asCondition(evaluate(run.module.text, child, frame.scope));
      runCalls(run, child, node, frame);
    }
  }
}

const mostTurns = 200;

function runFor(run: Run, node: SyntaxNode, frame: Frame): void {
  const body = node.getChild("Body");
  const parts = childrenOf(node);
  const inAt = parts.findIndex((one) => one.name === "in");
  const list = parts[inAt + 1];
  if (!body || !list) return;
  const targets = parts.slice(1, inAt).flatMap(namesIn);
  const values = evaluate(run.module.text, list, frame.scope);
  runCalls(run, list, node, frame);
  const items = itemsOf(values);
  if (!items || items.length > mostTurns) {
    for (const target of targets)
      frame.scope.set(textAt(run.module, target), { kind: "unknown", at: spanOf(target) });
    return maybe(run, body, frame, nobodyKnows);
  }
  for (const item of items) {
    if (frame.over) return;
    for (const [index, target] of targets.entries()) {
      const own =
        targets.length === 1 ? item : item.kind === "list" ? item.items[index] : undefined;
      frame.scope.set(textAt(run.module, target), own ?? { kind: "unknown", at: item.at });
    }
    runBody(run, body, frame);
  }
}

const namesIn = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.name === "VariableName" ? [node] : childrenOf(node).flatMap(namesIn);

/** What a loop goes through: a list, the keys of a dict or its `items()`. */
function itemsOf(value: Value): readonly Value[] | undefined {
  if (value.kind === "list") return value.items;
  if (value.kind === "dict") return value.entries.map(([key]) => key);
  if (value.kind !== "call" || value.of?.kind !== "dict") return undefined;
  if (value.path.endsWith(".items"))
    return value.of.entries.map(([key, one]) => ({ kind: "list", items: [key, one], at: one.at }));
  return value.path.endsWith(".values") ? value.of.entries.map(([, one]) => one) : undefined;
}

function runWith(run: Run, node: SyntaxNode, frame: Frame): void {
  const body = node.getChild("Body");
  if (!body) return;
  const after: Step[] = [];
  const parts = childrenOf(node);
  for (const [index, child] of parts.entries()) {
    if (child.name !== "CallExpression") continue;
    const value = evaluate(run.module.text, child, frame.scope);
    const found = value.kind === "call" ? run.surrounds(value) : undefined;
    if (!found) runCalls(run, child, node, frame);
    else {
      emit(run, found.before, frame);
      after.unshift(...found.after);
    }
    const alias = parts[index + 1]?.name === "as" ? parts[index + 2] : undefined;
    if (alias) frame.scope.set(textAt(run.module, alias), found?.value ?? value);
  }
  runBody(run, body, frame);
  emit(run, after, frame);
}

function maybe(run: Run, body: SyntaxNode | null | undefined, frame: Frame, sql: HostString): void {
  if (!body) return;
  runBody(run, body, { ...frame, under: [...frame.under, sql], over: false, raises: false });
}

const mostCalls = 30;

/** The calls of an expression; the innermost that is known to the answerer, from left to right. */
function runCalls(run: Run, node: SyntaxNode, statement: SyntaxNode, frame: Frame): void {
  if (node.name === "LambdaExpression" || node.name === "Body") return;
  if (node.name !== "CallExpression") {
    for (const child of childrenOf(node)) runCalls(run, child, statement, frame);
    return;
  }
  const { text } = run.module;
  const value = evaluate(text, node, frame.scope);
  if (value.kind === "call") {
    const steps = run.answer(value, { module: run.module, statement, scope: frame.scope });
    if (steps) return emit(run, steps, frame);
    const own = run.module.functions.get(value.path);
    if (own && run.depth < mostCalls) return runOwn(run, own, value, frame);
    if (mayDoAnything(run.module, value)) run.opaque = true;
  }
  for (const child of childrenOf(node)) runCalls(run, child, statement, frame);
}

/** A function of the same module, with its arguments. */
function runOwn(run: Run, definition: SyntaxNode, call: Call, frame: Frame): void {
  const body = definition.getChild("Body");
  const list = definition.getChild("ParamList");
  if (!body || !list) return;
  const scope: Scope = new Map(run.module.scope);
  const names = list.getChildren("VariableName").map((one) => textAt(run.module, one));
  for (const [index, name] of names.entries()) {
    const value = call.keywords.get(name) ?? call.args[index];
    scope.set(name, value ?? { kind: "unknown", at: spanOf(definition) });
  }
  run.depth++;
  runBody(run, body, { scope, under: frame.under, over: false, raises: false });
  run.depth--;
}
