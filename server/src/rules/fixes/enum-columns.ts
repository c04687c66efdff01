import type { Catalog, Table } from "../../catalog/catalog.ts";

/** A column of an enum type. */
export interface EnumColumn {
  /** Relation key. */
  readonly table: string;
  readonly name: string;
  readonly isArray: boolean;
  /** The label that it has by default. */
  readonly default: string | undefined;
}

/**
 * The columns of an enum type, where nothing but columns depends on it and nothing else on them: then each can be given
 * another type by itself. Undefined where something does, or where that is not known.
 */
export function enumColumns(catalog: Catalog, key: string): readonly EnumColumn[] | undefined {
  const dot = key.indexOf(".");
  const [schema, name] = [key.slice(0, dot), key.slice(dot + 1)];
  if (!catalog.relations.complete || isUsedElsewhere(catalog, schema, name)) return undefined;
  const columns: EnumColumn[] = [];
  for (const [table, relation] of catalog.relations.known) {
    if (relation.kind === "index" || relation.kind === "sequence" || relation.kind === "unknown")
      continue;
    for (const column of relation.columns.known.values()) {
      const { type } = column;
      if (type === "unknown" || type.schema !== schema || type.name !== name) continue;
      if (!("rows" in relation) || isTied(catalog, table, relation, column.name)) return undefined;
      const { value } = column.default ?? {};
      if (value && (value.kind !== "constant" || typeof value.value !== "string")) return undefined;
      columns.push({
        table,
        name: column.name,
        isArray: type.dimensions > 0,
        default: value?.kind === "constant" ? String(value.value) : undefined,
      });
    }
  }
  return columns.sort((a, b) => (a.table < b.table ? -1 : 1));
}

const isUsedElsewhere = (catalog: Catalog, schema: string, name: string): boolean =>
  catalog.types.known.some(
    (type) =>
      type.kind === "domain" &&
      (type.base === "unknown" || (type.base.schema === schema && type.base.name === name)),
  ) || catalog.routines.known.some((one) => !one.extension && mentions(one, name));

/** What reads the column keeps it from changing its type, or would compare it with labels of the old one. */
function isTied({ relations }: Catalog, key: string, table: Table, column: string): boolean {
  if (table.kind !== "table" || table.parents.length > 0 || table.rules.known.size > 0) return true;
  return (
    table.columns.known.some((one) => one.generated !== undefined) ||
    table.constraints.known.some(
      (one) =>
        one.type !== "not null" &&
        one.type !== "unique" &&
        one.type !== "primary key" &&
        (one.columns.includes(column) || mentions(one.definition, column)),
    ) ||
    table.policies.known.some((one) => mentions(one.definition, column)) ||
    table.triggers.known.some((one) => mentions(one.definition, column)) ||
    relations.known.some(
      (one) =>
        (one.kind === "index" &&
          one.table === key &&
          (one.partial || one.columns.includes(undefined))) ||
        ((one.kind === "view" || one.kind === "materialized view") &&
          one.reads.some(({ relation }) => relation === key)) ||
        ("rows" in one &&
          (one.parents.includes(key) ||
            one.constraints.known.some(
              ({ references }) =>
                references?.relation === key && references.columns.includes(column),
            ))),
    )
  );
}

const mentions = (thing: unknown, name: string): boolean =>
  (typeof thing === "string" ? thing : JSON.stringify(thing)).includes(name);
