import type { SyntaxNode } from "@lezer/common";
import { nobodyKnows, not } from "../block.ts";
import type { HostString } from "../host-string.ts";
import type { Step } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";
import type { Answerer } from "./answer.ts";
import { runCalls } from "./calls.ts";
import { conditionOf, dialectOf } from "./conditions.ts";
import { evaluate } from "./evaluate.ts";
import type { Frame, Run } from "./frame.ts";
import { declared, isFunction, type Module } from "./module.ts";
import { bind, parametersOf } from "./patterns.ts";
import { type Scope, unknown, type Value } from "./value.ts";

export interface Performed {
  readonly steps: readonly Step[];
  /** Something in it may have done anything. */
  readonly opaque: boolean;
  /** It asks to run without a transaction. */
  readonly outside: boolean;
}

/** Runs a function as far as constants tell, and collects what it sends to the database, in its order. */
export function perform(
  module: Module,
  definition: SyntaxNode,
  args: readonly Value[],
  own: Scope,
  methods: ReadonlyMap<string, SyntaxNode>,
  answer: Answerer,
): Performed {
  const run: Run = { module, answer, methods, steps: [], opaque: false, outside: false, depth: 0 };
  runFunction(run, definition, args, own, []);
  return { steps: run.steps, opaque: run.opaque, outside: run.outside };
}

const mostCalls = 30;
const mostTurns = 200;

export function runFunction(
  run: Run,
  definition: SyntaxNode,
  args: readonly Value[],
  outer: Scope,
  under: readonly HostString[],
): void {
  if (run.depth > mostCalls) return;
  const scope: Scope = new Map(outer);
  for (const [index, one] of parametersOf(definition).entries())
    bind(run.module, one, args[index] ?? unknown, scope);
  const body = definition.lastChild;
  if (!body) return;
  const frame: Frame = { scope, under, over: false };
  run.depth++;
  if (body.name === "Block") runBlock(run, body, frame);
  else runCalls(run, body, body, frame);
  run.depth--;
}

function runBlock(run: Run, block: SyntaxNode, frame: Frame): void {
  // Functions that a block declares can be called above their place.
  for (const one of block.getChildren("FunctionDeclaration"))
    frame.scope.set(textAt(run.module, one.getChild("VariableDefinition")), {
      kind: "function",
      node: one,
      scope: frame.scope,
    });
  for (const node of childrenOf(block)) {
    if (frame.over) return;
    runStatement(run, node, frame);
  }
}

function runStatement(run: Run, node: SyntaxNode, frame: Frame): void {
  switch (node.name) {
    case "Block":
      return runBlock(run, node, frame);
    case "ExpressionStatement":
      return runCalls(run, node, node, frame);
    case "ReturnStatement":
      runCalls(run, node, node, frame);
      frame.over = true;
      return;
    case "ThrowStatement":
      frame.over = true;
      return;
    case "VariableDeclaration":
      for (const [name, value] of declared(node)) {
        // What nobody waits for is a query that is only built.
        const isAwaited = /\bawait\b/.test(textAt(run.module, value)) && !isFunction(value);
        if (isAwaited) runCalls(run, value, node, frame);
        bind(
          run.module,
          name,
          conditionOf(run, value, frame) ?? evaluate(run.module, value, frame.scope),
          frame.scope,
        );
      }
      return;
    case "IfStatement":
      return runIf(run, node, frame);
    case "ForStatement":
      return runFor(run, node, frame);
    case "TryStatement": {
      const caught = node.getChild("CatchClause");
      const body = node.getChild("Block");
      if (caught) maybe(run, body, frame, nobodyKnows);
      else if (body) runBlock(run, body, frame);
      maybe(run, caught?.getChild("Block"), frame, nobodyKnows);
      const last = node.getChild("FinallyClause")?.getChild("Block");
      if (last) runBlock(run, last, frame);
      return;
    }
    case "WhileStatement":
    case "DoStatement":
    case "SwitchStatement":
      for (const child of childrenOf(node))
        if (/Statement$|^Block$|^SwitchBody$/.test(child.name))
          maybe(run, child, frame, nobodyKnows);
      return;
    case "SwitchBody":
      for (const child of childrenOf(node)) runStatement(run, child, frame);
      return;
    default:
  }
}

function maybe(run: Run, body: SyntaxNode | null | undefined, frame: Frame, sql: HostString): void {
  if (!body) return;
  runStatement(run, body, { ...frame, under: [...frame.under, sql], over: false });
}

function runIf(run: Run, node: SyntaxNode, frame: Frame): void {
  const condition = node.getChild("ParenthesizedExpression");
  const parts = childrenOf(node);
  const elseAt = parts.findIndex((one) => one.name === "else");
  const then = parts[parts.findIndex((one) => one.name === "ParenthesizedExpression") + 1];
  const otherwise = elseAt < 0 ? undefined : parts[elseAt + 1];
  if (!condition || !then) return;
  runCalls(run, condition, node, frame);
  const held =
    dialectOf(textAt(run.module, condition)) ??
    conditionOf(run, condition, frame) ??
    evaluate(run.module, condition, frame.scope);
  if (held.kind === "boolean") {
    const branch = held.value ? then : otherwise;
    if (branch) runStatement(run, branch, frame);
    return;
  }
  const sql = held.kind === "condition" ? held.sql : nobodyKnows;
  const contrary = held.kind === "condition" ? not(held.sql) : nobodyKnows;
  const branch: Frame = { ...frame, under: [...frame.under, sql], over: false };
  runStatement(run, then, branch);
  maybe(run, otherwise, frame, contrary);
  if (branch.over) frame.under = [...frame.under, contrary];
}

function runFor(run: Run, node: SyntaxNode, frame: Frame): void {
  const spec = node.getChild("ForOfSpec");
  const body = node.lastChild;
  if (!body) return;
  const parts = spec ? childrenOf(spec) : [];
  const list = parts[parts.findIndex((one) => one.name === "of") + 1];
  const target = parts.find(
    (one) => one.name === "VariableDefinition" || one.name.endsWith("Pattern"),
  );
  const values = spec && list ? evaluate(run.module, list, frame.scope) : unknown;
  if (!target || values.kind !== "list" || values.items.length > mostTurns) {
    if (target) bind(run.module, target, unknown, frame.scope);
    return maybe(run, body, frame, nobodyKnows);
  }
  for (const item of values.items) {
    if (frame.over) return;
    bind(run.module, target, item, frame.scope);
    runStatement(run, body, frame);
  }
}
