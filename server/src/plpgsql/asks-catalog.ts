import type { Expr, Query } from "../effects/expression.ts";

const answers = new WeakMap<object, boolean>();

/**
 * Whether an expression or query may ask PostgreSQL's own catalogs: only then may it matter what is unseen. A function
 * that somebody wrote may ask anything.
 */
export function asksCatalog(what: Expr | Query): boolean {
  const known = answers.get(what);
  if (known !== undefined) return known;
  const asks = anyNode(what);
  answers.set(what, asks);
  return asks;
}

function anyNode(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(anyNode);
  if (typeof node !== "object" || node === null) return false;
  return isCatalogNode(node) || Object.values(node).some(anyNode);
}

function isCatalogNode(node: object): boolean {
  if (!("kind" in node)) return false;
  const { kind, schema, name, type } = node as Partial<Record<string, unknown>>;
  switch (kind) {
    case "relation":
      return (
        schema === "pg_catalog" || schema === "information_schema" || /^pg_/.test(String(name))
      );
    case "cast":
      return /^reg/.test(String((type as { name?: unknown } | undefined)?.name));
    case "call":
      return !plain.has(String(name));
    default:
      return false;
  }
}

/** Functions that people call in conditions and that ask nothing of the catalog. */
const plain = new Set(
  (
    "now current_timestamp current_date localtimestamp clock_timestamp count sum min max avg coalesce random lower upper " +
    "length format concat replace regexp_replace array_length cardinality date_trunc extract array_agg string_agg " +
    "current_setting gen_random_uuid jsonb_build_object greatest least substring trim"
  ).split(" "),
);
