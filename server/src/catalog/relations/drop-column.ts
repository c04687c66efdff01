import type { DropColumn } from "../../effects/relations/alter-effects.ts";
import type { Column, Table } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { find, remove } from "../names.ts";
import { tableAt } from "./add-constraint.ts";
import { alterTarget, requireKind } from "./alter-target.ts";
import { changeColumn } from "./columns.ts";
import { deleteThings } from "./delete.ts";
import { forgetReaders } from "./forget-readers.ts";
import { childrenOf } from "./links.ts";
import { isTable, systemColumns } from "./require.ts";
import type { Thing } from "./things.ts";

/** ATExecDropColumn, for tables and composite types. */
export function dropColumn(draft: Draft, effect: DropColumn): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  requireKind(
    relation,
    "DROP COLUMN",
    "table",
    "partitioned table",
    "foreign table",
    "composite type",
  );
  if (relation.kind !== "composite type" && !isTable(relation)) {
    doubt(draft, `what "${relation.name}" is, is not known`);
    return;
  }
  const subject = { class: "column" as const, name: effect.column, on: key };
  if (isTable(relation) && relation.options.get("of") !== undefined)
    refuse("42809", "cannot drop column from typed table", subject);
  const missing = `column "${effect.column}" of relation "${relation.name}" does not exist`;
  const found = find(relation.columns, effect.column);
  if (systemColumns.has(effect.column))
    refuse("0A000", `cannot drop system column "${effect.column}"`, subject);
  if (found === "absent") {
    if (!effect.guard) refuse("42703", missing, subject);
    notice(draft, `${missing}, skipping`);
    return;
  }
  if (found === "unknown") {
    if (!effect.guard) doubt(draft, `column "${effect.column}" was not created in view`);
    if (effect.cascade) {
      deleteThings(draft, [{ kind: "column", key, name: effect.column }], "cascade");
      forgetReaders(draft, key);
    } else
      setRelation(draft, key, { ...relation, columns: remove(relation.columns, effect.column) });
    return;
  }
  if (isTable(relation)) forbidInherited(relation, found, key);
  if (found.assumed && !effect.cascade)
    doubt(draft, `what depends on column "${effect.column}" was not created in view`);
  if (relation.kind === "partitioned table" && effect.only && hasPartitions(draft, key))
    refuse(
      "42P16",
      "cannot drop column from only the partitioned table when partitions exist",
      subject,
    );
  const things = isTable(relation)
    ? withChildren(draft, key, effect.column, effect.only)
    : [{ kind: "column", key, name: effect.column } as const];
  deleteThings(draft, things, effect.cascade ? "cascade" : "restrict");
  if (found.assumed && effect.cascade) forgetReaders(draft, key);
}

const hasPartitions = (draft: Draft, key: string): boolean =>
  childrenOf(draft.catalog, key).length > 0;

function forbidInherited(table: Table, column: Column, key: string): void {
  const subject = { class: "column" as const, name: column.name, on: key };
  if (column.inherited) refuse("42P16", `cannot drop inherited column "${column.name}"`, subject);
  if (table.partitionColumns?.includes(column.name))
    refuse(
      "42P16",
      `cannot drop column "${column.name}" because it is part of the partition key of relation "${table.name}"`,
      subject,
    );
}

/** A child loses it too, unless it is its own or another parent's as well; with ONLY it keeps it as its own. */
function withChildren(draft: Draft, key: string, column: string, only: boolean): readonly Thing[] {
  const things: Thing[] = [{ kind: "column", key, name: column }];
  for (const child of childrenOf(draft.catalog, key)) {
    if (only || child.relation.columns.known.get(column)?.local) {
      changeColumn(draft, child.key, column, ({ inherited, local, ...own }) => own);
      continue;
    }
    const others = child.relation.parents.filter((parent) => parent !== key);
    const elsewhere = others.some((parent) => tableAt(draft, parent)?.columns.known.has(column));
    if (!elsewhere) things.push(...withChildren(draft, child.key, column, false));
  }
  return things;
}
