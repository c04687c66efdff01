import type { PGlite } from "@electric-sql/pglite";
import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { newDraft, Refusal } from "../../../server/src/catalog/draft.ts";
import { checkingDraft } from "../../../server/src/catalog/evaluate/check-context.ts";
import { checkExpr } from "../../../server/src/catalog/evaluate/check-expr.ts";
import { newEnv } from "../../../server/src/catalog/evaluate/env.ts";
import { evaluateExpr } from "../../../server/src/catalog/evaluate/evaluate-expr.ts";
import { isError, isUnknown, type Value } from "../../../server/src/catalog/evaluate/value.ts";
import type { Expr } from "../../../server/src/effects/expression.ts";
import { expression } from "../../../server/src/effects/expressions/expression.ts";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { runOnEngine, statementsOf } from "../support.ts";

/** The expression of `SELECT …`. */
export function exprOf(parser: Parser, sql: string): Expr {
  const parsed = parser.parse(`SELECT ${sql}`);
  if (parsed.kind !== "tree" || !("SelectStmt" in parsed.tree))
    throw new Error(`not an expression: ${sql}`);
  const [target] = parsed.tree.SelectStmt.targetList ?? [];
  return expression(target && "ResTarget" in target ? target.ResTarget.val : undefined);
}

/** What the engine says an expression is worth: an SQLSTATE for an error, "unknown" where it cannot tell. */
export function engineSays(parser: Parser, catalog: Catalog, sql: string): unknown {
  const expr = exprOf(parser, sql);
  const draft = newDraft(catalog, "assumed");
  try {
    checkExpr(checkingDraft(draft), expr, undefined);
  } catch (error) {
    if (error instanceof Refusal) return error.sqlstate;
    throw error;
  }
  return shown(evaluateExpr(newEnv(draft.catalog, {}), expr));
}

export function shown(value: Value): unknown {
  if (value === null) return null;
  if (isError(value)) return value.sqlstate;
  if (isUnknown(value)) return "unknown";
  if (typeof value === "object" && "kind" in value)
    return value.kind === "typed" ? value.text : value.key;
  return value;
}

export async function postgresSays(db: PGlite, sql: string): Promise<unknown> {
  try {
    const { rows } = await db.query<{ value: unknown }>(`SELECT (${sql}) AS value`);
    return rows[0]?.value;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

/** The catalog after these statements. */
export const catalogAfter = (
  parser: Parser,
  sql: string,
  world: "open" | "closed" = "closed",
): Catalog => runOnEngine(parser, statementsOf(sql), world)[0].catalog;
