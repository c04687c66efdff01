import type { FromItem } from "../../effects/expression.ts";
import { type Env, nothingKnown, type SourceRow, valuesOf } from "./env.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import type { Leaf } from "./leaf.ts";
import { parseArray } from "./text.ts";
import { type ErrorValue, isArray, isError, type Value } from "./value.ts";

type FunctionItem = Extract<FromItem, { kind: "function" }>;

/** A function in FROM: the rows of those that spread a known array, text or range of numbers. */
export function functionRows(item: FunctionItem): Leaf {
  const scalar = item.columns.length <= 1 && !item.defined && !item.ordinality;
  const column = item.columns[0] ?? item.alias;
  const known = scalar ? [column] : undefined;
  return {
    alias: item.alias,
    has: (name) =>
      item.columns.includes(name) || name === column || (item.defined ? false : "unknown"),
    columns: item.defined ? item.columns : known,
    lateral: true,
    rows: (env) => {
      const items = scalar ? spread(env, item) : undefined;
      if (items && "kind" in items) return items;
      return (
        items?.map(
          (value): SourceRow => ({ values: valuesOf({ [column]: value }), presence: "certain" }),
        ) ?? [{ values: nothingKnown, presence: "many" }]
      );
    },
  };
}

/** The values that a set-returning function gives; undefined where they are not known. */
function spread(env: Env, { call }: FunctionItem): readonly Value[] | ErrorValue | undefined {
  if (call.kind !== "call") return undefined;
  const args = call.args.map((arg) => evaluateExpr(env, arg));
  const error = args.find(isError);
  if (error) return error;
  const [first = null, second = null, third = 1] = args;
  switch (call.name) {
    case "unnest":
      if (args.length > 1) return undefined;
      if (first === null) return [];
      return isArray(first) ? first : typeof first === "string" ? parseArray(first) : undefined;
    case "generate_series":
      return typeof first === "number" && typeof second === "number" && typeof third === "number"
        ? series(first, second, third)
        : undefined;
    case "regexp_split_to_table":
    case "string_to_table":
      return typeof first === "string" && typeof second === "string" && /^[\s,;|]+$/.test(second)
        ? first.split(second)
        : undefined;
    default:
      return undefined;
  }
}

function series(from: number, to: number, step: number): readonly number[] | undefined {
  const size = step === 0 ? 0 : Math.floor((to - from) / step) + 1;
  if (step === 0 || size > 10_000) return undefined;
  return Array.from({ length: Math.max(0, size) }, (_, index) => from + index * step);
}
