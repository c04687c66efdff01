import type { CallExpr, Expr } from "../../effects/expression.ts";
import { isAggregate } from "../../effects/expressions/aggregates.ts";
import { returnsSet } from "../../effects/expressions/set-returning.ts";
import { refuse } from "../draft.ts";
import type { Frame } from "./scope.ts";

/** ParseExprKind, in the words of its messages: where an expression stands that has one value for each row. */
export type ExpressionPlace =
  | "DEFAULT expression"
  | "check constraint"
  | "index expression"
  | "index predicate"
  | "partition key expression"
  | "column generation expression"
  | "transform expression"
  | "policy expression"
  | "trigger WHEN condition";

/** transformSubLink, before the query is read. Policies may ask other tables. */
export function forbidSubquery(expr: Expr, frame: Frame | undefined): void {
  const place = frame?.place;
  if (place === undefined || place === "policy expression" || !subqueries.has(expr.kind)) return;
  refuse("0A000", `cannot use subquery in ${place}`);
}

const subqueries: ReadonlySet<Expr["kind"]> = new Set([
  "exists",
  "scalar",
  "in-query",
  "array-query",
] as const);

/** check_agglevels_and_constraints, transformWindowFuncCall, check_srf_call_placement: once it is known what is called. */
export function forbidManyRows(call: CallExpr, frame: Frame | undefined): void {
  const place = frame?.place;
  if (place === undefined) return;
  const refuseAll = (sqlstate: string, what: string): never =>
    refuse(sqlstate, `${what} functions are not allowed in ${place}s`);
  if (call.over !== undefined) refuseAll("42P20", "window");
  if (isAggregate(call)) refuseAll("42803", "aggregate");
  if (returnsSet(call)) refuseAll("0A000", "set-returning");
}

/** transformColumnRef: a default has no row to read. */
export function forbidColumn(frame: Frame | undefined): void {
  if (frame?.place === "DEFAULT expression")
    refuse("0A000", "cannot use column reference in DEFAULT expression");
}
