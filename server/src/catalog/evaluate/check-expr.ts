import type { CallExpr, Expr } from "../../effects/expression.ts";
import { parts } from "../../effects/expressions/aggregates.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import { builtinFunctions } from "../builtin/functions.ts";
import type { Catalog, Routine, TypeName } from "../catalog.ts";
import { refuse } from "../draft.ts";
import { isThere } from "../names.ts";
import { resolveType } from "../objects/types.ts";
import { writtenType } from "../objects/written-type.ts";
import { anyRelation, requireRelation, type Wanted } from "../relations/require.ts";
import { castTo } from "./cast.ts";
import { checkColumn } from "./check-column.ts";
import { assume, type Checking } from "./check-context.ts";
import { checkQuery } from "./check-query.ts";
import { checkOperands, shown } from "./check-types.ts";
import { comparisons } from "./compare.ts";
import { toNameRef } from "./regs.ts";
import { findRoutines } from "./routine-names.ts";
import type { Frame, InferredType } from "./scope.ts";
import { parseName } from "./text.ts";
import { isError } from "./value.ts";

const bool: TypeName = { schema: "pg_catalog", name: "bool", dimensions: 0 };

/** The type of an expression as far as it is certain; refused when something that it names is not there. */
export function checkExpr(checking: Checking, expr: Expr, frame: Frame | undefined): InferredType {
  const below = (inner: Expr): InferredType => checkExpr(checking, inner, frame);
  switch (expr.kind) {
    case "constant":
      return constantType(expr.value);
    case "column":
      return checkColumn(checking, expr, frame);
    case "call":
      return checkCall(checking, expr, expr.args.map(below), frame);
    case "operator": {
      const left = expr.left ? below(expr.left) : undefined;
      const right = below(expr.right);
      if (left && !expr.over)
        checkOperands(checking, expr.name, [expr.left, left], [expr.right, right]);
      return comparisons.has(expr.name) || /~|distinct/.test(expr.name) ? bool : "unknown";
    }
    case "in": {
      const left = below(expr.arg);
      for (const item of expr.items)
        checkOperands(checking, "=", [expr.arg, left], [item, below(item)]);
      return bool;
    }
    case "case":
      return checkCase(checking, expr, frame);
    case "coalesce":
      return common(expr.args.map(below));
    case "cast":
      below(expr.arg);
      return castType(checking, expr);
    case "exists":
      checkQuery(checking, expr.query, frame);
      return bool;
    case "scalar": {
      const [column] = checkQuery(checking, expr.query, frame).columns;
      return column === undefined || column.type === "literal" ? "unknown" : column.type;
    }
    case "array-query":
      checkQuery(checking, expr.query, frame);
      return "unknown";
    case "in-query": {
      const left = below(expr.arg);
      const [column] = checkQuery(checking, expr.query, frame).columns;
      if (column)
        checkOperands(checking, expr.operator, [expr.arg, left], [undefined, column.type]);
      return bool;
    }
    case "and":
    case "or":
    case "not":
    case "is":
      for (const part of parts(expr)) below(part);
      return bool;
    default:
      for (const part of parts(expr)) below(part);
      return "unknown";
  }
}

const constantType = (value: string | number | boolean | null): InferredType => {
  if (value === null || typeof value === "string") return "literal";
  if (typeof value === "boolean") return bool;
  const name = !Number.isInteger(value) ? "numeric" : Math.abs(value) < 2 ** 31 ? "int4" : "int8";
  return { schema: "pg_catalog", name, dimensions: 0 };
};

function checkCase(
  checking: Checking,
  expr: Extract<Expr, { kind: "case" }>,
  frame: Frame | undefined,
): InferredType {
  const arg = expr.arg ? checkExpr(checking, expr.arg, frame) : undefined;
  const results: InferredType[] = [];
  for (const { test, result } of expr.when) {
    const type = checkExpr(checking, test, frame);
    if (arg) checkOperands(checking, "=", [expr.arg, arg], [test, type]);
    results.push(checkExpr(checking, result, frame));
  }
  if (expr.otherwise) results.push(checkExpr(checking, expr.otherwise, frame));
  return common(results);
}

/** UNION, CASE and related: certain only where all that have a type have the same. */
function common(types: readonly InferredType[]): InferredType {
  const typed = types.filter((type) => type !== "literal");
  const [first] = typed;
  if (first === undefined) return "literal";
  if (first === "unknown") return first;
  const same = typed.every(
    (type) => type !== "unknown" && type.schema === first.schema && type.name === first.name,
  );
  return same ? first : "unknown";
}

function castType(checking: Checking, expr: Extract<Expr, { kind: "cast" }>): InferredType {
  const { type, found } = resolveType(checking.catalog(), expr.type);
  if (isThere(found)) {
    checkLiteral(checking, expr.arg, type);
    return type;
  }
  const name = writtenType(expr.type);
  if (found === "absent")
    return refuse("42704", `type "${name}" does not exist`, { class: "type", ...expr.type });
  assume(checking, `type ${name}`, `type "${name}" was not created in view`);
  return "unknown";
}

const namedInText: Wanted = { ...anyRelation, inText: true };

/** A string constant is read as its type before anything is evaluated: `'t'::regclass` has to be there. */
function checkLiteral(checking: Checking, arg: Expr, type: TypeName): void {
  if (arg.kind !== "constant" || typeof arg.value !== "string") return;
  if (checking.draft && type.name === "regclass" && type.dimensions === 0) {
    const name = toNameRef(parseName(arg.value));
    if (name && !/^\d+$/.test(arg.value)) requireRelation(checking.draft, name, namedInText);
  }
  const { modifiers, ...plain } = type;
  const read = castTo(checking.catalog(), arg.value, plain);
  if (isError(read)) refuse(read.sqlstate, read.message);
}

function checkCall(
  checking: Checking,
  call: CallExpr,
  args: readonly InferredType[],
  frame: Frame | undefined,
): InferredType {
  for (const expr of [...(call.filter ? [call.filter] : []), ...(call.over ?? [])])
    checkExpr(checking, expr, frame);
  const result = checkRoutine(checking, call, args);
  checkRelationArguments(checking, call);
  return result;
}

/** `setval('s', 5)`: where all functions of the name take a regclass, a constant is read as one. */
function checkRelationArguments(checking: Checking, call: CallExpr): void {
  if (findRoutines(checking.catalog(), call) !== "builtin") return;
  const overloads = builtinFunctions(call.name);
  for (const [index, arg] of call.args.entries())
    if (overloads.length > 0 && overloads.every((one) => one.arguments[index] === "regclass"))
      checkLiteral(checking, arg, { schema: "pg_catalog", name: "regclass", dimensions: 0 });
}

/** 42883 for a function that nobody has by this name, or that takes another number of arguments. */
export function checkRoutine(
  checking: Checking,
  name: NameRef,
  args: readonly InferredType[],
  of: "function" | "procedure" = "function",
): InferredType {
  const found = findRoutines(checking.catalog(), name);
  const written = name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
  if (
    found === "absent" ||
    (typeof found === "object" && noneTakes(checking.catalog(), found.known, args.length))
  )
    return refuse(
      "42883",
      `${of} ${written}(${args.map((arg) => shown(checking, arg)).join(", ")}) does not exist`,
      { class: of, ...nameOnly(name) },
    );
  if (found === "unknown")
    assume(checking, `${of} ${written}`, `${of} "${written}" was not created in view`);
  return found === "builtin" ? builtinResult(name.name) : "unknown";
}

/** Only where there certainly are no others. */
const noneTakes = (catalog: Catalog, known: readonly Routine[], count: number): boolean =>
  catalog.routines.complete &&
  known.every(
    ({ arguments: types, defaults, definition, schema, name }) =>
      types !== undefined &&
      !definition.includes("VARIADIC") &&
      (count > types.length || count < types.length - defaults) &&
      catalog.session.searchPath.every(
        (other) => other === schema || !hasRoutine(catalog, other, name),
      ),
  );

const hasRoutine = (catalog: Catalog, schema: string, name: string): boolean =>
  typeof findRoutines(catalog, { schema, name }) === "object";

const nameOnly = ({ schema, name }: NameRef): NameRef =>
  schema === undefined ? { name } : { schema, name };

/** Where all functions of the name return the same plain type. */
function builtinResult(name: string): InferredType {
  const [first, ...others] = builtinFunctions(name);
  if (!first || others.some((other) => other.returns !== first.returns)) return "unknown";
  if (/^any|^_|^record$/.test(first.returns)) return "unknown";
  return { schema: "pg_catalog", name: first.returns, dimensions: 0 };
}
