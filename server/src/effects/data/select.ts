import type { CallExpr, Expr, FromItem, Query, SelectQuery } from "../expression.ts";
import type { EffectBase } from "../effect.ts";
import { isAggregate, parts } from "../expressions/aggregates.ts";
import { isBuiltinFunction } from "../expressions/builtin-functions.ts";
import { callExpression } from "../expressions/calls.ts";
import { selectQuery } from "../expressions/query.ts";
import { selectInto } from "../relations/create-view.ts";
import type { Translators } from "../translate.ts";

/** A query by itself: what it reads must be there; set_config may change the session. */
export interface SelectEffect extends EffectBase {
  readonly kind: "select";
  readonly verb: "run";
  readonly query: Query;
}

/** A function that is not PostgreSQL's own, or a procedure: its body may do anything. */
export interface CallEffect extends EffectBase {
  readonly kind: "call";
  readonly verb: "run";
  readonly schema?: string;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly routine: "function" | "procedure";
  /** Called once for each row that this query's FROM and WHERE give; left out when that is one. */
  readonly within?: SelectQuery;
}

export const selectTranslators: Translators = {
  SelectStmt: (body) => {
    const table = selectInto({ SelectStmt: body });
    if (table) return [table];
    const query = selectQuery(body);
    return [{ kind: "select", verb: "run", query }, ...callsOf(query)];
  },
  CallStmt: (body) => {
    if (!body.funccall) return [];
    const { schema, name, args } = callExpression(body.funccall, 0);
    return [
      {
        kind: "call",
        verb: "run",
        ...(schema === undefined ? {} : { schema }),
        name,
        args,
        routine: "procedure",
      },
    ];
  },
};

/** The calls whose side effects matter: in the select list and in FROM, inner ones first. */
export function callsOf(query: Query): readonly CallEffect[] {
  if (query.kind === "set") return [...callsOf(query.left), ...callsOf(query.right)];
  if (query.kind === "values") return query.rows.flat().flatMap(foreignCalls).map((call) => effect(call));
  if (query.kind !== "select") return [];
  const plain = query.from.length === 0 && query.where === undefined;
  return [
    ...query.with.flatMap((table) => callsOf(table.query)),
    ...query.from.flatMap(callsIn),
    ...query.items.flatMap(({ value }) =>
      value === "star" ? [] : foreignCalls(value).map((call) => effect(call, plain ? undefined : query)),
    ),
  ];
}

const effect = ({ schema, name, args }: CallExpr, within?: SelectQuery): CallEffect => ({
  kind: "call",
  verb: "run",
  ...(schema === undefined ? {} : { schema }),
  name,
  args,
  routine: "function",
  ...(within ? { within } : {}),
});

function callsIn(item: FromItem): readonly CallEffect[] {
  if (item.kind === "function") return foreignCalls(item.call).map((call) => effect(call));
  if (item.kind === "join") return [...callsIn(item.left), ...callsIn(item.right)];
  return item.kind === "query" ? callsOf(item.query) : [];
}

function foreignCalls(expr: Expr): readonly CallExpr[] {
  const inner = parts(expr).flatMap(foreignCalls);
  if (expr.kind !== "call" || isAggregate(expr) || isBuiltinFunction(expr)) return inner;
  return [...inner, expr];
}
