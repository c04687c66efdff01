import type { Column, Index } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { find, isThere, put } from "../names.ts";
import { assumedColumn, isTable, needColumn, requireColumn } from "./require.ts";

/** Of a table or materialized view, in its words; learnt where nothing is known. */
export function requireIndexColumn(
  draft: Draft,
  key: string,
  column: string,
  message: string,
): Column["type"] {
  const relation = draft.catalog.relations.known.get(key);
  if (relation && isTable(relation))
    return requireColumn(draft, key, relation, column, message).type;
  if (relation?.kind !== "materialized view") return "unknown";
  const found = find(relation.columns, column);
  if (found === "absent")
    return refuse("42703", message, { class: "column", name: column, on: key });
  if (isThere(found)) return found.type;
  needColumn(draft, key, relation, column);
  const columns = put(relation.columns, column, assumedColumn(relation.columns, column));
  setRelation(draft, key, { ...relation, columns });
  return "unknown";
}

/** What an index's own columns are called; not complete where an expression's name was not chosen in view. */
export const indexColumns = (
  index: Index,
): { readonly names: ReadonlySet<string>; readonly complete: boolean } => ({
  names: new Set([...index.columns.flatMap((column) => column ?? []), ...index.columnNames]),
  complete: index.columnNames.length > 0 || !index.columns.includes(undefined),
});
