import type { SyntaxNode } from "@lezer/common";
import { escaped } from "../../text/escape.ts";
import { childrenOf, spanOf, textAt } from "../tree.ts";
import type { Answer, Called } from "./answer.ts";
import { calledOn, holdsHandle } from "./conditions.ts";
import { emit, forget, stepOf, type Written } from "./emit.ts";
import { evaluate } from "./evaluate.ts";
import type { Frame, Run } from "./frame.ts";
import { items } from "./items.ts";
import { isFunction } from "./module.ts";
import { runFunction } from "./run.ts";
import type { Value } from "./value.ts";

const mostTurns = 200;

/** The calls of an expression, as they are made: what they are called on first. */
export function runCalls(run: Run, node: SyntaxNode, statement: SyntaxNode, frame: Frame): void {
  if (isFunction(node)) return;
  if (node.name !== "CallExpression") {
    for (const child of childrenOf(node)) runCalls(run, child, statement, frame);
    return;
  }
  const callee = node.firstChild;
  const list = node.getChild("ArgList");
  if (!callee || !list) return;
  if (callee.name === "MemberExpression" && callee.firstChild)
    runCalls(run, callee.firstChild, statement, frame);
  const call = calledOn(run, node, frame);
  if (call) {
    const answer = run.answer(call);
    const first = items(list)[0];
    if (answer) take(run, answer, call, { call: node, statement, first }, frame);
    return;
  }
  for (const one of items(list)) runCalls(run, one, statement, frame);
  runOther(run, node, callee, items(list), frame);
}

function take(
  run: Run,
  answer: Exclude<Answer, undefined>,
  call: Called,
  at: Written,
  frame: Frame,
): void {
  switch (answer.kind) {
    case "sends":
      return emit(run, stepOf(run, answer.sql, at), frame);
    case "forgets":
      return forget(run, answer.table, call.at);
    case "runs":
      if (answer.function_.kind === "function")
        runFunction(run, answer.function_.node, answer.args, answer.function_.scope, frame.under);
      return;
    case "outside":
      run.outside = true;
      return;
    default:
  }
}

/** A function of the file, a loop over what is known, or something of which nobody knows what it does. */
function runOther(
  run: Run,
  node: SyntaxNode,
  callee: SyntaxNode,
  args: readonly SyntaxNode[],
  frame: Frame,
): void {
  const values = args.map((one) => evaluate(run.module, one, frame.scope));
  const functions = values.filter((one) => one.kind === "function");
  if (callee.name === "MemberExpression" && callee.firstChild) {
    const name = textAt(run.module, callee.getChild("PropertyName"));
    const method = callee.firstChild.name === "this" ? run.methods.get(name) : undefined;
    if (method) return runFunction(run, method, values, frame.scope, frame.under);
    const list = evaluate(run.module, callee.firstChild, frame.scope);
    const [each] = functions;
    if (
      list.kind === "list" &&
      /^(?:forEach|map|flatMap)$/.test(name) &&
      each?.kind === "function"
    ) {
      for (const item of list.items.slice(0, mostTurns))
        runFunction(run, each.node, [item], each.scope, frame.under);
      return;
    }
  }
  if (/^Promise\b/.test(textAt(run.module, callee))) return;
  const own = evaluate(run.module, callee, frame.scope);
  if (own.kind === "function") return runFunction(run, own.node, values, own.scope, frame.under);
  const isHanded = values.some(holdsHandle) || functions.some((one) => usesHandle(run, one, frame));
  if (!isHanded) return;
  forget(run, undefined, spanOf(node));
}

/** A callback that somebody else calls, and that speaks to the database. */
function usesHandle(run: Run, value: Value, frame: Frame): boolean {
  if (value.kind !== "function") return false;
  const text = textAt(run.module, value.node);
  return [...frame.scope].some(
    ([name, one]) => one.kind === "handle" && new RegExp(`\\b${escaped(name)}\\b`).test(text),
  );
}
