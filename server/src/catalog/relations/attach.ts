import type { AttachPartition, DetachPartition } from "../../effects/relations/alter-effects.ts";
import type { Table } from "../catalog.ts";
import { forgetAbove, isEmpty } from "../data/relatives.ts";
import { fitsAll } from "../data/routing.ts";
import { type Draft, doubt, putOff, refuse } from "../draft.ts";
import { alteredTable } from "./alter-target.ts";
import { forbidOtherPersistence, inOrder, setKind } from "./inherit.ts";
import {
  forgetFormerParent,
  isAncestor,
  opened,
  release,
  requireChild,
  subjectOf,
} from "./inheritance.ts";
import { childrenOf } from "./links.ts";
import { requireMatching } from "./match-parent.ts";
import {
  clonePartitionParts,
  forbidOverlap,
  forbidRowsInDefault,
  requireFittingBound,
} from "./partitions.ts";
import { classOf, isTable, requireRelation, requireTable, updateTable } from "./require.ts";

/** ATExecAttachPartition */
export function attachPartition(draft: Draft, effect: AttachPartition): void {
  const target = alteredTable(draft, effect, "ATTACH PARTITION", "table", "partitioned table");
  if (!target) return;
  const { key: parentKey, table: parent } = target;
  requirePartitioned(parent, "ATTACH PARTITION");
  requireFittingBound(draft, parent, effect.bound);
  setKind(draft, parentKey, "partitioned table");
  const { key, table } = requireTable(draft, effect.partition);
  if (table.partitionBound !== undefined)
    refuse("42809", `"${table.name}" is already a partition`, subjectOf(table));
  if (table.parents.length > 0)
    refuse("42809", "cannot attach inheritance child as partition", subjectOf(table));
  if (childrenOf(draft.catalog, key).some((child) => child.relation.partitionBound === undefined))
    refuse("42809", "cannot attach inheritance parent as partition", subjectOf(table));
  if (isAncestor(draft, key, parentKey))
    refuse("42P07", "circular inheritance not allowed", subjectOf(table));
  if (table.origin === "assumed") doubt(draft, `"${table.name}" may be a partition already`);
  else forbidOtherPersistence(parent, table.persistence === "temporary", "attached partition");
  requireParentsColumns(draft, table, parent);
  updateTable(draft, key, (now) => ({
    ...now,
    parents: [parentKey],
    partitionBound: effect.bound,
  }));
  forgetFormerParent(draft, key, parentKey);
  forbidOverlap(draft, key);
  requireMatching(draft, key, table, parent);
  clonePartitionParts(draft, key, parentKey);
  putOff(draft, "checks", () => {
    forbidForeignRows(draft, key, table);
    forbidRowsInDefault(draft, key);
  });
  if (!isEmpty(table)) forgetAbove(draft, key, "insert");
}

function requireParentsColumns(draft: Draft, table: Table, parent: Table): void {
  for (const { name, identity } of inOrder(table.columns)) {
    // 55000 as of PostgreSQL 17; those before take it (asked 15 and 18).
    if (identity) return doubt(draft, `"${table.name}" has an identity column, "${name}"`);
    if (parent.columns.complete && !parent.columns.known.has(name))
      refuse(
        "42804",
        `table "${table.name}" contains column "${name}" not found in parent "${parent.name}"`,
        subjectOf(table),
      );
  }
}

/** Rows that are there have to fit. */
function forbidForeignRows(draft: Draft, key: string, { name, rows, origin }: Table): void {
  const doubts = draft.doubts.length;
  if (!rows.known.every((row) => fitsAll(draft, key, row)))
    refuse("23514", `partition constraint of relation "${name}" is violated by some row`, {
      class: "table",
      name,
    });
  const unseen = !rows.complete && origin !== "assumed" && draft.catalog.closed;
  if (unseen && draft.doubts.length === doubts)
    doubt(draft, `whether the rows of "${name}" fit the partition is not known`);
}

/** ATSimplePermissions as of PostgreSQL 17; before, "is not partitioned" (42P17) says so later. */
function requirePartitioned(parent: Table, action: string): void {
  if (parent.kind !== "partitioned table" && parent.origin !== "assumed")
    refuse(
      "42809",
      `ALTER action ${action} cannot be performed on relation "${parent.name}"`,
      subjectOf(parent),
    );
}

/** ATExecDetachPartition */
export function detachPartition(draft: Draft, effect: DetachPartition): void {
  const target = alteredTable(draft, effect, "DETACH PARTITION", "table", "partitioned table");
  if (!target) return;
  const { key: parentKey, table: parent } = target;
  requirePartitioned(parent, "DETACH PARTITION");
  setKind(draft, parentKey, "partitioned table");
  const { key, relation } = requireRelation(draft, effect.partition, opened);
  const notAPartition = (): never =>
    refuse("42P01", `relation "${relation.name}" is not a partition of relation "${parent.name}"`, {
      class: classOf(relation.kind),
      schema: relation.schema,
      name: relation.name,
    });
  if (!isTable(relation)) return notAPartition();
  requireChild(draft, relation, parentKey, notAPartition);
  release(draft, key, parentKey);
}
