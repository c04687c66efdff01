import type { Catalog, Constraint, Relation } from "../catalog.ts";
import { both, type Presence, type SourceRow } from "../evaluate/env.ts";
import { oid, unknown, unknownBut, type Value } from "../evaluate/value.ts";
import { emptyNames, type Names } from "../names.ts";
import { mayBeNotNull } from "../relations/not-null-name.ts";
import { isTable } from "../relations/require.ts";
import { relationOid, schemaOid } from "./relations.ts";
import {
  type Asked,
  candidates,
  children,
  isSpokenOf,
  type RelationCandidate,
  row,
  type SystemView,
  wantedKey,
  wantedText,
} from "./source.ts";

/** A constraint of a table, with its table; `of` is undefined where one may be unseen. */
export interface TableConstraint {
  readonly table: RelationCandidate;
  readonly name: Value;
  readonly of: Constraint | undefined;
  readonly presence: Presence;
}

const nothingKnown = emptyNames<Constraint>(false);

const constraintsOf = (relation: Relation | undefined): Names<Constraint> | undefined =>
  !relation || relation.kind === "unknown"
    ? nothingKnown
    : "constraints" in relation
      ? relation.constraints
      : undefined;

/**
 * The constraints of the tables that are asked for. A name that somebody has spoken of on one table is taken not to be
 * on others unseen when no table is named.
 */
function* tableConstraints(
  catalog: Catalog,
  asked: Asked,
  name: string | undefined,
): Iterable<TableConstraint> {
  const anyTable = asked.key === undefined && asked.name === undefined;
  const only = anyTable && name !== undefined && isSpokenOfAnywhere(catalog, name);
  for (const table of candidates(catalog, catalog.relations, asked)) {
    const names = constraintsOf(table.of);
    if (!names || (only && !isSpokenOf(names, name))) continue;
    for (const child of children(names, name))
      yield {
        table,
        name: child.name,
        of: child.of,
        presence: both(table.presence, child.presence),
      };
  }
}

function isSpokenOfAnywhere(catalog: Catalog, name: string): boolean {
  for (const relation of catalog.relations.known.values())
    if ("constraints" in relation && isSpokenOf(relation.constraints, name)) return true;
  return false;
}

const letters: Readonly<Record<Constraint["type"], string>> = {
  check: "c",
  "foreign key": "f",
  "not null": "n",
  "primary key": "p",
  unique: "u",
  exclude: "x",
};

export const pgConstraint: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "conname");
  const schema = wantedText(wanted, "connamespace");
  const asked = { key: wantedKey(wanted, "conrelid"), schema };
  if (wantedKey(wanted, "contypid") === undefined)
    for (const { table, name: conname, of, presence } of tableConstraints(catalog, asked, name)) {
      const key =
        table.key === undefined || typeof conname !== "string"
          ? undefined
          : `${table.key}\0${conname}`;
      yield row(
        {
          oid: key === undefined ? unknown : oid("constraint", key),
          conname,
          connamespace: schemaOid(table.schema),
          conrelid: relationOid(table),
          contypid: 0,
          contype: of ? letters[of.type] : unknown,
          convalidated: of ? of.validated : unknown,
          confrelid: of ? referenced(of) : unknown,
          conindid: of?.index === undefined ? unknown : oid("relation", of.index),
        },
        presence,
      );
    }
  if (asked.key === undefined) yield* domainConstraints(catalog, name, schema);
  if (name?.includes("_not_null")) yield* notNullConstraints(catalog, asked, name);
};

/** From 18 on: what PostgreSQL may have called the NOT NULL of a column. */
function* notNullConstraints(catalog: Catalog, asked: Asked, name: string): Iterable<SourceRow> {
  for (const table of candidates(catalog, catalog.relations, asked)) {
    const { of, presence } = table;
    if (!of || !isTable(of) || of.constraints.known.has(name)) continue;
    if (!mayBeNotNull(catalog, of, name, [])) continue;
    const shown = {
      conname: name,
      connamespace: schemaOid(table.schema),
      conrelid: relationOid(table),
      contypid: 0,
      contype: "n",
    };
    yield row(shown, both(presence, "maybe"));
  }
}

const referenced = (constraint: Constraint): Value =>
  constraint.references ? oid("relation", constraint.references.relation) : 0;

function* domainConstraints(
  catalog: Catalog,
  name: string | undefined,
  schema: string | undefined,
): Iterable<SourceRow> {
  for (const [key, type] of catalog.types.known) {
    if (type.kind !== "domain" || (schema !== undefined && type.schema !== schema)) continue;
    for (const child of children(type.constraints, name))
      yield row(
        {
          oid: unknown,
          conname: child.name,
          connamespace: oid("schema", type.schema),
          conrelid: 0,
          contypid: oid("type", key),
          contype: child.of ? letters[child.of.type] : unknown,
          convalidated: child.of ? child.of.validated : unknown,
        },
        child.presence,
      );
  }
}

/** What information_schema calls the types; it does not show exclusion constraints. */
const words: Readonly<Record<Constraint["type"], string | undefined>> = {
  check: "CHECK",
  "foreign key": "FOREIGN KEY",
  "not null": "CHECK",
  "primary key": "PRIMARY KEY",
  unique: "UNIQUE",
  exclude: undefined,
};

export const tableConstraintsView: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "constraint_name");
  const asked = {
    schema: wantedText(wanted, "table_schema", "constraint_schema"),
    name: wantedText(wanted, "table_name"),
  };
  for (const { table, name: constraint, of, presence } of tableConstraints(catalog, asked, name)) {
    const type = of ? words[of.type] : unknown;
    if (type === undefined) continue;
    yield row(
      {
        constraint_schema: table.schema,
        constraint_name: constraint,
        table_schema: table.schema,
        table_name: table.name,
        constraint_type: type,
      },
      presence,
    );
  }
  // Up to 17, every NOT NULL column shows as a check with a name made of numbers.
  if (name === undefined || /_not_null$/.test(name))
    yield row(
      {
        constraint_name: unknownBut((text) => !/_not_null$/.test(text)),
        constraint_type: "CHECK",
      },
      "many",
    );
};

/** One row for each column of a key; of which columns nothing is known, one that stands for all. */
const keyColumns = (of: Constraint | undefined): readonly Value[] => (of ? of.columns : [unknown]);

export const keyColumnUsage: SystemView = function* (catalog, wanted) {
  const asked = {
    schema: wantedText(wanted, "table_schema", "constraint_schema"),
    name: wantedText(wanted, "table_name"),
  };
  for (const { table, name, of, presence } of tableConstraints(
    catalog,
    asked,
    wantedText(wanted, "constraint_name"),
  )) {
    if (of && of.type !== "primary key" && of.type !== "unique" && of.type !== "foreign key")
      continue;
    for (const [index, column] of keyColumns(of).entries())
      yield row(
        {
          constraint_schema: table.schema,
          constraint_name: name,
          table_schema: table.schema,
          table_name: table.name,
          column_name: column,
          ordinal_position: of ? index + 1 : unknown,
        },
        presence,
      );
  }
};

/** The columns that a constraint uses: a foreign key those that it references. */
export const constraintColumnUsage: SystemView = function* (catalog, wanted) {
  const asked = { schema: wantedText(wanted, "constraint_schema") };
  for (const { table, name, of, presence } of tableConstraints(
    catalog,
    asked,
    wantedText(wanted, "constraint_name"),
  )) {
    if (of?.type === "not null" || of?.type === "exclude") continue;
    const target = of?.references?.relation;
    const columns = target === undefined ? keyColumns(of) : (of?.references?.columns ?? []);
    for (const column of columns.length > 0 || of?.type === "check" ? columns : [unknown])
      yield row(
        {
          constraint_schema: table.schema,
          constraint_name: name,
          table_schema:
            target === undefined
              ? of
                ? table.schema
                : unknown
              : target.slice(0, target.indexOf(".")),
          table_name:
            target === undefined
              ? of
                ? table.name
                : unknown
              : target.slice(target.indexOf(".") + 1),
          column_name: column,
        },
        presence,
      );
  }
};

export const referentialConstraints: SystemView = function* (catalog, wanted) {
  const asked = { schema: wantedText(wanted, "constraint_schema") };
  for (const { table, name, of, presence } of tableConstraints(
    catalog,
    asked,
    wantedText(wanted, "constraint_name"),
  ))
    if (!of || of.type === "foreign key")
      yield row({ constraint_schema: table.schema, constraint_name: name }, presence);
};

export const checkConstraints: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "constraint_name");
  const asked = { schema: wantedText(wanted, "constraint_schema") };
  for (const { table, name: constraint, of, presence } of tableConstraints(catalog, asked, name))
    if (!of || of.type === "check")
      yield row({ constraint_schema: table.schema, constraint_name: constraint }, presence);
  if (name === undefined || /_not_null$/.test(name))
    yield row({ constraint_name: unknownBut((text) => !/_not_null$/.test(text)) }, "many");
};
