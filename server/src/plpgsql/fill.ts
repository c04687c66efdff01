import type { Value } from "../catalog/evaluate/value.ts";
import { isArray, isError, isOid, isUnknown } from "../catalog/evaluate/value.ts";
import type { Expr } from "../effects/expression.ts";
import { quoteIdentifier } from "./quote.ts";

/** The same effects or expression with constants where parameters were; `$1` is `values[0]`. */
export function fill<T>(plan: T, values: readonly Value[]): T {
  return values.length === 0 ? plan : (walk(plan, values) as T);
}

function walk(node: unknown, values: readonly Value[]): unknown {
  if (Array.isArray(node)) return node.map((one) => walk(one, values));
  if (typeof node !== "object" || node === null) return node;
  if ("kind" in node && node.kind === "parameter" && "number" in node) {
    const value = values[Number(node.number) - 1];
    return value === undefined ? node : asExpression(value);
  }
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, walk(inner, values)]));
}

export function asExpression(value: Value): Expr {
  if (isArray(value)) return { kind: "array", items: value.map(asExpression) };
  if (isUnknown(value) || isError(value)) return { kind: "opaque", why: "a variable" };
  if (!isOid(value)) return { kind: "constant", value };
  const [schema = "", ...rest] = value.key.split(".");
  const name = [schema, ...(rest.length > 0 ? [rest.join(".")] : [])].map(quoteIdentifier).join(".");
  if (value.as === "oid") return { kind: "opaque", why: "an oid" };
  return {
    kind: "cast",
    arg: { kind: "constant", value: name },
    type: { schema: "pg_catalog", name: value.as, dimensions: 0 },
  };
}
