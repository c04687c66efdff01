import type { EffectBase } from "../effect.ts";
import type { CallExpr, Expr, FromItem, Query, SelectQuery } from "../expression.ts";
import { isAggregate, parts } from "../expressions/aggregates.ts";
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

/**
 * A function that a query calls for its own sake, or a procedure: its body may do anything. PostgreSQL's own
 * functions are among them; of those only set_config changes what is simulated.
 */
export interface CallEffect extends EffectBase {
  readonly kind: "call";
  readonly verb: "run";
  readonly schema?: string;
  readonly name: string;
  readonly args: readonly Expr[];
  readonly routine: "function" | "procedure";
  /** Some arguments are written as name => value, or as VARIADIC: which goes where the routine says. */
  readonly named?: true;
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
    const { schema, name, args, named, variadic } = callExpression(body.funccall, 0);
    return [
      {
        kind: "call",
        verb: "run",
        ...(schema === undefined ? {} : { schema }),
        name,
        args,
        routine: "procedure",
        ...(named || variadic ? { named: true as const } : {}),
      },
    ];
  },
};

/** The calls whose side effects may matter: in the select list and in FROM, inner ones first. */
function callsOf(query: Query): readonly CallEffect[] {
  if (query.kind === "set") return [...callsOf(query.left), ...callsOf(query.right)];
  if (query.kind === "values")
    return query.rows
      .flat()
      .flatMap(outerCalls)
      .map((call) => effect(call));
  if (query.kind !== "select") return [];
  const plain = query.from.length === 0 && query.where === undefined;
  return [
    ...query.with.flatMap((table) => callsOf(table.query)),
    ...query.from.flatMap(callsIn),
    ...query.items.flatMap(({ value }) =>
      value === "star"
        ? []
        : outerCalls(value).map((call) => effect(call, plain ? undefined : query)),
    ),
  ];
}

const effect = (
  { schema, name, args, named, variadic }: CallExpr,
  within?: SelectQuery,
): CallEffect => ({
  kind: "call",
  verb: "run",
  ...(schema === undefined ? {} : { schema }),
  name,
  args,
  routine: "function",
  ...(named || variadic ? { named: true as const } : {}),
  ...(within ? { within } : {}),
});

function callsIn(item: FromItem): readonly CallEffect[] {
  if (item.kind === "function") return outerCalls(item.call).map((call) => effect(call));
  if (item.kind === "join") return [...callsIn(item.left), ...callsIn(item.right)];
  return item.kind === "query" ? callsOf(item.query) : [];
}

function outerCalls(expr: Expr): readonly CallExpr[] {
  const inner = parts(expr).flatMap(outerCalls);
  return expr.kind === "call" && mayAct(expr) ? [...inner, expr] : inner;
}

const mayAct = (call: CallExpr): boolean =>
  call.over === undefined && !isAggregate(call) && !pure.has(call.name);

/** Keywords that are called like functions, and what seeds and backfills call most: they do nothing but answer. */
const pure = new Set(
  (
    "array_length coalesce concat current_catalog current_database current_date current_role current_schema current_setting " +
    "current_time current_timestamp current_user format gen_random_uuid generate_series greatest json_build_object " +
    "jsonb_array_elements jsonb_build_object least length localtime localtimestamp lower now nullif pg_get_serial_sequence " +
    "random replace row_to_json session_user split_part string_to_array substring system_user to_char to_json to_jsonb " +
    "to_regclass trim unnest upper user version"
  ).split(" "),
);
