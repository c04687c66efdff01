import type { Expr } from "../../effects/expression.ts";
import { parts } from "../../effects/expressions/aggregates.ts";
import { type Binding, bind, type Env } from "./env.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import { isArray, isError, isTyped, isUnknown, type Value } from "./value.ts";

/**
 * Values that columns must have, as a hint: a row source may leave out rows that certainly have others. The condition
 * is evaluated afterwards all the same.
 */
export type Wanted = ReadonlyMap<string, Value>;

const nothingWanted: Wanted = new Map();

/** What of a range its conditions need to know. */
export interface Named {
  readonly alias: string;
  readonly schema?: string;
  readonly has: (column: string) => boolean | "unknown";
}

/** The conditions that AND joins. */
export const conjuncts = (expr: Expr | undefined): readonly Expr[] =>
  !expr ? [] : expr.kind === "and" ? expr.args.flatMap(conjuncts) : [expr];

/** The ranges that a condition reads, by index; "all" where that is not plain to see. */
export function rangesRead(expr: Expr, ranges: readonly Named[]): ReadonlySet<number> | "all" {
  const read = new Set<number>();
  const visit = (inner: Expr): boolean => {
    if (queries.has(inner.kind)) return false;
    if (inner.kind === "column") {
      const index = rangeOf(inner, ranges);
      if (index === "unknown") return false;
      if (index !== undefined) read.add(index);
    }
    return parts(inner).every(visit);
  };
  return visit(expr) ? read : "all";
}

const queries: ReadonlySet<Expr["kind"]> = new Set(["exists", "scalar", "in-query", "array-query"]);

function rangeOf(
  { qualifier, name }: Extract<Expr, { kind: "column" }>,
  ranges: readonly Named[],
): number | "unknown" | undefined {
  const index = ranges.findIndex((range) =>
    qualifier === undefined ? range.has(name) === true : range.alias === qualifier,
  );
  if (index >= 0) return index;
  if (qualifier !== undefined) return undefined;
  return ranges.some((range) => range.has(name) === "unknown") ? "unknown" : undefined;
}

/** Which values of one range's columns the conditions ask for, given the rows that are bound already. */
export function wantedOf(
  env: Env,
  conditions: readonly { readonly expr: Expr; readonly reads: ReadonlySet<number> | "all" }[],
  ranges: readonly Named[],
  of: number,
  bound: ReadonlySet<number>,
  bindings: readonly Binding[],
): Wanted {
  let wanted: Map<string, Value> | undefined;
  let inner: Env | undefined;
  for (const { expr, reads } of conditions) {
    if (reads === "all" || !reads.has(of) || expr.kind !== "operator") continue;
    if (expr.name !== "=" || expr.over || !expr.left) continue;
    for (const [column, other] of [
      [plainColumn(expr.left), expr.right],
      [plainColumn(expr.right), expr.left],
    ] as const) {
      if (!column || rangeOf(column, ranges) !== of) continue;
      const needs = rangesRead(other, ranges);
      if (needs === "all" || [...needs].some((index) => !bound.has(index))) continue;
      inner ??= bind(env, bindings);
      const value = evaluateExpr(inner, other);
      if (value === null || isUnknown(value) || isError(value) || isArray(value) || isTyped(value))
        continue;
      wanted ??= new Map();
      wanted.set(column.name, value);
    }
  }
  return wanted ?? nothingWanted;
}

/** `name::text` asks for the same value. */
function plainColumn(expr: Expr): Extract<Expr, { kind: "column" }> | undefined {
  if (expr.kind === "column") return expr;
  if (expr.kind !== "cast" || expr.arg.kind !== "column") return undefined;
  return /^(text|name|varchar|oid|regclass)$/.test(expr.type.name) ? expr.arg : undefined;
}
