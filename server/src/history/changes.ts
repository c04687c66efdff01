import type { Effect } from "../effects/effect.ts";
import type { NameRef } from "../effects/type-ref.ts";

/** What a statement makes, drops or renames, by the names that it writes. */
export interface Change {
  readonly what: "creates" | "drops" | "renames";
  readonly class:
    | "relation"
    | "type"
    | "function"
    | "column"
    | "constraint"
    | "trigger"
    | "policy"
    | "role"
    | "extension"
    | "schema"
    | "enum value";
  readonly name: NameRef;
  /** The table of a column, constraint, trigger or policy; the type of an enum's value. */
  readonly on?: NameRef;
  /** The new name of what is renamed. */
  readonly to?: string;
  /** Only if it is not there yet. */
  readonly guarded?: true;
}

const bare = (name: string): NameRef => ({ name });
const made = (of: Change["class"], name: NameRef, effect: Effect, on?: NameRef): Change => ({
  what: "creates",
  class: of,
  name,
  ...(on ? { on } : {}),
  ...(effect.guard === undefined ? {} : { guarded: true }),
});
const gone = (of: Change["class"], name: NameRef, on?: NameRef): Change => ({
  what: "drops",
  class: of,
  name,
  ...(on ? { on } : {}),
});
const renamed = (of: Change["class"], name: NameRef, to: string, on?: NameRef): Change => ({
  what: "renames",
  class: of,
  name,
  to,
  ...(on ? { on } : {}),
});

/** What an effect makes, drops or renames. */
export function changesOf(effect: Effect): readonly Change[] {
  switch (effect.kind) {
    case "create-table":
      return [
        made("relation", effect.name, effect),
        ...effect.elements.flatMap((element) =>
          element.kind === "column"
            ? [made("column", bare(element.column.name), effect, effect.name)]
            : [],
        ),
      ];
    case "create-table-as":
    case "create-view":
    case "create-sequence":
      return [made("relation", effect.name, effect)];
    case "create-index":
      return effect.name === undefined
        ? []
        : [made("relation", { ...effect.table, name: effect.name }, effect)];
    case "create-enum":
    case "create-composite":
    case "create-type":
    case "create-domain":
      return [made("type", effect.name, effect)];
    case "add-enum-value":
      return [made("enum value", bare(effect.value), effect, effect.name)];
    case "create-routine":
      return [made("function", effect.name, effect)];
    case "create-extension":
      return [made("extension", bare(effect.name), effect)];
    case "create-role":
      return [made("role", bare(effect.name), effect)];
    case "create-trigger":
      return [made("trigger", bare(effect.name), effect, effect.table)];
    case "create-policy":
      return [made("policy", bare(effect.name), effect, effect.table)];
    case "create-plain":
      return effect.class === "schema" ? [made("schema", effect.object.name, effect)] : [];
    case "add-column":
      return [made("column", bare(effect.column.name), effect, effect.table)];
    case "add-constraint":
      return effect.constraint.name === undefined
        ? []
        : [made("constraint", bare(effect.constraint.name), effect, effect.table)];
    case "drop-relation":
      return [gone("relation", effect.name)];
    case "drop-type":
      return [gone("type", effect.type)];
    case "drop-column":
      return [gone("column", bare(effect.column), effect.table)];
    case "drop-constraint":
      return [gone("constraint", bare(effect.constraint), effect.table)];
    case "drop-routine":
      return [gone("function", effect.routine.name)];
    case "drop-plain":
      return effect.class === "schema" || effect.class === "role" || effect.class === "extension"
        ? [gone(effect.class, effect.object.name)]
        : [];
    case "rename-relation":
      return [renamed("relation", effect.name, effect.to)];
    case "move-relation":
      return [gone("relation", effect.name)];
    case "rename-column":
      return [renamed("column", bare(effect.column), effect.to, effect.table)];
    case "rename-constraint":
      return [renamed("constraint", bare(effect.constraint), effect.to, effect.table)];
    case "rename-type":
      return [renamed("type", effect.name, effect.to)];
    case "rename-routine":
      return [renamed("function", effect.routine.name, effect.to)];
    default:
      return [];
  }
}

/** The tables that an effect cannot do without, by the names that it writes. */
export function neededTables(effect: Effect): readonly NameRef[] {
  if (effect.guard === "if exists") return [];
  switch (effect.kind) {
    case "create-table":
      return [
        ...effect.inherits,
        ...effect.elements.flatMap((element) => {
          if (element.kind === "like") return [element.table];
          const constraints =
            element.kind === "column" ? element.column.constraints : [element.constraint];
          return constraints.flatMap((one) => (one.references ? [one.references.table] : []));
        }),
      ];
    case "create-index":
    case "create-trigger":
    case "create-policy":
    case "insert":
    case "update":
    case "delete":
      return [effect.table];
    case "rename-relation":
    case "drop-relation":
      return [effect.name];
    default:
      if ("table" in effect && "ifTableExists" in effect)
        return effect.ifTableExists ? [] : [effect.table as NameRef];
      return [];
  }
}

/** Both may mean the same thing: a schema that is left out is not known to be another one. */
export const mayBeSame = (one: NameRef, other: NameRef): boolean =>
  one.name === other.name &&
  (one.schema === undefined || other.schema === undefined || one.schema === other.schema);
