import type { DropNotNull, SetDefault, SetNotNull } from "../../effects/relations/alter-effects.ts";
import type { Relation, Table } from "../catalog.ts";
import { type Draft, doubt, putOff, refuse } from "../draft.ts";
import { setRelation } from "../look-up.ts";
import { find, isThere } from "../names.ts";
import { forbidNulls, tableAt } from "./add-constraint.ts";
import { alteredTable, alterTarget, requireKind } from "./alter-target.ts";
import { changeColumn, columnDefault } from "./columns.ts";
import { primaryKeyOf } from "./make-index.ts";
import { overChildren } from "./over-children.ts";
import { isTable, refuseMissingColumn, requireColumn, systemColumns } from "./require.ts";

/** ALTER COLUMN … DEFAULT and NOT NULL, each with the checks of its ATExec… function in their order. */

export function setDefault(draft: Draft, effect: SetDefault): void {
  const target = alterTarget(draft, effect.table, effect.as, effect.ifTableExists);
  if (!target) return;
  const { key, relation } = target;
  requireKind(
    relation,
    "ALTER COLUMN ... SET DEFAULT",
    "table",
    "partitioned table",
    "foreign table",
    "view",
  );
  if (relation.kind === "view") {
    const found = find(relation.columns, effect.column);
    if (found === "absent") refuseMissingColumn(relation, key, effect.column);
    if (!isThere(found)) return doubt(draft, `column "${effect.column}" was not created in view`);
    const { default: before, ...kept } = found;
    const fallback = effect.default && columnDefault(draft, found, effect.default);
    const column = { ...kept, ...(fallback ? { default: fallback } : {}) };
    setRelation(draft, key, {
      ...relation,
      columns: { ...relation.columns, known: relation.columns.known.set(column.name, column) },
    });
    return;
  }
  if (!isTable(relation)) return doubt(draft, `what "${relation.name}" is, is not known`);
  const column = requireColumn(draft, key, relation, effect.column);
  forbidSystemColumn(relation, effect.column);
  const subject = { class: "column" as const, name: effect.column, on: key };
  if (column.identity)
    refuse(
      "42601",
      `column "${effect.column}" of relation "${relation.name}" is an identity column`,
      subject,
    );
  if (column.generated)
    refuse(
      "42601",
      `column "${effect.column}" of relation "${relation.name}" is a generated column`,
      subject,
    );
  const fallback = effect.default && columnDefault(draft, column, effect.default);
  overChildren(draft, key, effect.only, (at) =>
    changeColumn(draft, at, effect.column, ({ default: before, ...kept }) => ({
      ...kept,
      ...(fallback ? { default: fallback } : {}),
    })),
  );
}

export function setNotNull(draft: Draft, effect: SetNotNull): void {
  const target = alteredTable(draft, effect, "ALTER COLUMN ... SET NOT NULL");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  forbidSystemColumn(table, effect.column);
  if (column.notNull !== true)
    putOff(draft, "not null", () => forbidNulls(draft, key, effect.column));
  overChildren(draft, key, effect.only, (at) =>
    changeColumn(draft, at, effect.column, (now) => ({ ...now, notNull: true })),
  );
}

export function dropNotNull(draft: Draft, effect: DropNotNull): void {
  const target = alteredTable(draft, effect, "ALTER COLUMN ... DROP NOT NULL");
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  forbidSystemColumn(table, effect.column);
  const subject = { class: "column" as const, name: effect.column, on: key };
  if (column.notNull === false) return;
  if (column.identity)
    refuse(
      "42601",
      `column "${effect.column}" of relation "${table.name}" is an identity column`,
      subject,
    );
  if (primaryKeyOf(table)?.columns.includes(effect.column))
    refuse("42P16", `column "${effect.column}" is in a primary key`, subject);
  if (table.partitionBound !== undefined) {
    const parent = tableAt(draft, table.parents[0] ?? "")?.columns.known.get(effect.column);
    if (parent?.notNull === true)
      refuse("42P16", `column "${effect.column}" is marked NOT NULL in parent table`, subject);
  } else forbidInherited(draft, key, table, effect.column);
  overChildren(draft, key, effect.only, (at) =>
    changeColumn(draft, at, effect.column, (now) => ({ ...now, notNull: false })),
  );
}

/** Since 18 what a parent says of its columns holds for all that inherit it, not only for partitions. */
function forbidInherited(draft: Draft, key: string, table: Table, name: string): void {
  const { postgresVersion } = draft.catalog;
  const isInherited = table.parents.some(
    (parent) => tableAt(draft, parent)?.columns.known.get(name)?.notNull === true,
  );
  if (!isInherited || (postgresVersion !== undefined && postgresVersion < 18)) return;
  const message = `cannot drop inherited constraint of column "${name}" of relation "${table.name}"`;
  if (postgresVersion === undefined) doubt(draft, message);
  else refuse("42P16", message, { class: "column", name, on: key });
}

export function forbidSystemColumn(relation: Relation, column: string): void {
  if (systemColumns.has(column))
    refuse("0A000", `cannot alter system column "${column}"`, {
      class: "column",
      name: column,
      on: `${relation.schema}.${relation.name}`,
    });
}
