import type { Catalog, Column, Table, TypeName } from "../../catalog/catalog.ts";
import { differences } from "../../catalog/difference.ts";
import { findRelation } from "../../catalog/look-up.ts";
import { isThere } from "../../catalog/names.ts";
import { shownType } from "../../catalog/objects/written-type.ts";
import type { Effect } from "../../effects/effect.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import { identifier, literal } from "../../sql/names.ts";
import { dropOf } from "./reverse-drops.ts";

/** One statement that was run. */
export interface Step {
  readonly effects: readonly Effect[];
  readonly before: Catalog;
  readonly after: Catalog;
}

/** The statements that undo a migration, last one first; those that nothing is known to undo are left out. */
export const reverseOf = (steps: readonly Step[]): readonly string[] =>
  [...steps].reverse().flatMap(undone);

function undone(step: Step): readonly string[] {
  const changed = [
    ...new Set([...step.effects].reverse().flatMap((effect) => changedBack(step, effect))),
  ];
  const made = differences(step.before, step.after).filter((one) => one.change === "added");
  const drops = renames(step) ? [] : made.flatMap((one) => dropOf(step, made, one));
  return [...changed, ...drops];
}

const renames = ({ effects }: Step): boolean =>
  effects.some((one) => one.kind.startsWith("rename-"));

/** What alters something, the other way round. */
function changedBack({ before, after }: Step, effect: Effect): readonly string[] {
  switch (effect.kind) {
    case "rename-relation": {
      const renamed = nameOf({ ...effect.name, name: effect.to });
      const word = effect.as.toUpperCase();
      return [`ALTER ${word} ${renamed} RENAME TO ${identifier(effect.name.name)};`];
    }
    case "rename-column":
      return [
        `ALTER ${effect.as.toUpperCase()} ${nameOf(effect.table)} RENAME COLUMN ${identifier(effect.to)} TO ${identifier(effect.column)};`,
      ];
    case "rename-constraint":
      return [
        `ALTER TABLE ${nameOf(effect.table)} RENAME CONSTRAINT ${identifier(effect.to)} TO ${identifier(effect.constraint)};`,
      ];
    case "rename-type": {
      const renamed = nameOf({ ...effect.name, name: effect.to });
      return [`ALTER TYPE ${renamed} RENAME TO ${identifier(effect.name.name)};`];
    }
    case "rename-enum-value":
      return [
        `ALTER TYPE ${nameOf(effect.name)} RENAME VALUE ${literal(effect.to)} TO ${literal(effect.value)};`,
      ];
    case "set-row-security":
      return rowSecurity(before, after, effect.table);
    case "set-not-null":
    case "drop-not-null":
    case "set-default":
    case "alter-column-type":
      return columnBack(before, after, effect.table, effect.column);
    default:
      return [];
  }
}

function rowSecurity(before: Catalog, after: Catalog, table: NameRef): readonly string[] {
  const [was, is] = [tableIn(before, table), tableIn(after, table)];
  if (!was || !is) return [];
  const alter = `ALTER TABLE ${nameOf(table)}`;
  return [
    ...(was.rowSecurity === is.rowSecurity
      ? []
      : [`${alter} ${was.rowSecurity === true ? "ENABLE" : "DISABLE"} ROW LEVEL SECURITY;`]),
    ...(was.forceRowSecurity === is.forceRowSecurity
      ? []
      : [`${alter} ${was.forceRowSecurity === true ? "" : "NO "}FORCE ROW LEVEL SECURITY;`]),
  ];
}

function columnBack(
  before: Catalog,
  after: Catalog,
  table: NameRef,
  column: string,
): readonly string[] {
  const was = tableIn(before, table)?.columns.known.get(column);
  const is = tableIn(after, table)?.columns.known.get(column);
  if (!was || !is || was.type === "unknown" || is.type === "unknown") return [];
  const alter = `ALTER TABLE ${nameOf(table)} ALTER COLUMN ${identifier(column)}`;
  const type = typeText(was.type, before);
  return [
    ...(typeText(is.type, after) === type
      ? []
      : [`${alter} TYPE ${type} USING ${identifier(column)}::${type};`]),
    ...(was.notNull === is.notNull ? [] : [`${alter} ${was.notNull ? "SET" : "DROP"} NOT NULL;`]),
    ...defaultBack(alter, was, is),
  ];
}

/** A default that is more than a constant is not kept as it was written. */
function defaultBack(alter: string, was: Column, is: Column): readonly string[] {
  if (was.default?.definition === is.default?.definition) return [];
  if (!was.default) return [`${alter} DROP DEFAULT;`];
  const { value } = was.default;
  if (value.kind !== "constant") return [];
  const text = typeof value.value === "string" ? literal(value.value) : String(value.value);
  return [`${alter} SET DEFAULT ${text};`];
}

function typeText(type: TypeName, { session }: Catalog): string {
  const { modifiers, ...plain } = type;
  if (modifiers === undefined || type.schema !== "pg_catalog")
    return shownType(plain, session.searchPath);
  return `${type.name}(${modifiers})${"[]".repeat(type.dimensions)}`;
}

function tableIn(catalog: Catalog, name: NameRef): Table | undefined {
  const { found } = findRelation(catalog, name);
  return isThere(found) && "rows" in found ? found : undefined;
}

const nameOf = ({ schema, name }: NameRef): string =>
  schema === undefined ? identifier(name) : `${identifier(schema)}.${identifier(name)}`;
