import type { AlterColumnType } from "../../effects/relations/alter-effects.ts";
import type { Column, Table, TypeName } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import { certainReaders } from "./readers.ts";

/** ATPrepAlterColumnType and RememberAllDependentForRebuilding, as far as it is certain. */
export function forbidTypeChange(
  draft: Draft,
  key: string,
  table: Table,
  column: Column,
  type: TypeName,
  effect: AlterColumnType,
): void {
  const subject = { class: "column" as const, name: column.name, on: key };
  if (table.options.get("of") !== undefined)
    refuse("42809", "cannot alter column type of typed table", subject);
  if (column.inherited && !effect.only)
    refuse("42P16", `cannot alter inherited column "${column.name}"`, subject);
  if (table.partitionColumns?.includes(column.name))
    refuse(
      "42P16",
      `cannot alter column "${column.name}" because it is part of the partition key of relation "${table.name}"`,
      subject,
    );
  if (column.generated && effect.using)
    refuse("42611", "cannot specify USING when altering type of generated column", subject);
  for (const reader of certainReaders(draft.catalog, key, column.name)) {
    const message = messages[reader];
    if (message !== undefined) refuse("0A000", message, subject);
  }
  void type;
}

const messages: Readonly<Record<string, string>> = {
  view: "cannot alter type of a column used by a view or rule",
  rule: "cannot alter type of a column used by a view or rule",
  trigger: "cannot alter type of a column used in a trigger definition",
  policy: "cannot alter type of a column used in a policy definition",
  "generated column": "cannot alter type of a column used by a generated column",
};
