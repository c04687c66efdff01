import type { SetExpression } from "../../effects/relations/alter-effects.ts";
import type { WrittenExpression } from "../../effects/relations/written-expression.ts";
import type { Column } from "../catalog.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { findRelation } from "../look-up.ts";
import { find, isThere } from "../names.ts";
import { tableAt } from "./add-constraint.ts";
import { forbidSystemColumn } from "./alter-column.ts";
import { alteredTable } from "./alter-target.ts";
import { changeColumn, madeDefault, requireAssignable } from "./columns.ts";
import { inGeneration, requireImmutable } from "./immutable.ts";
import { childrenOf } from "./links.ts";
import { overChildren } from "./over-children.ts";
import { isTable, refuseMissingColumn, requireColumn, systemColumns } from "./require.ts";
import { checkTableExpression } from "./table-expression.ts";

export function setExpression(draft: Draft, effect: SetExpression): void {
  const action = effect.expression
    ? "ALTER COLUMN ... SET EXPRESSION"
    : "ALTER COLUMN ... DROP EXPRESSION";
  const target = alteredTable(draft, effect, action);
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
  forbidSystemColumn(table, effect.column);
  const about = `column "${effect.column}" of relation "${table.name}"`;
  if (!column.generated && !column.assumed) {
    if (effect.guard) {
      notice(draft, `${about} is not a generated column, skipping`);
      return;
    }
    refuse("55000", `${about} is not a generated column`, {
      class: "column",
      name: effect.column,
      on: key,
    });
  }
  if (!column.generated && !effect.guard) doubt(draft, `${about} may be no generated column`);
  if (effect.expression) checkGeneration(draft, key, column, effect.expression);
  const expression = effect.expression && madeDefault(draft, effect.expression);
  overChildren(draft, key, effect.only, (at) =>
    changeColumn(draft, at, effect.column, ({ default: before, generated, assumed, ...now }) => ({
      ...now,
      ...(expression ? { generated: generated ?? "stored", default: expression } : {}),
    })),
  );
}

/** ATPrepDropExpression: the tables below lose it too, and none can by itself. */
export function prepareSetExpression(draft: Draft, effect: SetExpression): void {
  const { key, found: table } = findRelation(draft.catalog, effect.table);
  if (effect.expression || !isThere(table) || !isTable(table)) return;
  const subject = { class: "column" as const, name: effect.column, on: key };
  if (effect.only && childrenOf(draft.catalog, key).length > 0)
    refuse("0A000", "ALTER TABLE / DROP EXPRESSION must be applied to child tables too", subject);
  if (systemColumns.has(effect.column)) return;
  const column = find(table.columns, effect.column);
  if (column === "absent") refuseMissingColumn(table, key, effect.column);
  if (isThere(column) && column.inherited)
    refuse("42P16", "cannot drop generation expression from inherited column", subject);
}

/** cookDefault: what it reads, that it never changes, and its type, in this order. */
export function checkGeneration(
  draft: Draft,
  key: string,
  column: Pick<Column, "name" | "type">,
  { value, reads }: WrittenExpression,
): void {
  const given = checkTableExpression(draft, key, value, "column generation expression");
  const columns = tableAt(draft, key)?.columns.known;
  const other = reads.find((name) => columns?.get(name)?.generated);
  if (other !== undefined)
    refuse("42P17", `cannot use generated column "${other}" in column generation expression`, {
      class: "column",
      name: other,
      on: key,
    });
  requireImmutable(draft, key, value, inGeneration);
  requireAssignable(draft, column, value, given);
}
