import type { Catalog, Column, Constraint, Table } from "../../catalog/catalog.ts";
import { shownType } from "../../catalog/objects/written-type.ts";
import { indexesOf } from "../../catalog/relations/links.ts";
import { quoteIdent, quoteQualified } from "../../sql/names.ts";
import { type Thing, valueOf } from "./thing.ts";

/** An object as it stands, as SQL that people can read; expressions are left out. Empty when it is not there. */
export function describe(catalog: Catalog, thing: Thing): string {
  if (thing.class === "relation") return describeRelation(catalog, thing.key);
  if (thing.class === "type") return describeType(catalog, thing.key);
  if (thing.class === "column") {
    const column = columnOf(catalog, thing.on, thing.key);
    return column ? `${shownKey(thing.on)}.${columnLine(catalog, column)}` : "";
  }
  if (valueOf(catalog, thing) === undefined) return "";
  if (thing.class === "routine") {
    const routine = catalog.routines.known.get(thing.key);
    return `${routine?.kind === "unknown" ? "function" : routine?.kind} ${thing.key}`;
  }
  return "on" in thing
    ? `${thing.class} ${quoteIdent(thing.key)} on ${shownKey(thing.on)}`
    : `${thing.class} ${thing.key}`;
}

const shownKey = (key: string): string => {
  const dot = key.indexOf(".");
  return quoteQualified(key.slice(0, dot), key.slice(dot + 1));
};

const columnOf = (catalog: Catalog, on: string, name: string): Column | undefined => {
  const relation = catalog.relations.known.get(on);
  return relation && "columns" in relation && "known" in relation.columns
    ? relation.columns.known.get(name)
    : undefined;
};

function describeRelation(catalog: Catalog, key: string): string {
  const relation = catalog.relations.known.get(key);
  if (!relation) return "";
  if (relation.kind === "index") {
    const columns = relation.columnNames.map(quoteIdent).join(", ");
    return `${relation.unique ? "unique " : ""}index ${shownKey(key)} on ${shownKey(relation.table)} (${columns})`;
  }
  if (!("columns" in relation)) return `${relation.kind} ${shownKey(key)}`;
  const columns = relation.columns.known.toList().sortBy(({ position }) => position);
  const lines = columns.toArray().map((column) => columnLine(catalog, column));
  if (!relation.columns.complete) lines.push("…");
  if ("constraints" in relation) lines.push(...constraintLines(relation));
  const indexes = indexesOf(catalog, key)
    .filter(({ relation: index }) => index.constraint === undefined)
    .map(({ key: index }) => `-- ${describeRelation(catalog, index)}`);
  return [
    `${relation.kind} ${shownKey(key)} (`,
    ...lines.map((line) => `    ${line}`),
    ")",
    ...indexes,
  ].join("\n");
}

function columnLine(catalog: Catalog, column: Column): string {
  const type = column.type === "unknown" ? "?" : shownType(column.type, catalog.session.searchPath);
  return [
    quoteIdent(column.name),
    type,
    ...(column.notNull === true ? ["NOT NULL"] : []),
    ...(column.default ? ["DEFAULT …"] : []),
    ...(column.identity ? [`GENERATED ${column.identity.toUpperCase()} AS IDENTITY`] : []),
    ...(column.generated ? [`GENERATED ${column.generated.toUpperCase()}`] : []),
  ].join(" ");
}

const constraintLines = (table: Table): readonly string[] =>
  table.constraints.known
    .valueSeq()
    .filter((one) => one.type !== "not null")
    .map(constraintLine)
    .toArray();

function constraintLine(constraint: Constraint): string {
  const columns = constraint.columns.map(quoteIdent).join(", ");
  const target = constraint.references
    ? ` REFERENCES ${shownKey(constraint.references.relation)} (${constraint.references.columns.map(quoteIdent).join(", ")})`
    : "";
  const valid = constraint.validated ? "" : " NOT VALID";
  const on = constraint.type === "check" || columns === "" ? " (…)" : ` (${columns})`;
  return `CONSTRAINT ${quoteIdent(constraint.name)} ${constraint.type.toUpperCase()}${on}${target}${valid}`;
}

function describeType(catalog: Catalog, key: string): string {
  const type = catalog.types.known.get(key);
  if (!type) return "";
  if (type.kind !== "enum") return `${type.kind} type ${shownKey(key)}`;
  const values = type.values.known
    .toSeq()
    .sortBy(({ position }) => position)
    .keySeq()
    .map((value) => `'${value}'`)
    .toArray();
  return `enum ${shownKey(key)} (${[...values, ...(type.values.complete ? [] : ["…"])].join(", ")})`;
}
