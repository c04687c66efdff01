import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../text/span.ts";
import { onlyWhere, raising } from "../block.ts";
import { type HostString, made, textOf } from "../host-string.ts";
import type { Step } from "../source.ts";
import { asCondition } from "./database.ts";
import { evaluate, truth } from "./evaluate.ts";
import { assign, type Module } from "./module.ts";
import { type Call, childrenOf, type Scope, spanOf, type Value } from "./value.ts";

/** What a call means to the database: steps, nothing at all, or undefined when the answerer does not know it. */
export type Answerer = (
  call: Call & { readonly at: Span },
  at: Place,
) => readonly Step[] | undefined;

/** Where a call stands, for what is written next to it. */
export interface Place {
  readonly module: Module;
  /** The statement of the program that it is in. */
  readonly statement: SyntaxNode;
  readonly scope: Scope;
}

export interface Performed {
  readonly steps: readonly Step[];
  /** Something was called that may do anything to the schema. */
  readonly opaque: boolean;
  /** The function always raises. */
  readonly raises: boolean;
}

/** How a `with` block changes what is in it: its own steps before and after, and the name that it gives. */
export type Surrounds = (
  call: Call & { readonly at: Span },
) =>
  | { readonly before: readonly Step[]; readonly after: readonly Step[]; readonly value?: Value }
  | undefined;

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

interface Run {
  readonly module: Module;
  readonly answer: Answerer;
  readonly surrounds: Surrounds;
  readonly steps: Step[];
  opaque: boolean;
  depth: number;
}

interface Frame {
  readonly scope: Scope;
  /** What must hold for the next statement to be reached, as SQL; `unknown` where nobody knows. */
  under: readonly HostString[];
  /** Returned, or raised. */
  over: boolean;
  raises: boolean;
}

const unknown = made("random() < 0.5", { start: 0, end: 0 });
const not = (sql: HostString): HostString =>
  sql === unknown
    ? unknown
    : [...made("NOT (", { start: 0, end: 0 }), ...sql, ...made(")", { start: 0, end: 0 })];

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
      return maybe(run, node.getChild("Body"), frame, unknown);
    case "WithStatement":
      return runWith(run, node, frame);
    case "TryStatement": {
      const [first, ...others] = node.getChildren("Body");
      const caught = childrenOf(node).some((one) => one.name === "except");
      if (caught) maybe(run, first, frame, unknown);
      else if (first) runBody(run, first, frame);
      for (const other of others) maybe(run, other, frame, unknown);
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
      const sql = condition?.kind === "condition" ? condition.sql : unknown;
      const own = isElse || held === true ? otherwise : [...otherwise, sql];
      const branch: Frame = { ...frame, under: [...before, ...own], over: false, raises: false };
      runBody(run, child, branch);
      if (branch.over && own.length === 0) {
        frame.over = true;
        frame.raises = branch.raises;
        return;
      }
      if (branch.raises && !isElse && sql !== unknown) emitRaise(run, child, own, frame);
      if (branch.over && !branch.raises && !isElse) frame.under = [...frame.under, not(sql)];
      if (held === true || isElse) return;
      otherwise = [...otherwise, not(sql)];
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
      frame.scope.set(nameOf(run, target), { kind: "unknown", at: spanOf(target) });
    return maybe(run, body, frame, unknown);
  }
  for (const item of items) {
    if (frame.over) return;
    for (const [index, target] of targets.entries()) {
      const own =
        targets.length === 1 ? item : item.kind === "list" ? item.items[index] : undefined;
      frame.scope.set(nameOf(run, target), own ?? { kind: "unknown", at: item.at });
    }
    runBody(run, body, frame);
  }
}

const nameOf = (run: Run, node: SyntaxNode): string => run.module.text.slice(node.from, node.to);

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
    if (alias) frame.scope.set(nameOf(run, alias), found?.value ?? value);
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
  const names = list.getChildren("VariableName").map((one) => nameOf(run, one));
  for (const [index, name] of names.entries()) {
    const value = call.keywords.get(name) ?? call.args[index];
    scope.set(name, value ?? { kind: "unknown", at: spanOf(definition) });
  }
  run.depth++;
  runBody(run, body, { scope, under: frame.under, over: false, raises: false });
  run.depth--;
}

/** A call into the project's own modules, which may do what it likes with the database. */
function mayDoAnything(module: Module, call: Call): boolean {
  const [root = ""] = call.path.split(".");
  const from = module.imports.get(root);
  return from !== undefined && !harmless.test(from);
}

const harmless =
  /^(?:alembic|sqlalchemy|sqlalchemy_utils|sqlmodel|geoalchemy2|pgvector|advanced_alchemy|typing|logging|datetime|json|uuid|os|sys|re|textwrap|pathlib|enum|collections|itertools|functools|decimal|time|math|random|hashlib|secrets|string|contextlib|warnings|csv|io|base64|copy|structlog|dateutil|pytz|passlib|bcrypt|__future__)(?:\.|$)/;

/** `if not row: raise …`: PostgreSQL can say the same, so that a row which is missing stops the simulation too. */
function emitRaise(run: Run, body: SyntaxNode, under: readonly HostString[], frame: Frame): void {
  const raise = body.getChild("RaiseStatement");
  const call = spanOf(raise ?? body);
  const all = [...frame.under, ...under];
  if (all.includes(unknown)) return;
  run.steps.push({
    host: 0,
    call,
    pieces: onlyWhere(all, raising(messageOf(run, raise), call), call),
    raises: true,
  });
}

const messageOf = (run: Run, raise: SyntaxNode | null): string =>
  raise ? run.module.text.slice(raise.from, raise.to).replace(/\s+/g, " ") : "";

/** What is not sure to be reached is run under its condition. */
function emit(run: Run, steps: readonly Step[], frame: Frame): void {
  if (frame.under.length === 0) {
    run.steps.push(...steps);
    return;
  }
  const conditions = [...new Map(frame.under.map((one) => [textOf(one), one])).values()];
  for (const step of steps) {
    const { options: _, before: __, ...rest } = step;
    run.steps.push({ ...rest, pieces: onlyWhere(conditions, step.pieces, step.call) });
  }
}
