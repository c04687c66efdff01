import type { Node } from "@pgsql/types";
import type { Expr } from "../../effects/expression.ts";
import { expression } from "../../effects/expressions/expression.ts";
import type { Index, Table } from "../catalog.ts";
import { conditionOf } from "../data/checks.ts";
import { uniqueKey } from "../data/unique-keys.ts";
import type { Draft } from "../draft.ts";
import type { ExpressionPlace } from "../evaluate/expression-place.ts";
import { plainNames } from "../look-up.ts";
import { constraintOf } from "./deferral.ts";
import { inExpression, inPredicate } from "./immutable.ts";

/** An expression over a table's columns that is read anew with their types. */
export interface Part {
  readonly of: string;
  readonly place: ExpressionPlace;
  readonly value: Expr;
  /** What is said of one that is not immutable and has to be. */
  readonly immutable?: string;
}

/** Of an index. transformIndexStmt: the predicate first. */
export function partsOf(draft: Draft, index: Index): readonly Part[] {
  const { expressions, predicate } = uniqueKey(index, constraintOf(draft.catalog, index));
  return [
    ...(predicate
      ? [
          {
            of: index.name,
            place: "index predicate" as const,
            value: predicate,
            immutable: inPredicate,
          },
        ]
      : []),
    ...expressions.map((value) => ({
      of: index.name,
      place: "index expression" as const,
      value,
      immutable: inExpression,
    })),
  ];
}

export const checksOf = (table: Table): readonly Part[] =>
  [...table.constraints.known.values()].flatMap((constraint) =>
    constraint.type === "check"
      ? [{ of: constraint.name, place: "check constraint", value: conditionOf(constraint) }]
      : [],
  );

interface StatisticsParts {
  readonly columns: readonly string[];
  readonly expressions: readonly Part[];
}

export function statisticsOf(
  draft: Draft,
  key: string,
  column: string,
): readonly StatisticsParts[] {
  return [...plainNames(draft.catalog, "statistics").known.values()].flatMap((one) => {
    if (!one.needs?.includes(`${key}.${column}`)) return [];
    const items = statisticsItems(one.definition);
    return {
      columns: items.flatMap(({ name }) => name ?? []),
      expressions: items.flatMap(({ expr }) =>
        expr ? [{ of: one.name, place: "index expression", value: expression(expr) }] : [],
      ),
    };
  });
}

interface StatisticsItem {
  readonly name?: string;
  readonly expr?: Node;
}

/** Definitions are canonical JSON of the syntax tree. */
function statisticsItems(definition: string): readonly StatisticsItem[] {
  try {
    const [items] = JSON.parse(definition) as [readonly { readonly StatsElem?: StatisticsItem }[]];
    return items.flatMap(({ StatsElem }) => StatsElem ?? []);
  } catch {
    return [];
  }
}
