import type { AddColumn, AlterColumnType } from "../../effects/relations/alter-effects.ts";
import type { ConstraintSpec } from "../../effects/relations/constraint-spec.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import { builtinCast } from "../builtin/casts.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import { findRelation } from "../look-up.ts";
import { emptyNames } from "../names.ts";
import { resolveType } from "../objects/types.ts";
import { expressionVolatility } from "../objects/volatility.ts";

/** The part of a lock form that is the same whatever relation it is on. */
export interface ColumnForm {
  readonly form: string;
  readonly other?: NameRef | string;
  /** Whether it rewrites or scans cannot be told from what is known. */
  readonly unsure?: true;
}

/** ADD COLUMN: one form for how its value is made, one for each constraint. */
export function columnForms({ column }: AddColumn, catalog: Catalog): readonly ColumnForm[] {
  const filled = column.default !== undefined || column.serial !== undefined;
  const forms: ColumnForm[] = [valueForm(column, catalog)];
  const suffix = filled ? " default" : "";
  for (const { type, references } of column.constraints) {
    if (type === "check") forms.push({ form: `add-column check${suffix}` });
    if (type === "unique" || type === "primary key") forms.push({ form: "add-column unique" });
    if (references) forms.push({ form: `add-column references${suffix}`, other: references.table });
  }
  return forms;
}

function valueForm(column: AddColumn["column"], catalog: Catalog): ColumnForm {
  if (column.serial) return { form: "add-column serial" };
  if (column.identity) return { form: "add-column identity" };
  if (column.generated) return { form: `add-column ${column.generated.kind}` };
  const type = column.type && resolveType(catalog, column.type).found;
  if (typeof type === "object" && type.kind === "type" && type.type.kind === "domain")
    if (type.type.constraints.known.size > 0 || type.type.notNull !== false)
      return { form: "add-column constrained domain" };
  if (!column.default) return { form: "add-column" };
  const volatility = expressionVolatility(catalog, column.default.value, emptyNames(true));
  if (volatility === "unknown") return { form: "add-column default volatile", unsure: true };
  if (volatility === "volatile") return { form: "add-column default volatile" };
  return { form: volatility === "stable" ? "add-column default stable" : "add-column default" };
}

/** ALTER TABLE … ADD CONSTRAINT. */
export function constraintForm({
  type,
  notValid,
  usingIndex,
  references,
}: ConstraintSpec): ColumnForm {
  if (usingIndex !== undefined) return { form: "add-constraint unique using index" };
  const form = `add-constraint ${type}${notValid ? " not valid" : ""}`;
  return references ? { form, other: references.table } : { form };
}

/** ATColumnChangeRequiresRewrite, as far as the types are known. */
export function typeForm(
  { table, column, type, using }: AlterColumnType,
  catalog: Catalog,
): ColumnForm {
  const { found } = findRelation(catalog, table);
  const before =
    typeof found === "object" && "columns" in found && found.kind !== "index"
      ? found.columns.known.get(column)?.type
      : undefined;
  const after = resolveType(catalog, type);
  const rewrites = { form: "alter-column-type rewrites" };
  if (before === undefined || before === "unknown" || after.found === "unknown" || using)
    return { ...rewrites, unsure: true };
  return keeps(before, {
    ...after.type,
    ...(type.modifiers === undefined ? {} : { modifiers: type.modifiers }),
  })
    ? { form: "alter-column-type keeps" }
    : rewrites;
}

/** The same bytes will do: a longer varchar, a numeric with more digits before its point, a binary coercible type. */
function keeps(from: TypeName, to: TypeName): boolean {
  if (from.dimensions !== to.dimensions) return false;
  if (from.schema === to.schema && from.name === to.name)
    return from.modifiers === to.modifiers || to.modifiers === undefined || widens(from, to);
  if (from.schema !== "pg_catalog" || to.schema !== "pg_catalog" || from.dimensions > 0)
    return false;
  return to.modifiers === undefined && builtinCast(from.name, to.name)?.method === "binary";
}

/** varchar_support, numeric_support, varbit_support: what their length coercion casts leave out. */
function widens({ name, modifiers }: TypeName, to: TypeName): boolean {
  if (modifiers === undefined) return false;
  const [length = 0, scale = 0] = modifiers.split(",").map(Number);
  const [newLength = 0, newScale = 0] = (to.modifiers ?? "").split(",").map(Number);
  if (name === "numeric") return newScale === scale && newLength >= length;
  return (
    /^(varchar|varbit|time|timetz|timestamp|timestamptz|interval)$/.test(name) &&
    newLength >= length
  );
}

/** NotNullImpliedByRelConstraints: a valid check says it already. */
export function isProven(catalog: Catalog, table: NameRef, column: string): boolean {
  const { found } = findRelation(catalog, table);
  if (typeof found !== "object" || !("constraints" in found)) return false;
  return found.constraints.known.some(
    ({ type, validated, columns, definition }) =>
      type === "check" &&
      validated &&
      String(columns) === column &&
      definition.includes('"IS_NOT_NULL"') &&
      !definition.includes("BoolExpr"),
  );
}
