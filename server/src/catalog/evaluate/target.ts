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
  const { key, found } = findRelation(checking.catalog(), name);
  if (found === "absent")
    return refuse("42P01", `relation "${written(name)}" does not exist`, {
      class: "table",
      ...name,
    });
  if (found !== "unknown") refuseKind(found);
  if (checking.draft) return requireRelation(checking.draft, name, writable);
  return { key, relation: found === "unknown" ? undefined : found };
}

const writable: Wanted = {
  kinds: ["table", "partitioned table", "foreign table", "view"],
  otherwise: (name) => ["42809", `cannot change "${name}"`],
};

function refuseKind({ kind, schema, name }: Relation): void {
  const message =
    kind === "index"
      ? `"${name}" is an index`
      : kind === "composite type"
        ? `"${name}" is a composite type`
        : kind === "sequence" || kind === "materialized view"
          ? `cannot change ${kind} "${name}"`
          : undefined;
  if (message === undefined) return;
  refuse("42809", message, {
    class: kind === "composite type" ? "type" : (kind as "index"),
    schema,
    name,
  });
}
