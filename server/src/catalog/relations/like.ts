import type { Including, TableElement } from "../../effects/relations/create-table.ts";
import type { Column, Constraint } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { putConstraint, tableAt } from "./add-constraint.ts";
import { inOrder } from "./inherit.ts";
import { likeIndex } from "./like-index.ts";
import { indexesOf } from "./links.ts";
import { makeIndex } from "./make-index.ts";
import { requireRelation, updateTable, type Wanted } from "./require.ts";
import { createOwnedSequence } from "./sequences.ts";

/** One LIKE clause with what it gives. */
export interface Like {
  readonly source: string;
  readonly columns: readonly Column[];
  readonly complete: boolean;
  readonly including: Including;
}

const likeable: Wanted = {
  kinds: [
    "table",
    "partitioned table",
    "foreign table",
    "view",
    "materialized view",
    "composite type",
  ],
  otherwise: (name) => ["42809", `relation "${name}" is invalid in LIKE clause`],
};

/** transformTableLikeClause: names, types and NOT NULL; the rest as far as it is included. */
export function likeColumns(
  draft: Draft,
  table: { readonly schema: string; readonly name: string },
  element: Extract<TableElement, { kind: "like" }>,
): Like {
  const { including } = element;
  const { key, relation } = requireRelation(draft, element.table, likeable);
  if (!("columns" in relation) || !("known" in relation.columns))
    return { source: key, columns: [], complete: false, including };
  const columns = inOrder(relation.columns).map((column): Column => {
    const { default: fallback, identity, generated, options, inherited, ...kept } = column;
    const keepsDefault = generated ? including.generated : including.defaults;
    if (identity && including.identity)
      createOwnedSequence(
        draft,
        table,
        { table: relationKey(table.schema, table.name), column: column.name },
        { options: {} },
        "int4",
        true,
      );
    return {
      ...kept,
      ...(fallback && keepsDefault ? { default: fallback } : {}),
      ...(generated && including.generated ? { generated } : {}),
      ...(identity && including.identity ? { identity } : {}),
      ...(options !== undefined && including.storage ? { options } : {}),
    };
  });
  return { source: key, columns, complete: relation.columns.complete, including };
}

/** expandTableLikeClause, once the table is there: checks by their own names, indexes by new ones. */
export function addLikeParts(draft: Draft, key: string, { source, including }: Like): void {
  const from = tableAt(draft, source);
  if (!from) return;
  // Of a table that nobody saw made there may be keys and checks besides.
  if (!from.constraints.complete && (including.indexes || including.constraints))
    updateTable(draft, key, (table) => ({
      ...table,
      constraints: { ...table.constraints, complete: false },
    }));
  if (including.constraints)
    from.constraints.known.forEach((constraint: Constraint) => {
      if (constraint.type !== "check") return;
      const { inherited, ...own } = constraint;
      // Nothing is in the copy yet: what was NOT VALID is valid there.
      putConstraint(draft, key, { ...own, validated: true, origin: draft.origin });
    });
  if (!including.indexes) return;
  for (const { relation: index } of indexesOf(draft.catalog, source)) {
    const constraint =
      index.constraint === undefined ? undefined : from.constraints.known.get(index.constraint);
    makeIndex(draft, key, likeIndex(index, constraint));
  }
}
