import type { CallExpr, Expr } from "../../effects/expression.ts";
import { parts } from "../../effects/expressions/aggregates.ts";
import type { TypeName } from "../catalog.ts";
import { refuse } from "../draft.ts";
import { isThere } from "../names.ts";
import { resolveType } from "../objects/types.ts";
import { writtenType } from "../objects/written-type.ts";
import { isCastable } from "../relations/assignable.ts";
import { checkCall } from "./check-call.ts";
import { checkColumn } from "./check-column.ts";
import { assume, type Checking } from "./check-context.ts";
import { checkLiteral } from "./check-literal.ts";
import { checkBoolean, checkOperator } from "./check-operator.ts";
import { checkQuery } from "./check-query.ts";
import { checkOperands, type Operand, shown } from "./check-types.ts";
import { common, settled } from "./common-type.ts";
import { forbidColumn, forbidManyRows, forbidSubquery } from "./expression-place.ts";
import { hasSchema } from "./plain-names.ts";
import type { Frame, InferredType } from "./scope.ts";

const bool: TypeName = { schema: "pg_catalog", name: "bool", dimensions: 0 };

/** The type of an expression as far as it is certain; refused when something that it names is not there. */
export function checkExpr(checking: Checking, expr: Expr, frame: Frame | undefined): InferredType {
  const below = (inner: Expr): InferredType => checkExpr(checking, inner, frame);
  forbidSubquery(expr, frame);
  switch (expr.kind) {
    case "constant":
      return expr.held ? "unknown" : constantType(expr.value);
    case "column":
      forbidColumn(frame);
      return checkColumn(checking, expr, frame);
    case "call": {
      for (const inner of [...(expr.filter ? [expr.filter] : []), ...(expr.over ?? [])])
        below(inner);
      const result = checkArguments(checking, expr, expr.args.map(below));
      forbidManyRows(expr, frame);
      return result;
    }
    case "operator": {
      const left = expr.left ? below(expr.left) : undefined;
      const right = below(expr.right);
      if (expr.over) {
        const each = typeof right === "string" ? undefined : { ...right, dimensions: 0 };
        if (each && typeof right === "object" && right.dimensions > 0)
          checkOperands(checking, expr.name, [expr.left, left ?? "unknown"], [undefined, each]);
        return bool;
      }
      return checkOperator(checking, expr.name, left && [expr.left, left], [expr.right, right]);
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
      return common(checking, "COALESCE", pairs(expr.args, expr.args.map(below)));
    case "array": {
      const element = common(checking, "ARRAY", pairs(expr.items, expr.items.map(below)));
      return typeof element === "string" || element.dimensions > 0
        ? "unknown"
        : { schema: element.schema, name: element.name, dimensions: 1 };
    }
    case "cast":
      return checkCast(checking, expr, frame);
    case "exists":
      checkQuery(checking, expr.query, frame);
      return bool;
    case "scalar": {
      const [column] = checkQuery(checking, expr.query, frame).columns;
      return column === undefined ? "unknown" : settled(column.type);
    }
    case "array-query":
      checkQuery(checking, expr.query, frame);
      return "unknown";
    case "in-query": {
      const left = below(expr.arg);
      const [column] = checkQuery(checking, expr.query, frame).columns;
      if (column)
        checkOperands(checking, expr.operator, [expr.arg, left], [undefined, settled(column.type)]);
      return bool;
    }
    case "and":
    case "or":
      for (const arg of expr.args) checkBoolean(checking, expr.kind.toUpperCase(), below(arg));
      return bool;
    case "not":
      checkBoolean(checking, "NOT", below(expr.arg));
      return bool;
    case "is":
      checkIs(checking, expr, below(expr.arg));
      return bool;
    default:
      for (const part of parts(expr)) below(part);
      return "unknown";
  }
}

/** transformBooleanTest */
function checkIs(
  checking: Checking,
  { what, negated }: Extract<Expr, { kind: "is" }>,
  type: InferredType,
): void {
  if (what !== "null")
    checkBoolean(checking, `IS ${negated ? "NOT " : ""}${what.toUpperCase()}`, type);
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
  const results: Operand[] = [];
  for (const { test, result } of expr.when) {
    const type = checkExpr(checking, test, frame);
    if (arg) checkOperands(checking, "=", [expr.arg, arg], [test, type]);
    else checkBoolean(checking, "CASE/WHEN", type);
    results.push([result, checkExpr(checking, result, frame)]);
  }
  // transformCaseExpr: what ELSE gives counts first.
  if (expr.otherwise) results.unshift([expr.otherwise, checkExpr(checking, expr.otherwise, frame)]);
  return common(checking, "CASE", results);
}

const pairs = (exprs: readonly Expr[], types: readonly InferredType[]): readonly Operand[] =>
  exprs.map((expr, index) => [expr, types[index] ?? "unknown"]);

/** NULLIF compares; GREATEST and LEAST are of one type. */
function checkArguments(
  checking: Checking,
  expr: CallExpr,
  types: readonly InferredType[],
): InferredType {
  const result = checkCall(checking, expr, types);
  const [left, right] = expr.args;
  if (expr.name === "nullif" && left && right)
    checkOperands(checking, "=", [left, types[0] ?? "unknown"], [right, types[1] ?? "unknown"]);
  if (expr.name === "greatest" || expr.name === "least")
    return common(checking, expr.name.toUpperCase(), pairs(expr.args, types));
  return result;
}

/** transformTypeCast: the type is looked up before its argument is read. */
function checkCast(
  checking: Checking,
  expr: Extract<Expr, { kind: "cast" }>,
  frame: Frame | undefined,
): InferredType {
  const { schema } = expr.type;
  if (schema !== undefined && hasSchema(checking.draft.catalog, schema) === false)
    refuse("3F000", `schema "${schema}" does not exist`, { class: "schema", name: schema });
  const { type, found } = resolveType(checking.draft.catalog, expr.type);
  const name = writtenType(expr.type);
  if (found === "absent")
    return refuse("42704", `type "${name}" does not exist`, { class: "type", ...expr.type });
  const from = checkExpr(checking, expr.arg, frame);
  if (isThere(found)) {
    if (typeof from !== "string" && !isCastable(checking.draft.catalog, from, type))
      refuse("42846", `cannot cast type ${shown(checking, from)} to ${shown(checking, type)}`);
    checkLiteral(checking, expr.arg, type);
    return type;
  }
  assume(checking, `type ${name}`, `type "${name}" was not created in view`);
  return "unknown";
}
