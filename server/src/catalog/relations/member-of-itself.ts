import type { Column } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";

/** CheckAttributeType: a column of the relation's own row type, be it in an array, a domain or another row type. */
export function forbidItself(
  draft: Draft,
  key: string,
  column: string,
  type: Column["type"],
): void {
  const name = draft.catalog.relations.known.get(key)?.name ?? "";
  if (contains(draft, type, key, new Set()))
    refuse("42P16", `composite type ${name} cannot be made a member of itself`, {
      class: "column",
      name: column,
      on: key,
    });
}

function contains(draft: Draft, type: Column["type"], key: string, seen: Set<string>): boolean {
  if (type === "unknown" || type.schema === "pg_catalog") return false;
  const at = relationKey(type.schema, type.name);
  if (at === key) return true;
  if (seen.has(at)) return false;
  seen.add(at);
  const domain = draft.catalog.types.known.get(at);
  if (domain?.kind === "domain") return contains(draft, domain.base, key, seen);
  const relation = draft.catalog.relations.known.get(at);
  if (!relation || relation.kind === "index" || !("columns" in relation)) return false;
  return relation.columns.known.some((column) => contains(draft, column.type, key, seen));
}
