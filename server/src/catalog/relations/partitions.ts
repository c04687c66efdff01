import type { Table, Trigger } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { put } from "../names.ts";
import { tableAt } from "./add-constraint.ts";
import { copyForeignKey } from "./foreign-key.ts";
import { likeIndex } from "./like-index.ts";
import { childrenOf, indexesOf } from "./links.ts";
import { indexPartition } from "./make-index.ts";
import { updateTable } from "./require.ts";

/** What a partition gets from its parent: indexes (its own if they fit), foreign keys, row triggers. */
export function clonePartitionParts(draft: Draft, key: string, parent: string): void {
  const from = tableAt(draft, parent);
  if (!from) return;
  for (const { key: indexKey, relation: index } of indexesOf(draft.catalog, parent)) {
    const constraint =
      index.constraint === undefined ? undefined : from.constraints.known.get(index.constraint);
    indexPartition(draft, key, indexKey, likeIndex(index, constraint));
  }
  from.constraints.known.forEach((constraint) => {
    if (constraint.type === "foreign key") copyForeignKey(draft, key, constraint);
  });
  from.triggers.known.forEach((trigger) => {
    if (!isStatementTrigger(trigger)) cloneTrigger(draft, key, trigger);
  });
}

/** The definition is the canonical text of CREATE TRIGGER, which says `row` for FOR EACH ROW. */
const isStatementTrigger = (trigger: Trigger): boolean =>
  !trigger.definition.includes('"row":true');

export function cloneTrigger(draft: Draft, key: string, trigger: Trigger): void {
  updateTable(draft, key, (table) => ({
    ...table,
    triggers: put(table.triggers, trigger.name, { ...trigger, inherited: true }),
  }));
}

/** transformPartitionBound: a bound is written as the parent is partitioned. */
export function requireFittingBound({ name, partitionKey }: Table, bound: string): void {
  const strategy = strategies[textIn(partitionKey, "strategy") ?? ""];
  if (strategy === undefined) return;
  const subject = { class: "table" as const, name };
  if (bound.includes('"is_default":true')) {
    if (strategy === "hash")
      refuse("42P16", "a hash-partitioned table may not have a default partition", subject);
    return;
  }
  const written = textIn(bound, "strategy");
  if (written !== undefined && written !== strategy[0])
    refuse("42P16", `invalid bound specification for a ${strategy} partition`, subject);
}

const strategies: Readonly<Record<string, "list" | "range" | "hash">> = {
  PARTITION_STRATEGY_LIST: "list",
  PARTITION_STRATEGY_RANGE: "range",
  PARTITION_STRATEGY_HASH: "hash",
};

/** Of canonical text: JSON. */
const textIn = (definition: string | undefined, name: string): string | undefined =>
  definition?.match(new RegExp(`"${name}":"([^"]*)"`))?.[1];

/** check_new_partition_bound, where it is certain: the same bound twice, or a second default. */
export function forbidOverlap(draft: Draft, key: string): void {
  const table = tableAt(draft, key);
  const parent = table?.parents[0];
  if (!table || parent === undefined) return;
  for (const { key: other, relation } of childrenOf(draft.catalog, parent)) {
    if (other === key || relation.partitionBound === undefined) continue;
    if (relation.partitionBound !== table.partitionBound) continue;
    const subject = { class: "table" as const, schema: table.schema, name: table.name };
    if (isDefault(table))
      refuse(
        "42P17",
        `partition "${table.name}" conflicts with existing default partition "${relation.name}"`,
        subject,
      );
    refuse(
      "42P17",
      `partition "${table.name}" would overlap partition "${relation.name}"`,
      subject,
    );
  }
}

const isDefault = (table: Table): boolean =>
  table.partitionBound?.includes('"is_default":true') ?? false;
