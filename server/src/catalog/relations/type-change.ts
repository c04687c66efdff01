import type { AlterColumnType } from "../../effects/relations/alter-effects.ts";
import type { Catalog, Column, Table, TypeName } from "../catalog.ts";
import { type Draft, refuse } from "../draft.ts";
import type { InferredType } from "../evaluate/scope.ts";
import { isThere } from "../names.ts";
import { resolveType } from "../objects/types.ts";
import { shownType } from "../objects/written-type.ts";
import { isAssignable } from "./assignable.ts";
import { inheritedFrom, inheritors } from "./inheritors.ts";
import { certainReaders } from "./readers.ts";
import { isTable } from "./require.ts";

/** ATPrepAlterColumnType before the new type is looked up. */
export function forbidAlteringType(table: Table, key: string, column: Column): void {
  const subject = { class: "column" as const, name: column.name, on: key };
  if (table.options.get("of") !== undefined)
    refuse("42809", "cannot alter column type of typed table", subject);
  if (column.inherited) refuse("42P16", `cannot alter inherited column "${column.name}"`, subject);
  forbidPartitionKey(table, key, column.name);
}

function forbidPartitionKey(table: Table, key: string, name: string): void {
  if (table.partitionColumns?.includes(name))
    refuse(
      "42P16",
      `cannot alter column "${name}" because it is part of the partition key of relation "${table.name}"`,
      { class: "column", name, on: key },
    );
}

/** ATPrepAlterColumnType of the tables below. */
export function forbidBelow(
  draft: Draft,
  key: string,
  column: Column,
  type: TypeName,
  effect: AlterColumnType,
): void {
  const below = inheritors(draft.catalog, key);
  const { name } = column;
  if (effect.only && below.size > 0)
    refuse("42P16", `type of inherited column "${name}" must be changed in child tables too`, {
      class: "column",
      name,
      on: key,
    });
  for (const [child, parents] of below) {
    const table = draft.catalog.relations.known.get(child);
    if (!table || !isTable(table)) continue;
    const has = ({ columns }: Table): boolean => columns.known.has(name);
    if (inheritedFrom(draft.catalog, table, has) > parents)
      refuse("42P16", `cannot alter inherited column "${name}" of relation "${table.name}"`, {
        class: "column",
        name,
        on: child,
      });
    forbidPartitionKey(table, child, name);
    const own = table.columns.known.get(name);
    if (own && !effect.using) forbidUncastable(draft, child, own, type, undefined);
  }
}

/** ATExecAlterColumnType: the default, then what RememberAllDependentForRebuilding turns away, as far as certain. */
export function forbidTypeChange(draft: Draft, key: string, column: Column, type: TypeName): void {
  const { catalog } = draft;
  const fallback = column.generated ? undefined : typeOfDefault(catalog, column);
  if (fallback && !isAssignable(catalog, fallback, type))
    refuseCast(draft, key, column, type, "default for column");
  forbidReaders(draft, key, column);
}

/** RememberAllDependentForRebuilding */
export function forbidReaders({ catalog }: Draft, key: string, { name }: Column): void {
  for (const reader of certainReaders(catalog, key, name)) {
    const message = messages[reader];
    if (message !== undefined) refuse("0A000", message, { class: "column", name, on: key });
  }
}

/** ATPrepAlterColumnType once the new type is known (`given`: what USING gives). */
export function forbidUncastable(
  draft: Draft,
  key: string,
  column: Column,
  type: TypeName,
  given: InferredType | undefined,
): void {
  const { catalog } = draft;
  if (given !== undefined) {
    if (column.generated)
      refuse("42611", "cannot specify USING when altering type of generated column", {
        class: "column",
        name: column.name,
        on: key,
      });
    if (typeof given !== "string" && !isAssignable(catalog, given, type))
      refuseCast(draft, key, column, type, "result of USING clause for column");
  } else if (column.type !== "unknown" && !isAssignable(catalog, column.type, type)) {
    refuseCast(draft, key, column, type, "column");
  }
}

function refuseCast(
  { catalog }: Draft,
  key: string,
  { name }: Column,
  type: TypeName,
  what: string,
): never {
  const shown = shownType(type, catalog.session.searchPath);
  return refuse("42804", `${what} "${name}" cannot be cast automatically to type ${shown}`, {
    class: "column",
    name,
    on: key,
  });
}

/** Without the cast to the column's type that was put round it (strip_implicit_coercions); undefined: not certain. */
function typeOfDefault(catalog: Catalog, column: Column): TypeName | undefined {
  const value = column.default?.value;
  if (value?.kind === "cast") {
    const { type, found } = resolveType(catalog, value.type);
    return isThere(found) ? type : undefined;
  }
  if (value?.kind === "call" && value.name === "nextval") return { ...builtin, name: "int8" };
  if (value?.kind !== "constant" || column.type === "unknown") return undefined;
  if (typeof value.value === "string") return column.type;
  if (typeof value.value === "boolean") return { ...builtin, name: "bool" };
  return Number.isInteger(value.value) ? { ...builtin, name: "int4" } : undefined;
}

const builtin = { schema: "pg_catalog", dimensions: 0 };

const messages: Readonly<Record<string, string>> = {
  view: "cannot alter type of a column used by a view or rule",
  trigger: "cannot alter type of a column used in a trigger definition",
  policy: "cannot alter type of a column used in a policy definition",
  "generated column": "cannot alter type of a column used by a generated column",
};
