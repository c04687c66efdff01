import type { Value } from "../catalog/evaluate/value.ts";
import { isArray, isError, isOid, isTyped, isUnknown } from "../catalog/evaluate/value.ts";
import type { Expr } from "../effects/expression.ts";
import { quoteIdent } from "../sql/names.ts";

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

function asExpression(value: Value): Expr {
  if (isArray(value)) return { kind: "array", items: value.map(asExpression) };
  if (isUnknown(value) || isError(value)) return { kind: "opaque", why: "a variable" };
  if (isTyped(value)) return castOf(value.text, value.type);
  if (!isOid(value)) return { kind: "constant", value, held: true };
  return value.as === "oid"
    ? { kind: "opaque", why: "an oid" }
    : castOf(nameText(value.key), value.as);
}

const castOf = (text: string, type: string): Expr => {
  const [schema, name] = splitKey(type);
  return {
    kind: "cast",
    arg: { kind: "constant", value: text },
    type: {
      schema: name === undefined ? "pg_catalog" : schema,
      name: name ?? schema,
      dimensions: 0,
    },
  };
};

/** A key of the catalog as one would write the name in SQL; a routine's argument types stay. */
function nameText(key: string): string {
  const [, name = key, args = ""] = /^([^(]*)(\(.*\))?$/s.exec(key) ?? [];
  const [schema, rest] = splitKey(name);
  return (
    (rest === undefined ? quoteIdent(schema) : `${quoteIdent(schema)}.${quoteIdent(rest)}`) + args
  );
}

function splitKey(key: string): readonly [string, string?] {
  const dot = key.indexOf(".");
  return dot < 0 ? [key] : [key.slice(0, dot), key.slice(dot + 1)];
}
