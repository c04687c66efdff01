import type { Catalog, Table } from "../../catalog/catalog.ts";
import { findRelation } from "../../catalog/look-up.ts";
import { isThere } from "../../catalog/names.ts";
import type { Failure } from "../../catalog/outcome.ts";
import { type InsertClause, insertClause } from "../../effects/clauses/insert-clause.ts";
import { keywordsLike } from "../../effects/clauses/letter-case.ts";
import { ownName } from "../../effects/clauses/name.ts";
import { identifier } from "../../sql/names.ts";
import { insertAt } from "../../text/edits.ts";
import { spanText } from "../../text/span.ts";
import type { Scene } from "../rule.ts";
import { type Remedy, writing } from "./remedy.ts";

/** INSERT that violates a unique key: ON CONFLICT (its columns) DO NOTHING; then without the columns. */
export function conflictRemedies(scene: Scene, failure: Failure): readonly Remedy[] {
  const clause = insertClause(scene.surface);
  if (!clause || clause.onConflict) return [];
  const columns = keyColumns(scene.again, clause, failure);
  const target = columns && `(${columns.map((name) => written(clause, name)).join(", ")})`;
  return [
    ...(target === undefined ? [] : [remedy(scene, clause, ` ${target}`)]),
    {
      ...remedy(scene, clause, ""),
      title:
        "add ON CONFLICT DO NOTHING (for every key: a conflict of another kind is passed over too)",
      grade: "review",
    },
  ];
}

function remedy(scene: Scene, clause: InsertClause, target: string): Remedy {
  const { surface } = scene;
  const keyword = keywordsLike(surface);
  const isOneLine = !surface.text.slice(0, clause.sourceEnd).includes("\n");
  const gap = isOneLine ? " " : surface.lineEnding + surface.indent;
  const words = `${keyword("ON CONFLICT")}${target} ${keyword("DO NOTHING")}`;
  return writing(`add ON CONFLICT${target} DO NOTHING`, insertAt(clause.sourceEnd, gap + words));
}

/** As the statement writes the column, if it does. */
const written = (clause: InsertClause, name: string): string => {
  const listed = clause.columns?.find((column) => column.name === name);
  return listed ? spanText(clause.on.surface.text, listed.span) : identifier(name);
};

/** The columns of the violated key; undefined for an index on expressions or with a predicate. */
function keyColumns(
  catalog: Catalog,
  clause: InsertClause,
  failure: Failure,
): readonly string[] | undefined {
  const name = failure.subject?.name;
  const key = tableKey(catalog, clause);
  const table = key === undefined ? undefined : catalog.relations.known.get(key);
  if (name === undefined || !table || !("constraints" in table)) return undefined;
  const constraint = (table as Table).constraints.known.get(name);
  if (constraint && (constraint.type === "unique" || constraint.type === "primary key"))
    return constraint.columns;
  const index = catalog.relations.known.find(
    (relation) => relation.kind === "index" && relation.name === name && relation.table === key,
  );
  if (index?.kind !== "index" || index.partial) return undefined;
  const columns = index.columns.filter((column) => column !== undefined);
  return columns.length === index.columns.length ? columns : undefined;
}

export function tableKey(catalog: Catalog, clause: InsertClause): string | undefined {
  const { table } = clause;
  const schema =
    table.parts.length > 1 ? { schema: table.parts[table.parts.length - 2] ?? "" } : {};
  const { key, found } = findRelation(catalog, { ...schema, name: ownName(table) });
  return isThere(found) ? key : undefined;
}
