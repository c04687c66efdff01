import type { Catalog } from "../catalog/catalog.ts";
import { refuse, refuseFor } from "../catalog/draft.ts";
import { cast } from "../catalog/evaluate/cast.ts";
import { checkingDraft } from "../catalog/evaluate/check-context.ts";
import { checkExpr } from "../catalog/evaluate/check-expr.ts";
import { checkQuery } from "../catalog/evaluate/check-query.ts";
import { failed, newEnv, type Rows } from "../catalog/evaluate/env.ts";
import { evaluateExpr } from "../catalog/evaluate/evaluate-expr.ts";
import { queryRows } from "../catalog/evaluate/query-rows.ts";
import type { Scope } from "../catalog/evaluate/scope.ts";
import { isError, isKnown, isUnknown, unknown, type Value } from "../catalog/evaluate/value.ts";
import type { Expr, Query } from "../effects/expression.ts";
import { asksCatalog } from "./asks-catalog.ts";
import { closeWorld } from "./close-world.ts";
import { refuseContested } from "./contested.ts";
import { declaredTypeOf } from "./declared-type.ts";
import { type Plan, planExpression } from "./plans.ts";
import type { Run } from "./run.ts";
import { read } from "./variables.ts";

/** An expression of a body with the variables' values of this moment. */
export interface Question {
  readonly expr: Expr;
  readonly values: readonly Value[];
}

/** Refused where a name in it is not there. */
export function question(run: Run, line: number, text: string): Question {
  run.at = { line, sql: text };
  const plan = planExpression(run, text);
  const values = slotValues(run, plan);
  checkExpr(checkingDraft(run.draft, scopeOf(values)), plan.what, undefined);
  return { expr: plan.what, values };
}

/** The values that a plan's parameters have now. */
export function slotValues(run: Run, plan: Plan<unknown>): readonly Value[] {
  refuseContested(run, plan.contested);
  return plan.slots.map((names) => read(run, names));
}

const scopeOf = (values: readonly Value[], run?: Run): Scope => ({
  parameter: (number) => values[number - 1],
  ...(run
    ? {
        call: (_, name, args) => run.call(run, name, args),
      }
    : {}),
});

/** What it is over this catalog; functions that somebody wrote are called. */
export const answer = (run: Run, { expr, values }: Question, catalog: Catalog): Value =>
  evaluateExpr(newEnv(catalog, scopeOf(values, run)), expr);

/**
 * The same over the world in which nothing is unseen; no function is called a second time. Not known for what does
 * not ask the catalog.
 */
export const closedAnswer = ({ expr, values }: Question, catalog: Catalog): Value =>
  asksCatalog(expr) ? evaluateExpr(newEnv(closeWorld(catalog), scopeOf(values)), expr) : unknown;

/**
 * The value of an expression. Where the catalog leaves it open, what nobody showed is taken to be absent; what
 * is not known even so stays unknown.
 */
export function evaluateText(run: Run, line: number, text: string): Value {
  const asked = question(run, line, text);
  const value = answer(run, asked, run.draft.catalog);
  if (isError(value)) return refuseFor(value);
  if (isKnown(value) || !asksCatalog(asked.expr)) return value;
  const closed = closedAnswer(asked, run.draft.catalog);
  return isKnown(closed) ? closed : value;
}

/** The rows of a query, with the same assumption. */
export function rowsOf(run: Run, query: Query, values: readonly Value[]): Rows {
  checkQuery(checkingDraft(run.draft, scopeOf(values)), query, undefined);
  const rows = queryRows(newEnv(run.draft.catalog, scopeOf(values, run)), query);
  if (failed(rows)) return refuseFor(rows);
  if (isSettled(rows) || !asksCatalog(query)) return rows;
  const closed = queryRows(newEnv(closeWorld(run.draft.catalog), scopeOf(values)), query);
  return !failed(closed) && isSettled(closed) ? closed : rows;
}

const isSettled = ({ rows }: Rows): boolean => rows.every((row) => row.presence === "certain");

/** As an assignment to a variable of this type has it. */
export function convert(run: Run, value: Value, type: string): Value {
  const target = value === null ? undefined : declaredTypeOf(run.machine.parser, type);
  if (!target) return value;
  const made = cast(run.draft.catalog, value, target);
  if (isError(made)) return refuseFor(made);
  return isUnknown(made) && isUnknown(value) ? value : made;
}

export function integerOf(
  run: Run,
  line: number,
  text: string,
  whenNull: string,
): number | "unknown" {
  const value = convert(run, evaluateText(run, line, text), "integer");
  if (value === null) refuse("22004", whenNull);
  return typeof value === "number" ? value : "unknown";
}
