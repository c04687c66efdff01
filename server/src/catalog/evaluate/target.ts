import type { NameRef } from "../../effects/type-ref.ts";
import type { Relation } from "../catalog.ts";
import { refuse } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { requireRelation, type Wanted, written } from "../relations/require.ts";
import type { Checking } from "./check-context.ts";

/** The relation that a statement writes to: 42P01 when it is absent, 42809 for what holds no rows of its own. */
export function requireTarget(
  checking: Checking,
  name: NameRef,
): { readonly key: string; readonly relation: Relation | undefined } {
  const { found } = findRelation(checking.draft.catalog, name);
  if (found === "absent")
    return refuse("42P01", `relation "${written(name)}" does not exist`, {
      class: "table",
      ...name,
    });
  if (found !== "unknown" && found.origin !== "assumed") forbidOpening(found);
  return requireRelation(checking.draft, name, writable);
}

const writable: Wanted = {
  kinds: ["table", "partitioned table", "foreign table", "view", "materialized view", "sequence"],
  otherwise: (name) => ["42809", `cannot change "${name}"`],
};

/** parserOpenTable */
function forbidOpening({ kind, schema, name }: Relation): void {
  if (kind === "index") refuse("42809", `"${name}" is an index`, { class: "index", schema, name });
  if (kind === "composite type")
    refuse("42809", `"${name}" is a composite type`, { class: "type", schema, name });
}

/** CheckValidResultRel: when the statement has been read and is to be carried out. */
export function forbidChanging({ kind, schema, name }: Relation): void {
  if (kind === "sequence" || kind === "materialized view")
    refuse("42809", `cannot change ${kind} "${name}"`, { class: kind, schema, name });
}

/** transformMergeStmt: before anything else of the statement is read. */
export function forbidMerging(relation: Relation | undefined): void {
  if (relation?.kind !== "sequence" && relation?.kind !== "materialized view") return;
  const { kind, schema, name } = relation;
  if (relation.origin !== "assumed")
    refuse("0A000", `cannot execute MERGE on relation "${name}"`, { class: kind, schema, name });
}
