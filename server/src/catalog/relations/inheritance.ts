import type { Inherit, NoInherit } from "../../effects/relations/alter-effects.ts";
import type { Table } from "../catalog.ts";
import { forgetAbove } from "../data/relatives.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { tableAt } from "./add-constraint.ts";
import { alteredTable } from "./alter-target.ts";
import { forbidOtherPersistence } from "./inherit.ts";
import { givesCheck } from "./inheritors.ts";
import { indexesOf } from "./links.ts";
import { requireMatching } from "./match-parent.ts";
import { requireRelation, requireTable, updateTable, type Wanted } from "./require.ts";

export const subjectOf = (table: Table) =>
  ({ class: "table", schema: table.schema, name: table.name }) as const;

/** ATPrepAddInherit: before any command of the statement is carried out. */
export function prepareInherit(draft: Draft, effect: Inherit): void {
  const target = alteredTable(draft, effect, "INHERIT");
  if (!target) return;
  const { table } = target;
  if (table.partitionBound !== undefined)
    refuse("42809", "cannot change inheritance of a partition", subjectOf(table));
  if (table.kind === "partitioned table")
    refuse("42809", "cannot change inheritance of partitioned table", subjectOf(table));
}

/** ATExecAddInherit */
export function inherit(draft: Draft, effect: Inherit): void {
  const target = alteredTable(draft, effect, "INHERIT");
  if (!target) return;
  const { key: parentKey, table: parent } = requireTable(draft, effect.parent);
  const { key } = target;
  const table = tableAt(draft, key) ?? target.table;
  if (table.origin !== "assumed")
    forbidOtherPersistence(parent, table.persistence === "temporary", "child");
  if (parent.kind === "partitioned table")
    refuse("42809", `cannot inherit from partitioned table "${parent.name}"`, subjectOf(parent));
  if (parent.partitionBound !== undefined)
    refuse("42809", "cannot inherit from a partition", subjectOf(parent));
  if (table.parents.includes(parentKey))
    refuse(
      "42P07",
      `relation "${parent.name}" would be inherited from more than once`,
      subjectOf(table),
    );
  if (isAncestor(draft, key, parentKey))
    refuse("42P07", "circular inheritance not allowed", subjectOf(table));
  if (table.origin === "assumed") doubt(draft, `"${table.name}" may inherit already`);
  requireMatching(draft, key, table, parent);
  updateTable(draft, key, (now) => ({ ...now, parents: [...now.parents, parentKey] }));
  forgetFormerParent(draft, key, parentKey);
}

export const isAncestor = (draft: Draft, key: string, of: string): boolean =>
  key === of ||
  (tableAt(draft, of)?.parents.some((parent) => isAncestor(draft, key, parent)) ?? false);

/** table_open: not only tables. */
export const opened: Wanted = {
  kinds: ["table", "partitioned table", "foreign table", "view", "materialized view", "sequence"],
  otherwise: (name) => ["42809", `cannot open relation "${name}"`],
};

/** ATExecDropInherit */
export function noInherit(draft: Draft, effect: NoInherit): void {
  const target = alteredTable(draft, effect, "NO INHERIT");
  if (!target) return;
  const partition = tableAt(draft, target.key) ?? target.table;
  if (partition.partitionBound !== undefined)
    refuse("42809", "cannot change inheritance of a partition", subjectOf(partition));
  const { key: parentKey, relation: parent } = requireRelation(draft, effect.parent, opened);
  const table = tableAt(draft, target.key) ?? target.table;
  requireChild(draft, table, parentKey, () =>
    refuse(
      "42P01",
      `relation "${parent.name}" is not a parent of relation "${table.name}"`,
      subjectOf(table),
    ),
  );
  release(draft, target.key, parentKey);
}

export function requireChild(
  draft: Draft,
  table: Table,
  parent: string,
  otherwise: () => never,
): void {
  if (table.parents.includes(parent)) return;
  if (table.origin !== "assumed" || table.formerParents?.includes(parent)) otherwise();
  doubt(draft, `whether "${table.name}" inherits was not seen`);
}

export const forgetFormerParent = (draft: Draft, key: string, parent: string): void =>
  updateTable(draft, key, ({ formerParents, ...table }) => {
    const others = formerParents?.filter((other) => other !== parent) ?? [];
    return others.length > 0 ? { ...table, formerParents: others } : table;
  });

/** What came from the parent, and from no other, is the child's own from here on. */
export function release(draft: Draft, key: string, parent: string): void {
  forgetAbove(draft, key, "delete");
  const others = tableAt(draft, key)?.parents.flatMap((other) =>
    other === parent ? [] : (tableAt(draft, other) ?? []),
  );
  const remains = (has: (table: Table) => boolean): boolean => others?.some(has) ?? false;
  updateTable(draft, key, ({ partitionBound, ...table }) => ({
    ...table,
    parents: table.parents.filter((other) => other !== parent),
    ...(table.origin === "assumed"
      ? { formerParents: [...(table.formerParents ?? []), parent] }
      : {}),
    columns: {
      ...table.columns,
      known: table.columns.known.map((column) => {
        if (remains(({ columns }) => columns.known.has(column.name))) return column;
        const { inherited, local, ...own } = column;
        return own;
      }),
    },
    constraints: {
      ...table.constraints,
      known: table.constraints.known.map((constraint) => {
        if (remains((other) => givesCheck(other, constraint.name))) return constraint;
        const { inherited, local, ...own } = constraint;
        return own;
      }),
    },
    triggers: {
      ...table.triggers,
      known: table.triggers.known.filter((trigger) => !trigger.inherited),
    },
  }));
  for (const { key: at, relation } of indexesOf(draft.catalog, key)) {
    const { parent: attached, ...index } = relation;
    if (attached !== undefined) setRelation(draft, at, index);
  }
}
