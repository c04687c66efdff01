import type { Expr, Query } from "../../effects/expression.ts";
import { isAggregate, someExpr } from "../../effects/expressions/aggregates.ts";
import { aggregate } from "./aggregate.ts";
import { callFunction } from "./call.ts";
import { cast } from "./cast.ts";
import { equal } from "./compare.ts";
import { type Env, failed, firstOf, readColumn } from "./env.ts";
import { operate, overArray } from "./operate.ts";
import { subqueryRows } from "./query-rows.ts";
import { existence, membership, scalar } from "./sub-query.ts";
import {
  asBoolean,
  isArray,
  isError,
  isOid,
  isScalar,
  isUnknown,
  perhapsNull,
  someValue,
  unknown,
  type Value,
} from "./value.ts";

/** An expression whose names have been checked, for the rows that the environment binds. */
export function evaluateExpr(env: Env, expr: Expr): Value {
  const below = (inner: Expr): Value => evaluateExpr(env, inner);
  switch (expr.kind) {
    case "constant":
      return expr.value;
    case "column":
      return expr.name === "*" ? unknown : readColumn(env, expr);
    case "parameter": {
      const value = env.scope.parameter?.(expr.number);
      return value === undefined ? unknown : value;
    }
    case "and":
    case "or":
      return junction(env, expr.args, expr.kind === "and");
    case "not": {
      const value = below(expr.arg);
      if (isError(value)) return value;
      const known = asBoolean(value);
      return known === "unknown" ? unknown : known === null ? null : !known;
    }
    case "is":
      return test(below(expr.arg), expr.what, expr.negated);
    case "in":
      return inList(env, expr);
    case "operator": {
      const left = expr.left === undefined ? undefined : below(expr.left);
      if (left !== undefined && isError(left)) return left;
      const right = below(expr.right);
      if (isError(right)) return right;
      return expr.over && left !== undefined
        ? overArray(expr.name, left, right, expr.over)
        : operate(expr.name, left, right);
    }
    case "cast":
      return cast(env.catalog, below(expr.arg), expr.type);
    case "case":
      return caseOf(env, expr);
    case "coalesce":
      return coalesce(expr.args, below);
    case "array":
    case "row": {
      const items = expr.items.map(below);
      return items.find(isError) ?? items;
    }
    case "subscript": {
      const [array, index] = [below(expr.arg), expr.index ? below(expr.index) : unknown];
      if (!isArray(array) || typeof index !== "number") return unknown;
      return array[index - 1] ?? null;
    }
    case "exists":
      return exists(env, expr.query);
    case "scalar":
      return scalar(subqueryRows(env, expr.query));
    case "in-query":
      return membership(below(expr.arg), expr.operator, expr.over, subqueryRows(env, expr.query));
    case "array-query": {
      const rows = subqueryRows(env, expr.query);
      if (failed(rows)) return rows;
      const certain = rows.rows.every((row) => row.presence === "certain");
      return certain ? rows.rows.map((row) => firstOf(row.values)) : unknown;
    }
    case "call":
      return env.group && isAggregate(expr)
        ? aggregate(env, expr, env.group)
        : callFunction(env, expr);
    case "field":
    case "default":
    case "opaque":
      return unknown;
    default:
      return expr satisfies never;
  }
}

/** simplify_EXISTS_query: of a plain query nobody looks at what it gives. */
function exists(env: Env, query: Query): Value {
  const answer = existence(subqueryRows(env, query));
  if (!isError(answer)) return answer;
  if (query.kind === "values") return query.rows.length > 0;
  const isPlain =
    query.kind === "select" &&
    query.having === undefined &&
    !query.items.some(({ value }) => value !== "star" && someExpr(value, isAggregate));
  return isPlain ? existence(subqueryRows(env, { ...query, items: [], distinct: false })) : answer;
}

/** AND (`stop` is what decides it: false) and OR (true), left to right. */
function junction(env: Env, args: readonly Expr[], isAnd: boolean): Value {
  let result: Value = isAnd;
  for (const arg of args) {
    const value = evaluateExpr(env, arg);
    // PostgreSQL may have stopped before it.
    if (isError(value)) return result === unknown ? unknown : value;
    const known = asBoolean(value);
    if (known === !isAnd) return known;
    if (known === "unknown") result = unknown;
    else if (known === null && result !== unknown) result = null;
  }
  return result;
}

function test(value: Value, what: "null" | "true" | "false" | "unknown", negated: boolean): Value {
  if (isError(value)) return value;
  if (what === "null" || what === "unknown") {
    if (isOid(value) && value.maybe) return unknown;
    if (!isUnknown(value)) return (value === null) !== negated;
    const sure = value.notNull || value.isNot || value.atLeast !== undefined;
    return sure ? negated : unknown;
  }
  const known = asBoolean(value);
  if (known === "unknown") return unknown;
  return (known === (what === "true")) !== negated;
}

const constants = new WeakMap<object, ReadonlySet<string> | "mixed">();

/** The texts of a long list of string constants. */
function constantSet(items: readonly Expr[]): ReadonlySet<string> | "mixed" {
  const found = constants.get(items);
  if (found) return found;
  const texts = items.map((item) => (item.kind === "constant" ? item.value : undefined));
  const strings = texts.every((text): text is string => typeof text === "string");
  const set = strings ? new Set(texts) : "mixed";
  constants.set(items, set);
  return set;
}

function inList(env: Env, { arg, items, negated }: Extract<Expr, { kind: "in" }>): Value {
  const value = evaluateExpr(env, arg);
  if (isError(value) || value === null) return value;
  const set = typeof value === "string" && items.length > 8 ? constantSet(items) : "mixed";
  if (set !== "mixed" && typeof value === "string") return set.has(value) !== negated;
  let result: Value = false;
  for (const item of items) {
    const other = evaluateExpr(env, item);
    if (isError(other)) return other;
    const same = other === null ? null : equal(value, other);
    if (same === true) return !negated;
    if (same !== false && result !== unknown) result = same === null ? null : unknown;
  }
  return result === false ? negated : result;
}

function caseOf(env: Env, expr: Extract<Expr, { kind: "case" }>): Value {
  const arg = expr.arg ? evaluateExpr(env, expr.arg) : undefined;
  if (arg !== undefined && isError(arg)) return arg;
  for (const { test: when, result } of expr.when) {
    const value = evaluateExpr(env, when);
    if (isError(value)) return value;
    const holds = arg === undefined ? asBoolean(value) : asBoolean(operate("=", arg, value));
    if (holds === "unknown") return givesNull(expr) ? perhapsNull : unknown;
    if (holds) return evaluateExpr(env, result);
  }
  return expr.otherwise ? evaluateExpr(env, expr.otherwise) : null;
}

const givesNull = ({ when, otherwise }: Extract<Expr, { kind: "case" }>): boolean =>
  [...when.map(({ result }) => result), otherwise].some(
    (result) => !result || (result.kind === "constant" && result.value === null),
  );

function coalesce(args: readonly Expr[], below: (expr: Expr) => Value): Value {
  for (const [index, arg] of args.entries()) {
    const value = below(arg);
    if (value === null) continue;
    if (isOid(value) ? !value.maybe : !isUnknown(value) || value.notNull) return value;
    const last = args.at(-1);
    return index < args.length - 1 && last && isScalar(below(last)) ? someValue : unknown;
  }
  return null;
}
