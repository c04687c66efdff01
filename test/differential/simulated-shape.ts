import type {
  Catalog,
  Column,
  Constraint,
  Relation,
  Table,
  Type,
  TypeName,
} from "../../server/src/catalog/catalog.ts";
import { plainNames } from "../../server/src/catalog/look-up.ts";
import { find, type Names } from "../../server/src/catalog/names.ts";
import { names, type Properties, type Shape, sorted } from "./shape.ts";

/** What the simulation says there is. */
export function simulatedShape(catalog: Catalog): Shape {
  const shape = new Map<string, Properties>();
  for (const name of plainNames(catalog, "schema").known.keys()) shape.set(`schema ${name}`, {});
  for (const name of plainNames(catalog, "role").known.keys()) shape.set(`role ${name}`, {});
  for (const [key, relation] of catalog.relations.known) addRelation(shape, key, relation);
  for (const [key, type] of catalog.types.known) shape.set(`type ${key}`, ofType(type));
  for (const routine of catalog.routines.known.values()) {
    if (!routine.arguments) continue;
    const signature = routine.arguments.map(typeText).join(",");
    shape.set(`routine ${routine.schema}.${routine.name}(${signature})`, {
      kind: routine.kind === "unknown" ? undefined : routine.kind,
    });
  }
  return shape;
}

/** Whether the simulation is sure that something is not there. */
export function isAbsent(catalog: Catalog, key: string): boolean {
  const [kind, name = ""] = key.split(" ", 2);
  const dot = name.lastIndexOf(".");
  const of = dot < 0 ? undefined : catalog.relations.known.get(name.slice(0, dot));
  const child = <T>(list: Names<T> | undefined): boolean =>
    list !== undefined && find(list, name.slice(dot + 1)) === "absent";
  switch (kind) {
    case "schema":
    case "role":
      return find(plainNames(catalog, kind), name) === "absent" && name !== "public";
    case "relation":
      return find(catalog.relations, name) === "absent";
    case "column":
      return child(of && "columns" in of && "known" in of.columns ? of.columns : undefined);
    case "constraint":
      return child(of && "constraints" in of ? of.constraints : undefined);
    case "trigger":
      return child(of && "triggers" in of ? of.triggers : undefined);
    case "policy":
      return child(of && "policies" in of ? of.policies : undefined);
    case "type":
      return find(catalog.types, name) === "absent";
    case "routine":
      return catalog.routines.complete;
    default:
      return false;
  }
}

function addRelation(shape: Map<string, Properties>, key: string, relation: Relation): void {
  shape.set(`relation ${key}`, ofRelation(relation));
  if (!isTable(relation)) return;
  for (const column of relation.columns.known.values())
    shape.set(`column ${key}.${column.name}`, ofColumn(column));
  for (const constraint of relation.constraints.known.values())
    if (constraint.type !== "not null")
      shape.set(`constraint ${key}.${constraint.name}`, ofConstraint(constraint));
  for (const trigger of relation.triggers.known.values())
    shape.set(`trigger ${key}.${trigger.name}`, { enabled: undefined });
  for (const policy of relation.policies.known.keys()) shape.set(`policy ${key}.${policy}`, {});
  if (relation.kind === "table")
    shape.set(`rows ${key}`, {
      count: relation.rows.complete ? String(relation.rows.known.size) : undefined,
    });
}

function ofRelation(relation: Relation): Properties {
  switch (relation.kind) {
    case "unknown":
      return {};
    case "view":
    case "materialized view":
    case "composite type":
      return { kind: relation.kind, columns: inOrder(relation.columns) };
    case "index":
      return {
        kind: "index",
        table: relation.table,
        unique: String(relation.unique),
        partial: String(relation.partial),
        columns: names(relation.columns.map((column) => column ?? "*")),
      };
    case "sequence":
      return {
        kind: "sequence",
        "owned by": relation.ownedBy ? `${relation.ownedBy.table}.${relation.ownedBy.column}` : "",
      };
    default:
      return {
        kind: relation.kind,
        persistence: relation.persistence,
        "row security": flag(relation.rowSecurity),
        "force row security": flag(relation.forceRowSecurity),
        parents: sorted(relation.parents),
        bound: String(relation.partitionBound !== undefined),
        columns: inOrder(relation.columns),
      };
  }
}

const ofColumn = (column: Column): Properties =>
  column.assumed
    ? {}
    : {
        type: column.type === "unknown" ? undefined : typeText(column.type),
        "not null": flag(column.notNull),
        default: String(column.default !== undefined && column.generated === undefined),
        identity: column.identity ?? "",
        generated: column.generated ?? "",
      };

const ofConstraint = (constraint: Constraint): Properties => ({
  type: constraint.type,
  columns: sorted(constraint.columns),
  references: constraint.references?.relation ?? "",
  validated: String(constraint.validated),
});

const ofType = (type: Type): Properties =>
  type.kind === "enum"
    ? { kind: "enum", values: inOrder(type.values) }
    : type.kind === "domain"
      ? {
          kind: "domain",
          "not null": flag(type.notNull),
          constraints: type.constraints.complete
            ? sorted([...type.constraints.known.keys()])
            : undefined,
        }
      : {};

const isTable = (relation: Relation): relation is Table => "constraints" in relation;

const flag = (value: boolean | "unknown"): string | undefined =>
  value === "unknown" ? undefined : String(value);

const inOrder = (list: Names<{ readonly position: number }>): string | undefined =>
  list.complete
    ? names([...list.known].sort(([, a], [, b]) => a.position - b.position).map(([name]) => name))
    : undefined;

const typeText = (type: TypeName): string =>
  `${type.schema}.${type.name}${type.dimensions > 0 ? "[]" : ""}`;
