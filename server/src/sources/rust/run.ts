import type { SyntaxNode } from "@lezer/common";
import { textOf } from "../host-string.ts";
import type { Step } from "../source.ts";
import { childrenOf } from "../tree.ts";
import { type Crate, type Item, resolve, textAt } from "./crate.ts";
import { type Scope, type Value, valueOf } from "./value.ts";

/** What one function sends to the database, in its order, the functions that it calls included. */
export interface Sent {
  readonly steps: readonly Step[];
  /** Constants that were sent. */
  readonly used: ReadonlySet<SyntaxNode>;
  readonly called: ReadonlySet<Item>;
}

export function perform(crate: Crate, start: Item): Sent {
  const steps: Step[] = [];
  const used = new Set<SyntaxNode>();
  const called = new Set<Item>();

  const run = (item: Item, scope: Map<string, Value>, depth: number): void => {
    const body = item.node.getChild("Block");
    if (body) walk(item, body, body, scope, depth);
  };

  const walk = (
    item: Item,
    node: SyntaxNode,
    statement: SyntaxNode,
    scope: Map<string, Value>,
    depth: number,
  ): void => {
    const file = crate.files[item.host];
    if (node.name === "LetDeclaration") {
      const name = node.getChild("BoundIdentifier");
      for (const child of childrenOf(node)) walk(item, child, node, scope, depth);
      const value = valueOf(crate, item.host, node.lastChild?.prevSibling, scope);
      if (name) scope.set(textAt(file, name), value);
      return;
    }
    if (node.name === "ForExpression") return loop(item, node, scope, depth);
    // What is handed on runs somewhere else, or never.
    if (node.name === "ClosureExpression") return;
    if (node.name === "CallExpression") {
      const sent = sentBy(crate, item.host, node, scope);
      if (sent) {
        if (sent.value?.kind !== "string") return;
        if (sent.value.constant) used.add(sent.value.constant);
        steps.push({
          host: item.host,
          call: { start: statement.from, end: statement.to },
          pieces: sent.value.string,
          ...(sent.prepared ? { prepared: true as const } : {}),
        });
        return;
      }
      const [callee] = childrenOf(node);
      const path =
        callee && /^(?:Scoped)?Identifier$/.test(callee.name) ? textAt(file, callee) : "";
      const own = path === "" ? undefined : resolve(crate.functions, path, item.host);
      if (own && own !== item && depth < 10) {
        called.add(own);
        run(own, new Map(), depth + 1);
        return;
      }
    }
    const isStatement = node.name === "ExpressionStatement";
    for (const child of childrenOf(node))
      walk(item, child, isStatement ? node : statement, scope, depth);
  };

  const loop = (item: Item, node: SyntaxNode, scope: Map<string, Value>, depth: number): void => {
    const parts = childrenOf(node);
    const at = parts.findIndex((one) => one.name === "in");
    const body = node.getChild("Block");
    const list = valueOf(crate, item.host, parts[at + 1], scope);
    if (!body || list?.kind !== "list") return;
    const pattern = parts[at - 1];
    const names = pattern ? namesIn(pattern).map((one) => textAt(crate.files[item.host], one)) : [];
    for (const one of list.items) {
      const inner = new Map(scope);
      for (const [index, name] of names.entries())
        inner.set(
          name,
          names.length === 1 ? one : one?.kind === "list" ? one.items[index] : undefined,
        );
      walk(item, body, body, inner, depth);
    }
  };

  run(start, new Map(), 0);
  return { steps, used, called };
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
