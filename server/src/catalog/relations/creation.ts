import type { NameRef } from "../../effects/type-ref.ts";
import type { Relation, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { findTaken } from "../look-up.ts";
import { type Found, find, isThere } from "../names.ts";
import { creationPlace } from "../objects/place.ts";
import { requireSchema } from "../objects/require.ts";
import { isTable } from "./require.ts";

/** Where a new relation goes: 3F000 when its schema is not there. */
export function placeOfNew(
  draft: Draft,
  name: NameRef,
  temporary: boolean,
): { readonly schema: string; readonly key: string; readonly found: Found<Relation> } {
  const inTemp = temporary || name.schema === "pg_temp";
  if (temporary && name.schema !== undefined && name.schema !== "pg_temp") {
    requireSchema(draft, name.schema);
    refuse("42P16", "cannot create temporary relation in non-temporary schema", {
      class: "table",
      ...name,
    });
  }
  const schema = inTemp ? "pg_temp" : creationPlace(draft, name);
  const key = relationKey(schema, name.name);
  const there = findTaken(draft.catalog, key);
  if (!inTemp || isThere(there)) return { schema, key, found: there };
  return { schema, key, found: "absent" };
}

/**
 * heap_create_with_catalog: no relation and no type may have the name. Answers whether the relation is there already
 * and its guard held.
 */
export function isThereAlready(
  draft: Draft,
  place: ReturnType<typeof placeOfNew>,
  name: string,
  guard: string | undefined,
): boolean {
  const { found, schema, key } = place;
  if (isThere(found) && !endsWithTransaction(found)) {
    if (guard === "if not exists") {
      notice(draft, `relation "${name}" already exists, skipping`);
      return true;
    }
    return refuse("42P07", `relation "${name}" already exists`, { class: "table", schema, name });
  }
  if (isThere(found)) doubt(draft, `temporary table "${name}" may have gone with its transaction`);
  if (found === "unknown" && guard !== "if not exists")
    doubt(draft, `a relation "${name}" may exist already`);
  if (isThere(find(draft.catalog.types, key)))
    refuse("42710", `type "${name}" already exists`, { class: "type", schema, name });
  return false;
}

const endsWithTransaction = (relation: Relation): boolean =>
  isTable(relation) && relation.options.get("on commit") === "drop";

/** Whether the guard may have held: then the relation may be another one than the statement describes. */
export const mayBeOlder = (found: Found<Relation>, guard: string | undefined): boolean =>
  found === "unknown" && guard === "if not exists";

/** A table that may have more than was seen. */
export const withUnseenParts = (table: Table): Table => ({
  ...table,
  columns: { ...table.columns, complete: false },
  constraints: { ...table.constraints, complete: false },
  triggers: { ...table.triggers, complete: false },
  policies: { ...table.policies, complete: false },
  rules: { ...table.rules, complete: false },
  rowSecurity: "unknown",
  forceRowSecurity: "unknown",
  rows: { ...table.rows, complete: false },
});
