import type { CallExpr, Expr, FromItem, SelectQuery } from "../expression.ts";
import { someExpr } from "./aggregates.ts";

/**
 * A set-returning function in the select list gives a row for each of its values: as if it stood in FROM.
 * Several of them, or one inside an expression, give rows of which nothing is known.
 */
export function spreadItems(query: SelectQuery): SelectQuery {
  const spread = query.items.filter(
    (item) => item.value !== "star" && someExpr(item.value, returnsSet),
  );
  const [only, ...others] = spread;
  if (!only || only.value === "star") return query;
  const plain =
    others.length === 0 && !query.grouped && only.value.kind === "call" && returnsSet(only.value);
  if (!plain || only.value.kind !== "call") {
    const args = spread.flatMap((item) => (item.value === "star" ? [] : [item.value]));
    const unknown: FromItem = { kind: "opaque", why: "a set-returning function", alias: "", args };
    return { ...query, from: [...query.from, unknown] };
  }
  const source: FromItem = { kind: "function", call: only.value, alias, columns: [alias] };
  const value: Expr = { kind: "column", qualifier: alias, name: alias };
  return {
    ...query,
    items: query.items.map((item) => (item === only ? { ...item, value } : item)),
    from: [...query.from, source],
  };
}

/** No name that anybody writes. */
const alias = "?set";

export const returnsSet = (expr: Expr): boolean => expr.kind === "call" && isSetReturning(expr);

const isSetReturning = ({ schema, name }: CallExpr): boolean =>
  (schema === undefined || schema === "pg_catalog") && setReturning.has(name);

/** `proretset` of pg_proc, without what nobody calls in a select list (pg_stat_…, pg_ls_…). */
const setReturning = new Set(
  (
    "unnest generate_series generate_subscripts regexp_matches regexp_split_to_table string_to_table " +
    "json_array_elements json_array_elements_text json_each json_each_text json_object_keys json_populate_recordset " +
    "json_to_recordset jsonb_array_elements jsonb_array_elements_text jsonb_each jsonb_each_text jsonb_object_keys " +
    "jsonb_path_query jsonb_path_query_tz jsonb_populate_recordset jsonb_to_recordset pg_get_keywords pg_options_to_table " +
    "aclexplode pg_available_extensions pg_timezone_names"
  ).split(" "),
);
