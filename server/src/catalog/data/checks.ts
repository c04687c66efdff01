import type { Node } from "@pgsql/types";
import type { Expr } from "../../effects/expression.ts";
import { expression } from "../../effects/expressions/expression.ts";
import type { Constraint, Row, Table } from "../catalog.ts";
import { refuse } from "../draft.ts";
import { bind, type Env } from "../evaluate/env.ts";
import { evaluateExpr } from "../evaluate/evaluate-expr.ts";
import { rowBinding } from "../evaluate/table-rows.ts";

const conditions = new WeakMap<Constraint, Expr>();

/** 23514, where the row's values decide it. */
export function forbidFailedChecks(env: Env, table: Table, key: string, row: Row): void {
  let inner: Env | undefined;
  for (const constraint of table.constraints.known.values()) {
    if (constraint.type !== "check") continue;
    inner ??= bind(env, [rowBinding(env, table.name, row, table.columns)]);
    if (evaluateExpr(inner, conditionOf(constraint)) !== false) continue;
    refuse(
      "23514",
      `new row for relation "${table.name}" violates check constraint "${constraint.name}"`,
      { class: "constraint", name: constraint.name, on: key },
    );
  }
}

/** Whether a row that is there already breaks a constraint that comes later. */
export function breaksCheck(
  env: Env,
  table: Table,
  row: Row,
  constraint: Constraint,
): boolean | "unknown" {
  const inner = bind(env, [rowBinding(env, table.name, row, table.columns)]);
  const value = evaluateExpr(inner, conditionOf(constraint));
  if (value === null || value === true) return false;
  return value === false ? true : "unknown";
}

export function conditionOf(constraint: Constraint): Expr {
  const known = conditions.get(constraint);
  if (known) return known;
  const read = readCondition(constraint.definition);
  conditions.set(constraint, read);
  return read;
}

/** The definition is the canonical JSON of the constraint's tree. */
function readCondition(definition: string): Expr {
  try {
    const { raw_expr } = JSON.parse(definition) as { raw_expr?: Node };
    return raw_expr ? expression(raw_expr) : { kind: "opaque", why: "no expression" };
  } catch {
    return { kind: "opaque", why: "not a tree" };
  }
}
