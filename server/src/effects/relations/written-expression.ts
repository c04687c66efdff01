import type { Node } from "@pgsql/types";
import { definition } from "../definition.ts";
import type { Expr } from "../expression.ts";
import { parts } from "../expressions/aggregates.ts";
import { expression } from "../expressions/expression.ts";

/** An expression of a default, a constraint, an index: what it asks, which columns it reads, its canonical text. */
export interface WrittenExpression {
  readonly definition: string;
  readonly value: Expr;
  /** Names of the columns it reads, each once, in order. */
  readonly reads: readonly string[];
}

export function writtenExpression(node: Node | undefined): WrittenExpression {
  const value = expression(node);
  return { definition: definition(node), value, reads: columnsRead(value) };
}

export function columnsRead(value: Expr): readonly string[] {
  const names = new Set<string>();
  const visit = (expr: Expr): void => {
    if (expr.kind === "column" && expr.name !== "*") names.add(expr.name);
    parts(expr).forEach(visit);
  };
  visit(value);
  return [...names];
}
