import { failed, firstOf, type Rows } from "./env.ts";
import { operate } from "./operate.ts";
import { type ErrorValue, errorValue, isError, perhapsNull, unknown, type Value } from "./value.ts";

/** EXISTS */
export function existence(result: Rows | ErrorValue): Value {
  if (failed(result)) return result;
  const { rows } = result;
  if (rows.some((row) => row.presence === "certain")) return true;
  return rows.length === 0 ? false : unknown;
}

/** A query in place of a value. */
export function scalar(result: Rows | ErrorValue): Value {
  if (failed(result)) return result;
  const { rows } = result;
  const [first] = rows;
  if (!first) return null;
  if (rows.filter((row) => row.presence === "certain").length > 1)
    return errorValue("21000", "more than one row returned by a subquery used as an expression");
  const certain = rows.find((row) => row.presence === "certain");
  if (!certain) return perhapsNull;
  return rows.length === 1 ? firstOf(certain.values) : unknown;
}

/** IN, ANY, ALL over a query. */
export function membership(
  value: Value,
  operator: string,
  over: "any" | "all",
  result: Rows | ErrorValue,
): Value {
  if (isError(value)) return value;
  if (failed(result)) return result;
  let answer = (over === "all") as Value;
  for (const row of result.rows) {
    const item = Array.isArray(value) ? row.values : firstOf(row.values);
    const matched = operate(operator, value, item);
    if (matched === (over === "any")) {
      if (row.presence === "certain") return matched;
      answer = unknown;
    } else if (matched !== (over === "all")) {
      const open = matched !== null || answer === unknown;
      answer = open ? unknown : null;
    }
  }
  return answer;
}
