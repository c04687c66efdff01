import type { Catalog, Relation } from "../../catalog/catalog.ts";
import type { Difference } from "../../catalog/difference.ts";
import { shownTypes } from "../../catalog/objects/written-type.ts";
import { identifier } from "../../sql/names.ts";
import { nameOfKey } from "./written-relation.ts";

/** The DROP of one thing that a statement made; nothing where it goes with another one that is dropped. */
export function dropOf(
  { after }: { readonly after: Catalog },
  made: readonly Difference[],
  one: Difference,
): readonly string[] {
  const { class: of, key, on } = one;
  if (on !== undefined)
    return made.some((other) => other.key === on) ? [] : partOf(after, made, one);
  switch (of) {
    case "table":
    case "view":
    case "materialized view":
    case "foreign table":
    case "index":
    case "sequence":
      return goesAlong(after.relations.known.get(key), made)
        ? []
        : [`DROP ${of.toUpperCase()} ${shown(after, key)};`];
    case "type":
    case "domain":
      return [`DROP ${of.toUpperCase()} ${shown(after, key)};`];
    case "function":
    case "procedure": {
      const routine = after.routines.known.get(key);
      if (!routine?.arguments || routine.extension !== undefined) return [];
      const types = shownTypes(routine.arguments, after.session.searchPath);
      const name = shown(after, `${routine.schema}.${routine.name}`);
      return [`DROP ${of.toUpperCase()} ${name}(${types});`];
    }
    case "schema":
    case "publication":
      return [`DROP ${of.toUpperCase()} ${identifier(key)};`];
    default:
      return [];
  }
}

/** A column, a constraint, a trigger … of a table that was there before. */
function partOf(after: Catalog, made: readonly Difference[], one: Difference): readonly string[] {
  const { class: of, key, on = "" } = one;
  const table = shown(after, on);
  switch (of) {
    case "column":
      return [`ALTER TABLE ${table} DROP COLUMN ${identifier(key)};`];
    case "constraint": {
      const relation = after.relations.known.get(on);
      const columns =
        relation && "constraints" in relation ? relation.constraints.known.get(key)?.columns : [];
      const isNew = (column: string): boolean =>
        made.some((other) => other.class === "column" && other.on === on && other.key === column);
      return columns?.some(isNew)
        ? []
        : [`ALTER TABLE ${table} DROP CONSTRAINT ${identifier(key)};`];
    }
    case "trigger":
    case "policy":
    case "rule":
      return [`DROP ${of.toUpperCase()} ${identifier(key)} ON ${table};`];
    default:
      return [];
  }
}

/** An index of a constraint or of a table that is dropped, a sequence of a column. */
function goesAlong(relation: Relation | undefined, made: readonly Difference[]): boolean {
  if (relation?.kind === "sequence") return relation.ownedBy !== undefined;
  if (relation?.kind !== "index") return false;
  return (
    relation.constraint !== undefined ||
    made.some((one) => one.on === undefined && one.key === relation.table) ||
    relation.columns.some((column) =>
      made.some((one) => one.class === "column" && one.on === relation.table && one.key === column),
    )
  );
}

/** Without a schema that the search path finds. */
function shown({ session }: Catalog, key: string): string {
  const dot = key.indexOf(".");
  return key.slice(0, dot) === session.searchPath[0]
    ? identifier(key.slice(dot + 1))
    : nameOfKey(key);
}
