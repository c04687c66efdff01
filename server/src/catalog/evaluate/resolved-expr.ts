import type { CallExpr, Expr } from "../../effects/expression.ts";
import { type ArgumentType, literal } from "../builtin/can-coerce.ts";
import { functionForms, operatorForms } from "../builtin/resolve.ts";
import { builtinType } from "../builtin/types.ts";
import type { TypeName } from "../catalog.ts";
import { isThere } from "../names.ts";
import { resolveType } from "../objects/types.ts";
import { argumentType, fromArgumentType } from "./argument-type.ts";
import { isOverloaded } from "./check-call.ts";
import type { Checking } from "./check-context.ts";
import { checkExpr } from "./check-expr.ts";
import { isBuiltinOperator } from "./check-operator.ts";
import { comparisons } from "./compare.ts";
import { findRoutines } from "./routine-names.ts";
import type { Frame, InferredType } from "./scope.ts";

export interface ResolvedExpr {
  readonly expr: Expr;
  readonly type: InferredType;
}

/**
 * An expression as PostgreSQL remembers it (get_rule_expr): what its operators and functions take is fixed, so each
 * literal has a type and what was turned into another type unasked has a cast. Undefined where that is not certain.
 */
export function resolvedExpr(
  checking: Checking,
  expr: Expr,
  frame: Frame,
): ResolvedExpr | undefined {
  const below = (inner: Expr): ResolvedExpr | undefined => resolvedExpr(checking, inner, frame);
  switch (expr.kind) {
    case "constant":
      return expr.held ? undefined : { expr, type: checkExpr(checking, expr, frame) };
    case "column":
      return { expr, type: checkExpr(checking, expr, frame) };
    case "and":
    case "or": {
      const args = all(expr.args.map(below));
      return args && { expr: { ...expr, args: args.map((arg) => arg.expr) }, type: bool };
    }
    case "not":
    case "is": {
      const arg = below(expr.arg);
      return arg && { expr: { ...expr, arg: arg.expr }, type: bool };
    }
    case "operator":
      return resolvedOperator(checking, expr, below);
    case "in":
      return resolvedIn(checking, expr, below);
    case "cast":
      return resolvedCast(checking, expr, below(expr.arg));
    case "coalesce": {
      const args = all(expr.args.map(below));
      const type = args && onlyType(args);
      if (!args || !type) return undefined;
      return { expr: { ...expr, args: args.map((arg) => coerced(arg, type)) }, type };
    }
    case "call":
      return resolvedCall(checking, expr, below, frame);
    default:
      return undefined;
  }
}

const bool: TypeName = { schema: "pg_catalog", name: "bool", dimensions: 0 };

type Below = (inner: Expr) => ResolvedExpr | undefined;

function resolvedOperator(
  checking: Checking,
  expr: Extract<Expr, { kind: "operator" }>,
  below: Below,
): ResolvedExpr | undefined {
  const right = below(expr.right);
  const left = expr.left ? below(expr.left) : undefined;
  if (expr.over || !right || (expr.left && !left)) return undefined;
  const taken = taking(checking, expr.name, left, right);
  if (!taken) return undefined;
  return {
    expr: {
      ...expr,
      ...(left ? { left: coerced(left, taken.left) } : {}),
      right: coerced(right, taken.right),
    },
    type: taken.returns,
  };
}

function resolvedIn(
  checking: Checking,
  expr: Extract<Expr, { kind: "in" }>,
  below: Below,
): ResolvedExpr | undefined {
  const arg = below(expr.arg);
  const items = all(expr.items.map(below));
  const pairs = arg && items && all(items.map((item) => taking(checking, "=", arg, item)));
  const [first] = pairs ?? [];
  if (!arg || !items || !first || !pairs?.every(({ left }) => sameType(left, first.left)))
    return undefined;
  return {
    expr: {
      ...expr,
      arg: coerced(arg, first.left),
      items: items.map((item, at) => coerced(item, pairs[at]?.right ?? first.right)),
    },
    type: bool,
  };
}

/** A cast to the type that it has already leaves nothing behind. */
function resolvedCast(
  checking: Checking,
  expr: Extract<Expr, { kind: "cast" }>,
  arg: ResolvedExpr | undefined,
): ResolvedExpr | undefined {
  const { type, found } = resolveType(checking.draft.catalog, expr.type);
  if (!arg || arg.type === "unknown" || !isThere(found)) return undefined;
  if (arg.type !== "literal" && type.modifiers === undefined && sameType(arg.type, type))
    return arg;
  return { expr: { ...expr, arg: arg.expr }, type };
}

function resolvedCall(
  checking: Checking,
  expr: CallExpr,
  below: Below,
  frame: Frame,
): ResolvedExpr | undefined {
  const { catalog } = checking.draft;
  const { name, star, distinct, variadic, named, filter, over } = expr;
  if (star || distinct || variadic || named || filter || over) return undefined;
  if (findRoutines(catalog, expr) !== "builtin") return undefined;
  const args = all(expr.args.map(below));
  if (!args || (args.length === 1 && builtinType(name))) return undefined;
  if (args.length === 0) return { expr, type: checkExpr(checking, expr, frame) };
  const given = args.map(({ type }) => argumentType(catalog, type));
  if (given.includes(undefined) || isOverloaded(catalog, name, given)) return undefined;
  const [form, ...others] = functionForms(name, given);
  const types = form && others.length === 0 ? certain(form.arguments) : undefined;
  if (!form || types?.length !== args.length) return undefined;
  return {
    expr: { ...expr, args: args.map((arg, at) => coerced(arg, types[at] ?? arg.type)) },
    type: fromArgumentType(form.returns),
  };
}

interface Taken {
  readonly left: InferredType;
  readonly right: InferredType;
  readonly returns: InferredType;
}

/** What the operator takes that these operands mean. */
function taking(
  checking: Checking,
  written: string,
  left: ResolvedExpr | undefined,
  right: ResolvedExpr,
): Taken | undefined {
  const { catalog } = checking.draft;
  const name = /distinct/.test(written) ? "=" : written;
  const own = left && comparisons.has(name) ? enumOf(checking, [left, right]) : undefined;
  if (own) return { left: own, right: own, returns: bool };
  const [one, other]: readonly (ArgumentType | "none")[] = [
    left ? argumentType(catalog, left.type) : "none",
    argumentType(catalog, right.type),
  ];
  if (one === undefined || other === undefined) return undefined;
  const given = one === "none" ? [other] : [one, other];
  const [form, ...others] = operatorForms(name, one, other);
  const types = form && others.length === 0 ? certain(form.arguments) : undefined;
  const last = types?.at(-1);
  if (!form || !types || !last) return undefined;
  // One of pg_catalog that fits as it is comes before all that an extension may bring.
  const isExact = form.arguments.every((type, at) => given[at] === type || given[at] === literal);
  if (!isExact && !isBuiltinOperator(checking, name, given)) return undefined;
  return { left: types[0] ?? last, right: last, returns: fromArgumentType(form.returns) };
}

function enumOf(checking: Checking, operands: readonly ResolvedExpr[]): TypeName | undefined {
  const type = onlyType(operands);
  const key = type && `${type.schema}.${type.name}`;
  const known = key === undefined ? undefined : checking.draft.catalog.types.known.get(key);
  return known?.kind === "enum" && type?.dimensions === 0 ? type : undefined;
}

/** The type of all that are no literals. */
function onlyType(operands: readonly ResolvedExpr[]): TypeName | undefined {
  const typed = operands.flatMap(({ type }) => (type === "literal" ? [] : [type]));
  const [first] = typed;
  if (first === undefined || first === "unknown") return undefined;
  return typed.every((type) => sameType(type, first)) ? first : undefined;
}

/** Undefined where one is polymorphic. */
function certain(types: readonly string[]): readonly TypeName[] | undefined {
  const known = types.map(fromArgumentType).filter((type) => typeof type !== "string");
  return known.length === types.length ? known : undefined;
}

function coerced({ expr, type }: ResolvedExpr, wanted: InferredType): Expr {
  if (typeof wanted === "string" || sameType(type, wanted)) return expr;
  const { schema, name, dimensions } = wanted;
  return { kind: "cast", arg: expr, type: { schema, name, dimensions } };
}

export const sameType = (a: InferredType, b: InferredType): boolean =>
  typeof a === "string" || typeof b === "string"
    ? a === b
    : a.schema === b.schema && a.name === b.name && a.dimensions === b.dimensions;

const all = <T>(items: readonly (T | undefined)[]): readonly T[] | undefined => {
  const there = items.filter((item) => item !== undefined);
  return there.length === items.length ? there : undefined;
};
