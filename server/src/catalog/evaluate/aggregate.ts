import type { CallExpr } from "../../effects/expression.ts";
import { ordering } from "./compare.ts";
import { type Bound, bind, type Env } from "./env.ts";
import { evaluateExpr } from "./evaluate-expr.ts";
import {
  asBoolean,
  isError,
  isKnown,
  truth,
  type UnknownValue,
  unknown,
  type Value,
} from "./value.ts";

/** An aggregate over a group's rows. */
export function aggregate(env: Env, call: CallExpr, rows: readonly Bound[]): Value {
  const around = env.outer ?? env;
  const values: Value[] = [];
  let certain = true;
  let atLeast = 0;
  for (const row of rows) {
    const inner = bind(around, row.bindings);
    const kept = call.filter ? truth(evaluateExpr(inner, call.filter)) : true;
    if (kept === false) continue;
    const [arg] = call.args;
    const value = arg ? evaluateExpr(inner, arg) : true;
    if (isError(value)) return value;
    values.push(value);
    const sure = kept === true && row.presence === "certain";
    if (!sure) certain = false;
    else if (!call.star && value === null) continue;
    else if (call.star || isKnown(value)) atLeast++;
  }
  if (call.name === "count") return count(call, values, certain, atLeast);
  if (values.length === 0) return null;
  if (!certain || !values.every(isKnown)) return unknown;
  return known(call, values);
}

function count(call: CallExpr, values: readonly Value[], certain: boolean, atLeast: number): Value {
  if (call.distinct) {
    const distinct = new Set(
      values.filter((value) => value !== null).map((value) => JSON.stringify(value)),
    );
    return certain && values.every(isKnown) ? distinct.size : lowerBound(Math.min(atLeast, 1));
  }
  const sure = certain && (call.star || values.every(isKnown));
  return sure ? atLeast : lowerBound(atLeast);
}

const lowerBound = (atLeast: number): UnknownValue => ({ kind: "unknown", notNull: true, atLeast });

/** Over values that are all known. */
function known(call: CallExpr, all: readonly Value[]): Value {
  const values = all.filter((value) => value !== null);
  switch (call.name) {
    case "array_agg":
      return call.distinct ? unknown : all;
    case "min":
    case "max":
      return extreme(values, call.name === "min" ? -1 : 1);
    case "sum":
      if (values.length === 0) return null;
      return values.every((value) => Number.isInteger(value))
        ? values.reduce((sum: number, value) => sum + Number(value), 0)
        : unknown;
    case "bool_or":
    case "bool_and":
    case "every": {
      if (values.length === 0) return null;
      const truths = values.map(asBoolean);
      if (truths.includes("unknown")) return unknown;
      return call.name === "bool_or" ? truths.includes(true) : !truths.includes(false);
    }
    default:
      return unknown;
  }
}

function extreme(values: readonly Value[], sign: number): Value {
  let best: Value = null;
  for (const value of values) {
    if (best === null) {
      best = value;
      continue;
    }
    const order = ordering(value, best);
    if (order === undefined) return unknown;
    if (order * sign > 0) best = value;
  }
  return best;
}
