import type { Expr, Query } from "../../effects/expression.ts";
import type { Catalog } from "../catalog.ts";
import { type Draft, Refusal } from "../draft.ts";
import { type Checking, checkingCatalog, checkingDraft } from "./check-context.ts";
import { checkExpr } from "./check-expr.ts";
import { checkQuery } from "./check-query.ts";
import { failed, newEnv } from "./env.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import { queryRows } from "./query-rows.ts";
import type { Scope } from "./scope.ts";
import { type ErrorValue, errorValue, type Value } from "./value.ts";

/** The rows of a query: `complete` when there are no others than these. */
export interface QueryRows {
  /** Undefined where not all output columns are known; then `values` are empty. */
  readonly columns: readonly string[] | undefined;
  readonly rows: readonly { readonly values: readonly Value[]; readonly certain: boolean }[];
  readonly complete: boolean;
}

/** What an expression is worth; an error where PostgreSQL would refuse it, be it for a name that is missing. */
export const evaluate = (catalog: Catalog, expr: Expr, scope: Scope = {}): Value =>
  evaluated(checkingCatalog(catalog, scope), expr);

/** The same; what is not known of the names in it is a doubt, and learnt. */
export const evaluateIn = (draft: Draft, expr: Expr, scope: Scope = {}): Value =>
  evaluated(checkingDraft(draft, scope), expr);

export const rowsOf = (catalog: Catalog, query: Query, scope: Scope = {}): QueryRows | ErrorValue =>
  queried(checkingCatalog(catalog, scope), query);

export const rowsIn = (draft: Draft, query: Query, scope: Scope = {}): QueryRows | ErrorValue =>
  queried(checkingDraft(draft, scope), query);

function evaluated(checking: Checking, expr: Expr): Value {
  const refused = refusal(() => checkExpr(checking, expr, undefined));
  return refused ?? evaluateExpr(newEnv(checking.catalog(), checking.scope), expr);
}

function queried(checking: Checking, query: Query): QueryRows | ErrorValue {
  const refused = refusal(() => checkQuery(checking, query, undefined));
  if (refused) return refused;
  const result = queryRows(newEnv(checking.catalog(), checking.scope), query);
  if (failed(result)) return result;
  return {
    columns: result.columns,
    rows: result.rows
      .filter((row) => row.presence !== "many")
      .map(({ values, presence }) => ({ values, certain: presence === "certain" })),
    complete: result.rows.every((row) => row.presence !== "many"),
  };
}

function refusal(check: () => unknown): ErrorValue | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return errorValue(error.sqlstate, error.message);
  }
}
