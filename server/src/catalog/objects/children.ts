import type { ChildRef } from "../../effects/objects/object-ref.ts";
import type { Column, Policy, Relation, RewriteRule, Table, Trigger, View } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { sequenceColumns } from "../evaluate/check-from.ts";
import { setRelation } from "../look-up.ts";
import { emptyNames, type Found, find, isThere, type Names, put } from "../names.ts";
import { indexColumns } from "../relations/index-column.ts";
import {
  anyRelation,
  isTable,
  nextPosition,
  requireColumn,
  type Wanted,
} from "../relations/require.ts";
import { requireNamespaced } from "./require-object.ts";

/** What has triggers and rules. */
export type Owner = Table | View;

export const tableOrView: Wanted = {
  kinds: ["table", "partitioned table", "foreign table", "view", "materialized view"],
  otherwise: (name) => ["42809", `"${name}" is not a table or view`],
};

/** Anything will do; where nothing is known, a table it is, most likely. */
export const tableOrAny: Wanted = {
  kinds: [
    "table",
    ...anyRelation.kinds.filter((kind) => kind !== "index" && kind !== "composite type"),
  ],
  otherwise: (name) => ["42809", `cannot open relation "${name}"`],
};

export const isOwner = (relation: Relation): relation is Owner =>
  isTable(relation) || relation.kind === "view" || relation.kind === "materialized view";

/** A column of anything that has columns; of an index's it is known only which there are not. */
export function findColumn(relation: Relation, name: string): Found<Column> {
  if (relation.kind === "index") {
    const { names, complete } = indexColumns(relation);
    return complete && !names.has(name) ? "absent" : "unknown";
  }
  if (relation.kind === "sequence") return sequenceColumns.has(name) ? "unknown" : "absent";
  if (!("columns" in relation)) return "unknown";
  return find(relation.columns, name);
}

/** It is there: of which type, nobody said. */
export function learnColumn(draft: Draft, key: string, name: string): void {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation || relation.kind === "index" || !("columns" in relation)) return;
  const learnt: Column = {
    name,
    type: "unknown",
    position: nextPosition(relation.columns),
    notNull: "unknown",
    assumed: true,
  };
  setRelation(draft, key, { ...relation, columns: put(relation.columns, name, learnt) });
}

type Child = Trigger | Policy | RewriteRule;
type Kind = "trigger" | "policy" | "rule";

const empty = emptyNames<never>(true);

/** The triggers, policies or rules of a relation; none where it can have none. */
export function childrenOfKind(relation: Relation, kind: Kind): Names<Child> {
  if (!isOwner(relation)) return relation.kind === "unknown" ? emptyNames(false) : empty;
  if (kind === "trigger") return relation.triggers;
  if (kind === "rule") return relation.rules;
  return isTable(relation) ? relation.policies : empty;
}

/** Puts changed children of one kind into a relation. */
export function setChildren(
  draft: Draft,
  key: string,
  kind: Kind,
  change: (children: Names<Child>) => Names<Child>,
): void {
  const relation = draft.catalog.relations.known.get(key);
  if (!relation || !isOwner(relation)) return;
  const children = change(childrenOfKind(relation, kind));
  const field = kind === "trigger" ? "triggers" : kind === "policy" ? "policies" : "rules";
  setRelation(draft, key, { ...relation, [field]: children });
}

export const putChild = (draft: Draft, key: string, kind: Kind, child: Child): void =>
  setChildren(draft, key, kind, (children) => put(children, child.name, child));

/** Words for a child that is missing: `on` is the relation's own name. */
export const missingChild = (ref: ChildRef, on: string): string =>
  ref.class === "rule"
    ? `rule "${ref.name}" for relation "${on}" does not exist`
    : `${ref.class} "${ref.name}" for table "${on}" does not exist`;

/** The relation first, then its trigger, policy, rule or constraint. Answers the relation's key. */
export function requireChild(draft: Draft, ref: ChildRef): string {
  const { key, relation } = requireNamespaced(draft, ref.on, tableOrAny);
  const found =
    ref.class === "constraint"
      ? isTable(relation)
        ? find(relation.constraints, ref.name)
        : "absent"
      : find(childrenOfKind(relation, ref.class), ref.name);
  if (isThere(found)) return key;
  const subject = { class: ref.class, name: ref.name, on: key };
  if (found === "absent") return refuse("42704", missingChild(ref, relation.name), subject);
  doubt(draft, `${ref.class} "${ref.name}" was not created in view`);
  if (ref.class !== "constraint")
    putChild(draft, key, ref.class, assumedChild(ref.class, ref.name));
  return key;
}

/** A trigger, policy or rule that a statement needed. */
export function assumedChild(kind: Kind, name: string): Child {
  const base = { name, definition: "unknown", origin: "assumed" as const };
  switch (kind) {
    case "trigger":
      return { ...base, function: "unknown", enabled: "origin" };
    case "rule":
      return { ...base, enabled: "origin" };
    default:
      return { ...base, command: "unknown", roles: [] };
  }
}

/** Columns of the relation that a statement names; 42703 in the words given. */
export function requireColumns(
  draft: Draft,
  key: string,
  relation: Relation,
  columns: readonly string[],
  message: (column: string) => string,
): void {
  for (const column of columns) {
    if (isTable(relation)) requireColumn(draft, key, relation, column, message(column));
    else if (findColumn(relation, column) === "absent")
      refuse("42703", message(column), { class: "column", name: column, on: key });
  }
}
