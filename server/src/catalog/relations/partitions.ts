import type { Table, Trigger } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { put } from "../names.ts";
import { tableAt } from "./add-constraint.ts";
import { copyForeignKey } from "./foreign-key.ts";
import { likeIndex } from "./like-index.ts";
import { indexesOf } from "./links.ts";
import { indexPartition } from "./make-index.ts";
import { boundOf, readBound } from "./partition-bound.ts";
import { fitsBound, isEmptyRange, overlap, partitionsOf, some } from "./partition-fit.ts";
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
export function requireFittingBound({ catalog }: Draft, parent: Table, text: string): void {
  const strategy = strategies[textIn(parent.partitionKey, "strategy") ?? ""];
  if (strategy === undefined) return;
  const subject = { class: "table" as const, name: parent.name };
  if (text.includes('"is_default":true')) {
    if (strategy === "hash")
      refuse("42P16", "a hash-partitioned table may not have a default partition", subject);
    return;
  }
  const written = textIn(text, "strategy");
  if (written !== undefined && written !== strategy[0])
    refuse("42P16", `invalid bound specification for a ${strategy} partition`, subject);
  const bound = readBound(catalog, parent, text);
  if (bound?.kind !== "hash") return;
  if (bound.modulus <= 0)
    refuse(
      "42P16",
      "modulus for hash partition must be an integer value greater than zero",
      subject,
    );
  if (bound.remainder >= bound.modulus)
    refuse("42P16", "remainder for hash partition must be less than modulus", subject);
}

const strategies: Readonly<Record<string, "list" | "range" | "hash">> = {
  PARTITION_STRATEGY_LIST: "list",
  PARTITION_STRATEGY_RANGE: "range",
  PARTITION_STRATEGY_HASH: "hash",
};

/** Of canonical text: JSON. */
const textIn = (definition: string | undefined, name: string): string | undefined =>
  definition?.match(new RegExp(`"${name}":"([^"]*)"`))?.[1];

/** check_new_partition_bound, then check_default_partition_contents. */
export function forbidOverlap(draft: Draft, key: string): void {
  const table = tableAt(draft, key);
  const [parentKey] = table?.parents ?? [];
  const parent = parentKey === undefined ? undefined : tableAt(draft, parentKey);
  if (!table || parentKey === undefined || !parent) return;
  const subject = { class: "table" as const, schema: table.schema, name: table.name };
  const own = boundOf(draft.catalog, parent, table.partitionBound ?? "");
  if (own && isEmptyRange(draft.catalog, parent, own))
    refuse("42P17", `empty range bound specified for partition "${table.name}"`, subject);
  for (const { key: other, relation } of partitionsOf(draft.catalog, parentKey)) {
    if (other === key) continue;
    const bound = boundOf(draft.catalog, parent, relation.partitionBound ?? "");
    if (own?.kind === "default" && bound?.kind === "default")
      refuse(
        "42P17",
        `partition "${table.name}" conflicts with existing default partition "${relation.name}"`,
        subject,
      );
    if (own?.kind === "hash" && bound?.kind === "hash" && !divides(own.modulus, bound.modulus))
      refuse(
        "42P17",
        "every hash partition modulus must be a factor of the next larger modulus",
        subject,
      );
    const same = relation.partitionBound === table.partitionBound;
    if (same || (own && bound && overlap(draft.catalog, parent, own, bound) === true))
      refuse(
        "42P17",
        `partition "${table.name}" would overlap partition "${relation.name}"`,
        subject,
      );
  }
}

const divides = (a: number, b: number): boolean => Math.max(a, b) % Math.min(a, b) === 0;

/** Rows of the default partition that the new one should have. */
export function forbidRowsInDefault(draft: Draft, key: string): void {
  const table = tableAt(draft, key);
  const [parentKey] = table?.parents ?? [];
  const parent = parentKey === undefined ? undefined : tableAt(draft, parentKey);
  if (!table || parentKey === undefined || !parent) return;
  const bound = boundOf(draft.catalog, parent, table.partitionBound ?? "");
  const other = partitionsOf(draft.catalog, parentKey).find(
    ({ key: at, relation }) => at !== key && isDefault(relation),
  );
  if (!other) return;
  const { name, rows } = other.relation;
  const fitting = some(
    rows.known.toArray().map((row) => fitsBound(draft.catalog, parent, bound, row)),
  );
  if (fitting === true)
    refuse(
      "23514",
      `updated partition constraint for default partition "${name}" would be violated by some row`,
      { class: "table", schema: table.schema, name },
    );
  if (fitting === "unknown" || (!rows.complete && draft.catalog.closed))
    doubt(draft, `whether the rows of "${name}" belong to "${table.name}" is not known`);
}

const isDefault = (table: Table): boolean =>
  table.partitionBound?.includes('"is_default":true') ?? false;
