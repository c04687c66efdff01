import type { SyntaxNode } from "@lezer/common";
import { textOf } from "../host-string.ts";
import type { Step } from "../source.ts";
import { childrenOf, textAt } from "../tree.ts";
import { type Crate, type Item, resolve } from "./crate.ts";
import { type Scope, type Value, valueOf } from "./value.ts";

/** What one function sends to the database, in its order, the functions that it calls included. */
export interface Sent {
  readonly steps: readonly Step[];
  /** Constants that were sent. */
  readonly used: ReadonlySet<SyntaxNode>;
  readonly called: ReadonlySet<Item>;
}

export function perform(crate: Crate, start: Item): Sent {
  const run: Run = { crate, steps: [], used: new Set(), called: new Set() };
  runItem(run, start, 0);
  const { steps, used, called } = run;
  return { steps, used, called };
}

/** What is gathered on the way. */
interface Run {
  readonly crate: Crate;
  readonly steps: Step[];
  readonly used: Set<SyntaxNode>;
  readonly called: Set<Item>;
}

/** Where the walk stands. */
interface Place {
  readonly item: Item;
  /** The statement of the program that a call is in. */
  readonly statement: SyntaxNode;
  readonly scope: Map<string, Value>;
  readonly depth: number;
}

function runItem(run: Run, item: Item, depth: number): void {
  const body = item.node.getChild("Block");
  if (body) walk(run, body, { item, statement: body, scope: new Map(), depth });
}

function walk(run: Run, node: SyntaxNode, at: Place): void {
  switch (node.name) {
    case "LetDeclaration": {
      const { crate } = run;
      const { host } = at.item;
      const name = node.getChild("BoundIdentifier");
      for (const child of childrenOf(node)) walk(run, child, { ...at, statement: node });
      const value = valueOf(crate, host, node.lastChild?.prevSibling, at.scope);
      if (name) at.scope.set(textAt(crate.files[host], name), value);
      return;
    }
    case "ForExpression":
      return loop(run, node, at);
    // What is handed on runs somewhere else, or never.
    case "ClosureExpression":
      return;
    case "CallExpression":
      if (call(run, node, at)) return;
  }
  const isStatement = node.name === "ExpressionStatement";
  for (const child of childrenOf(node))
    walk(run, child, isStatement ? { ...at, statement: node } : at);
}

/** Whether it was a call that is followed: then its arguments are not looked into. */
function call(run: Run, node: SyntaxNode, at: Place): boolean {
  const { crate } = run;
  const { host } = at.item;
  const sent = sentBy(crate, host, node, at.scope);
  if (sent) {
    if (sent.value?.kind !== "string") return true;
    if (sent.value.constant) run.used.add(sent.value.constant);
    run.steps.push({
      host,
      call: { start: at.statement.from, end: at.statement.to },
      pieces: sent.value.string,
      ...(sent.prepared ? { prepared: true as const } : {}),
    });
    return true;
  }
  const [callee] = childrenOf(node);
  const isNamed = callee !== undefined && /^(?:Scoped)?Identifier$/.test(callee.name);
  const own = isNamed && resolve(crate.functions, textAt(crate.files[host], callee), host);
  if (!own || own === at.item || at.depth >= 10) return false;
  run.called.add(own);
  runItem(run, own, at.depth + 1);
  return true;
}

/** `for (one, other) in list`: the body for each item, where they are known. */
function loop(run: Run, node: SyntaxNode, at: Place): void {
  const { crate } = run;
  const { host } = at.item;
  const parts = childrenOf(node);
  const word = parts.findIndex((one) => one.name === "in");
  const body = node.getChild("Block");
  const list = valueOf(crate, host, parts[word + 1], at.scope);
  if (!body || list?.kind !== "list") return;
  const pattern = parts[word - 1];
  const names = pattern ? namesIn(pattern).map((one) => textAt(crate.files[host], one)) : [];
  for (const one of list.items) {
    const scope = new Map(at.scope);
    for (const [index, name] of names.entries())
      scope.set(
        name,
        names.length === 1 ? one : one?.kind === "list" ? one.items[index] : undefined,
      );
    walk(run, body, { ...at, statement: body, scope });
  }
}

const namesIn = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.name === "BoundIdentifier" ? [node] : childrenOf(node).flatMap(namesIn);

/** sqlx prepares what `query` is handed; `raw_sql`, `batch_execute` and `execute_batch` send it as it is. */
function sentBy(
  crate: Crate,
  host: number,
  node: SyntaxNode,
  scope: Scope,
): { readonly value: Value; readonly prepared: boolean } | undefined {
  const [callee, list] = childrenOf(node);
  const [, first] = list ? childrenOf(list) : [];
  if (!callee || !first || first.name === ")") return undefined;
  const file = crate.files[host];
  const path = textAt(file, callee);
  if (/^(?:sqlx::)?(?:query|query_as|query_scalar|raw_sql)(?:::<.*>)?$/s.test(path))
    return { value: valueOf(crate, host, first, scope), prepared: !path.includes("raw_sql") };
  const method = callee.name === "FieldExpression" ? callee.getChild("FieldIdentifier") : null;
  const name = method ? textAt(file, method) : "";
  if (name === "batch_execute" || name === "execute_batch" || name === "simple_query")
    return { value: valueOf(crate, host, first, scope), prepared: false };
  if (name !== "execute") return undefined;
  const value = valueOf(crate, host, first, scope);
  return value?.kind === "string" && textOf(value.string) !== ""
    ? { value, prepared: true }
    : undefined;
}
