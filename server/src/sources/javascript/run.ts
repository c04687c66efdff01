import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../text/span.ts";
import { type HostString, joined, made, sliceOf, textOf } from "../host-string.ts";
import type { Step } from "../source.ts";
import { childrenOf } from "../tree.ts";
import { bind, evaluate, items, negated, parametersOf } from "./evaluate.ts";
import { declared, isFunction, type Module, textAt } from "./module.ts";
import { type Scope, spanOf, unknown, type Value } from "./value.ts";

/** A call of something that belongs to the database. */
export interface Called {
  /** `knex.schema.raw`. */
  readonly path: string;
  readonly args: readonly Value[];
  readonly at: Span;
}

/**
 * What such a call means. forgets: it changes a table, or who knows what, in a way that is not read · runs: it calls
 * what it is handed · undefined: nothing that matters.
 */
export type Answer =
  | { readonly kind: "sends"; readonly sql: HostString; readonly before?: true }
  | { readonly kind: "forgets"; readonly table: string | undefined }
  | { readonly kind: "condition"; readonly sql: HostString }
  | { readonly kind: "runs"; readonly function_: Value; readonly args: readonly Value[] }
  | { readonly kind: "outside" }
  | undefined;

export type Answerer = (call: Called) => Answer;

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

interface Run {
  readonly module: Module;
  readonly answer: Answerer;
  readonly methods: ReadonlyMap<string, SyntaxNode>;
  readonly steps: Step[];
  opaque: boolean;
  outside: boolean;
  depth: number;
}

interface Frame {
  readonly scope: Scope;
  /** What must hold for the next statement to be reached, as SQL. */
  under: readonly HostString[];
  over: boolean;
}

const nobodyKnows = made("random() < 0.5", { start: 0, end: 0 });
const mostCalls = 30;
const mostTurns = 200;

function runFunction(
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
  const not = held.kind === "condition" ? negated(held.sql) : nobodyKnows;
  const branch: Frame = { ...frame, under: [...frame.under, sql], over: false };
  runStatement(run, then, branch);
  maybe(run, otherwise, frame, not);
  if (branch.over) frame.under = [...frame.under, not];
}

/** A question for the kind of database: it is PostgreSQL. */
function dialectOf(condition: string): Value | undefined {
  const asked = /([!=])==?\s*["'`](\w[\w-]*)["'`]/.exec(condition);
  if (!asked || /&&|\|\|/.test(condition)) return undefined;
  const is = /^(?:pg|postgres(?:ql)?|pg-native|postgresdb|pglite)$/i.test(asked[2] ?? "");
  const isOther =
    /^(?:mysql2?|mariadb|(?:better-)?sqlite3?|mssql|oracle(?:db)?|cockroachdb?|sqljs|tedious)$/i;
  if (!is && !isOther.test(asked[2] ?? "")) return undefined;
  return { kind: "boolean", value: is === (asked[1] === "=") };
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

/** Whether a table or a column is there: PostgreSQL decides. */
function conditionOf(run: Run, node: SyntaxNode, frame: Frame): Value | undefined {
  if (node.name === "ParenthesizedExpression" || node.name === "AwaitExpression") {
    const inner = childrenOf(node).find((one) => !/^(?:\(|\)|await)$/.test(one.name));
    return inner && conditionOf(run, inner, frame);
  }
  if (node.name === "UnaryExpression" && textAt(run.module, node.firstChild) === "!") {
    const value = node.lastChild ? conditionOf(run, node.lastChild, frame) : undefined;
    return value?.kind === "condition" ? { kind: "condition", sql: negated(value.sql) } : undefined;
  }
  const counted = countOf(run, node, frame);
  if (counted) return counted;
  if (node.name !== "CallExpression") return undefined;
  const call = calledOn(run, node, frame);
  const answer = call && run.answer(call);
  if (answer?.kind === "condition") return answer;
  return answer?.kind === "sends" && /^\s*(?:SELECT|WITH)\b/i.test(textOf(answer.sql))
    ? { kind: "rows", sql: answer.sql }
    : undefined;
}

/** `rows.length > 0` and the like. */
function countOf(run: Run, node: SyntaxNode, frame: Frame): Value | undefined {
  const found = /^(\w+)(?:\.rows)?\.length(?:\s*(>|>=|===?|!==?|<)\s*([01]))?$/.exec(
    textAt(run.module, node),
  );
  const rows = found && frame.scope.get(found[1] ?? "");
  if (!found || rows?.kind !== "rows") return undefined;
  const [, , operator = ">", number = "0"] = found;
  const at = spanOf(node);
  const exists: HostString = [
    ...made("EXISTS (", at, run.module.host),
    ...made(textOf(unended(rows.sql)), at, run.module.host),
    ...made(")", at, run.module.host),
  ];
  const key = `${operator} ${number}`;
  if (/^(?:> 0|>= 1|!==? 0)$/.test(key)) return { kind: "condition", sql: exists };
  return /^(?:===? 0|< 1)$/.test(key) ? { kind: "condition", sql: negated(exists) } : undefined;
}

/** The call as one of the database's own, if it is that. */
function calledOn(run: Run, node: SyntaxNode, frame: Frame): Called | undefined {
  const callee = node.firstChild;
  const list = node.getChild("ArgList");
  if (!callee || !list) return undefined;
  const own = evaluate(run.module, callee, frame.scope);
  const args = items(list).map((one) => evaluate(run.module, one, frame.scope));
  if (own.kind === "handle") return { path: own.path, args, at: spanOf(node) };
  // sql`…`.execute(db)
  if (callee.name !== "MemberExpression") return undefined;
  const object = evaluate(run.module, callee.firstChild, frame.scope);
  const method = textAt(run.module, callee.getChild("PropertyName"));
  return object.kind === "tagged" && args.some(holdsHandle)
    ? { path: `${object.tag}.${method}`, args: [object, ...args], at: spanOf(node) }
    : undefined;
}

const holdsHandle = (value: Value): boolean =>
  value.kind === "handle" ||
  (value.kind === "object" && [...value.entries.values()].some(holdsHandle)) ||
  (value.kind === "list" && value.items.some(holdsHandle));

/** The calls of an expression, as they are made: what they are called on first. */
function runCalls(run: Run, node: SyntaxNode, statement: SyntaxNode, frame: Frame): void {
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

interface Written {
  readonly call: SyntaxNode;
  readonly statement: SyntaxNode;
  readonly first: SyntaxNode | undefined;
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
      run.opaque = true;
      return emit(
        run,
        {
          host: run.module.host,
          call: call.at,
          pieces: forgetting(answer.table, call.at, run.module.host),
        },
        frame,
      );
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
  run.opaque = true;
  const at = spanOf(node);
  emit(
    run,
    { host: run.module.host, call: at, pieces: forgetting(undefined, at, run.module.host) },
    frame,
  );
}

/** A callback that somebody else calls, and that speaks to the database. */
function usesHandle(run: Run, value: Value, frame: Frame): boolean {
  if (value.kind !== "function") return false;
  const text = textAt(run.module, value.node);
  return [...frame.scope].some(
    ([name, one]) =>
      one.kind === "handle" && new RegExp(`\\b${name.replace("$", "\\$")}\\b`).test(text),
  );
}

function stepOf(run: Run, sql: HostString, { call, statement, first }: Written): Step {
  const { text, host } = run.module;
  const line = text.lastIndexOf("\n", statement.from - 1) + 1;
  const indent = text.slice(line, statement.from);
  const isAlone =
    indent.trim() === "" &&
    statement.name === "ExpressionStatement" &&
    first !== undefined &&
    sql[0]?.kind !== "made";
  return {
    host,
    call: spanOf(call),
    pieces: sql,
    before: (written) =>
      isAlone && first
        ? {
            span: { start: line, end: line },
            text: `${indent}${text.slice(statement.from, first.from)}\`${quoted(written)}\`${text.slice(first.to, statement.to)}\n`,
          }
        : undefined,
  };
}

const quoted = (sql: string): string =>
  sql.trim().replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("${", "\\${");

/** What is not read may have made the table, or dropped it: either may be so afterwards. */
function forgetting(table: string | undefined, at: Span, host: number): HostString {
  const change =
    table === undefined
      ? "DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public;"
      : `DROP TABLE IF EXISTS ${identifier(table)} CASCADE;`;
  return made(
    `DO $safe_migrations$ BEGIN IF (random() < 0.5) THEN ${change} END IF; END $safe_migrations$`,
    at,
    host,
  );
}

/** `schema.table`, each part in quotes. */
export const identifier = (name: string): string =>
  name
    .replaceAll('"', "")
    .split(".")
    .map((one) => `"${one}"`)
    .join(".");

/** Without a semicolon at its end. */
const unended = (sql: HostString): HostString =>
  sliceOf(sql, 0, textOf(sql).replace(/[\s;]+$/, "").length);

/** What is not sure to be reached is run under its condition. */
function emit(run: Run, step: Step, frame: Frame): void {
  // A block that leaves all open says "or not" by itself.
  if (frame.under.length === 0 || textOf(step.pieces).includes("$safe_migrations$")) {
    run.steps.push(step);
    return;
  }
  // Whether a transaction ends under a condition nobody can follow.
  if (/^\s*(?:COMMIT|BEGIN)\s*;?\s*$/i.test(textOf(step.pieces))) return;
  // What belongs together is asked apart: after it nothing is called missing.
  if (frame.under.includes(nobodyKnows)) run.opaque = true;
  const { before: _, ...rest } = step;
  const { call, host } = step;
  const conditions = [...new Map(frame.under.map((one) => [textOf(one), one])).values()];
  const some = (text: string): HostString => made(text, call, host);
  run.steps.push({
    ...rest,
    pieces: [
      ...some("DO $safe_migrations$ BEGIN IF ("),
      ...joined(conditions, some(") AND (")),
      ...some(") THEN\n"),
      ...unended(step.pieces),
      ...some("\n; END IF; END $safe_migrations$"),
    ],
  });
}
