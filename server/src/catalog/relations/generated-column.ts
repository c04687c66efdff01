import type { SetExpression } from "../../effects/relations/alter-effects.ts";
import { type Draft, doubt, notice, refuse } from "../draft.ts";
import { alteredTable } from "./alter-target.ts";
import { changeColumn, madeDefault } from "./columns.ts";
import { requireColumn } from "./require.ts";

export function setExpression(draft: Draft, effect: SetExpression): void {
  const action = effect.expression
    ? "ALTER COLUMN ... SET EXPRESSION"
    : "ALTER COLUMN ... DROP EXPRESSION";
  const target = alteredTable(draft, effect, action);
  if (!target) return;
  const { key, table } = target;
  const column = requireColumn(draft, key, table, effect.column);
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
  const expression = effect.expression && madeDefault(draft, effect.expression);
  changeColumn(draft, key, effect.column, ({ default: before, generated, assumed, ...now }) => ({
    ...now,
    ...(expression ? { generated: generated ?? "stored", default: expression } : {}),
  }));
}
