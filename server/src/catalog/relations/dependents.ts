import type { Catalog, Constraint, Relation, Table } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { plainNames } from "../look-up.ts";
import {
  dependentsOfPlain,
  dependentsOfRoutine,
  dependentsOfRowType,
  dependentsOfType,
} from "../objects/dependents.ts";
import { uniqueIndexOn } from "./foreign-key.ts";
import { indexesOf, linkedTo } from "./links.ts";
import { policiesReading, readersOf } from "./readers.ts";
import { isTable } from "./require.ts";
import { sequencesOf } from "./sequences.ts";
import type { Thing } from "./things.ts";

/** `auto`: goes along unasked; `normal`: forbids the drop, or goes with CASCADE. */
export interface Dependent {
  readonly thing: Thing;
  readonly how: "auto" | "normal";
}

const auto = (thing: Thing): Dependent => ({ thing, how: "auto" });
const normal = (thing: Thing): Dependent => ({ thing, how: "normal" });

/** pg_depend as far as the catalog knows it. */
export function dependentsOf(catalog: Catalog, thing: Thing): readonly Dependent[] {
  switch (thing.kind) {
    case "relation": {
      const relation = catalog.relations.known.get(thing.key);
      return relation ? dependentsOfRelation(catalog, thing.key, relation) : [];
    }
    case "column":
      return dependentsOfColumn(catalog, thing.key, thing.name);
    case "constraint": {
      const table = catalog.relations.known.get(thing.key);
      const constraint =
        table && isTable(table) ? table.constraints.known.get(thing.name) : undefined;
      return constraint?.index === undefined
        ? []
        : [auto({ kind: "relation", key: constraint.index })];
    }
    case "type":
      return dependentsOfType(catalog, thing.key);
    case "routine":
      return dependentsOfRoutine(catalog, thing.key);
    case "plain":
      return dependentsOfPlain(catalog, thing.class, thing.key);
    default:
      return [];
  }
}

function dependentsOfRelation(
  catalog: Catalog,
  key: string,
  relation: Relation,
): readonly Dependent[] {
  const linked = linkedTo(catalog, key).flatMap(({ key: from, relation: other }) =>
    from === key ? [] : linksBack(from, other, key),
  );
  const foreignKeys = relation.kind === "index" ? foreignKeysOn(catalog, key, relation.table) : [];
  const hasRows = relation.kind !== "index" && relation.kind !== "sequence";
  const policies = hasRows
    ? policiesReading(catalog, relation).map((policy) => normal({ kind: "policy", ...policy }))
    : [];
  return [
    ...linked,
    ...foreignKeys,
    ...policies,
    ...(hasRows ? dependentsOfRowType(catalog, key) : []),
    ...statisticsOn(catalog, key).map(auto),
  ];
}

/** Why a relation speaks of the one that is to go. */
function linksBack(from: string, other: Relation, key: string): readonly Dependent[] {
  switch (other.kind) {
    case "index":
      return other.parent === key && other.constraint !== undefined
        ? [auto({ kind: "constraint", key: other.table, name: other.constraint })]
        : [auto({ kind: "relation", key: from })];
    case "sequence":
      return [auto({ kind: "relation", key: from })];
    case "view":
    case "materialized view":
      return [normal({ kind: "relation", key: from })];
    case "composite type":
      return columnsOver(from, other, key);
    case "unknown":
      return [];
    default: {
      if (other.parents.includes(key)) {
        const whole = { kind: "relation", key: from } as const;
        return [other.partitionBound === undefined ? normal(whole) : auto(whole)];
      }
      const constraints = [...other.constraints.known.values()].filter(
        (constraint) => constraint.references?.relation === key,
      );
      return [
        ...constraints.map(({ name }) => normal({ kind: "constraint", key: from, name })),
        ...columnsOver(from, other, key),
      ];
    }
  }
}

/** Columns of its row type, defaults that take from it. */
const columnsOver = (
  from: string,
  { columns }: Pick<Table, "columns">,
  key: string,
): readonly Dependent[] =>
  [...columns.known.values()].flatMap(({ name, type, default: fallback }) => {
    if (type !== "unknown" && relationKey(type.schema, type.name) === key)
      return [normal({ kind: "column", key: from, name })];
    return fallback?.sequence === key ? [normal({ kind: "default", key: from, name })] : [];
  });

const statisticsOn = (catalog: Catalog, key: string): readonly Thing[] =>
  [...plainNames(catalog, "statistics").known].flatMap(([name, { needs }]) =>
    needs?.includes(key) ? [{ kind: "plain", class: "statistics", key: name } as const] : [],
  );

/** Foreign keys that rest on this unique index. */
function foreignKeysOn(catalog: Catalog, index: string, table: string): readonly Dependent[] {
  const restsOnIt = ({ references }: Constraint): boolean =>
    references?.relation === table &&
    references.columns.length > 0 &&
    uniqueIndexOn(catalog, table, references.columns) === index;
  const own = catalog.relations.known.get(table);
  const tables = [...linkedTo(catalog, table), ...(own ? [{ key: table, relation: own }] : [])];
  return tables.flatMap(({ key, relation }) =>
    isTable(relation)
      ? [...relation.constraints.known.values()]
          .filter(restsOnIt)
          .map(({ name }) => normal({ kind: "constraint", key, name }))
      : [],
  );
}

function dependentsOfColumn(catalog: Catalog, key: string, column: string): readonly Dependent[] {
  const table = catalog.relations.known.get(key);
  if (!table) return [];
  const constraints = isTable(table)
    ? [...table.constraints.known.values()]
        .filter((constraint) => constraint.columns.includes(column))
        .map(({ name }) => auto({ kind: "constraint", key, name }))
    : [];
  const indexes = indexesOf(catalog, key)
    .filter(
      ({ relation: index }) =>
        index.columns.includes(column) ||
        index.included.includes(column) ||
        index.reads.includes(column),
    )
    .map(({ key: at, relation: index }) => {
      if (index.constraint === undefined) return auto({ kind: "relation", key: at });
      const constraint = { kind: "constraint", key, name: index.constraint } as const;
      // What only its expressions read leads to the constraint by way of the index, which is not enough to drop it.
      const own = index.columns.includes(column) || index.included.includes(column);
      return own ? auto(constraint) : normal(constraint);
    });
  const foreignKeys = [{ key, relation: table }, ...linkedTo(catalog, key)].flatMap(
    ({ key: from, relation }) =>
      isTable(relation)
        ? [...relation.constraints.known.values()]
            .filter(
              ({ references }) =>
                references?.relation === key && references.columns.includes(column),
            )
            .map(({ name }) => normal({ kind: "constraint", key: from, name }))
        : [],
  );
  const readers = readersOf(catalog, key, column).map((reader): Dependent => {
    if (reader.kind === "view") return normal({ kind: "relation", key: reader.key });
    if (reader.kind === "generated column")
      return normal({ kind: "column", key: reader.key, name: reader.name });
    return normal({ kind: reader.kind, key: reader.key, name: reader.name });
  });
  return [
    ...constraints,
    ...indexes,
    ...foreignKeys,
    ...readers,
    ...sequencesOf(catalog, key, column).map(({ key: at }) => auto({ kind: "relation", key: at })),
    ...statisticsOn(catalog, `${key}.${column}`).map(auto),
  ];
}
