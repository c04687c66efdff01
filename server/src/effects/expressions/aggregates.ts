import type { Expr } from "../expression.ts";

/** `select proname from pg_proc where prokind = 'a'` of PostgreSQL 15 and 18, without the ordered-set ones' variants. */
const aggregates = new Set(
  (
    "any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop covar_samp every " +
    "json_agg json_agg_strict json_object_agg json_object_agg_strict json_object_agg_unique json_object_agg_unique_strict " +
    "jsonb_agg jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique jsonb_object_agg_unique_strict " +
    "max min mode percentile_cont percentile_disc range_agg range_intersect_agg regr_avgx regr_avgy regr_count regr_intercept " +
    "regr_r2 regr_slope regr_sxx regr_sxy regr_syy stddev stddev_pop stddev_samp string_agg sum var_pop var_samp variance xmlagg"
  ).split(" "),
);

export const isAggregate = (expr: Expr): boolean =>
  expr.kind === "call" && expr.over === undefined && aggregates.has(expr.name);

/** Whether the test holds for the expression or a part of it; queries inside it are not looked into. */
export const someExpr = (expr: Expr, test: (expr: Expr) => boolean): boolean =>
  test(expr) || parts(expr).some((part) => someExpr(part, test));

/** The expressions that an expression is made of, without its queries. */
export function parts(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "call":
      return [...expr.args, ...(expr.filter ? [expr.filter] : []), ...(expr.over ?? [])];
    case "operator":
      return expr.left ? [expr.left, expr.right] : [expr.right];
    case "and":
    case "or":
    case "coalesce":
      return expr.args;
    case "not":
    case "is":
    case "cast":
    case "field":
    case "in-query":
      return [expr.arg];
    case "in":
      return [expr.arg, ...expr.items];
    case "case":
      return [
        ...(expr.arg ? [expr.arg] : []),
        ...expr.when.flatMap(({ test, result }) => [test, result]),
        ...(expr.otherwise ? [expr.otherwise] : []),
      ];
    case "array":
    case "row":
      return expr.items;
    case "subscript":
      return expr.index ? [expr.arg, expr.index] : [expr.arg];
    case "opaque":
      return expr.args ?? [];
    default:
      return [];
  }
}
