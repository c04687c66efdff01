import type { Catalog, Column, Relation, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { both, type SourceRow } from "../evaluate/env.ts";
import { typeKey } from "../evaluate/regs.ts";
import { oid, someValue, type UnknownValue, unknown, type Value } from "../evaluate/value.ts";
import { emptyNames, type Names } from "../names.ts";
import { shownType } from "../objects/written-type.ts";
import { known, relationOid } from "./relations.ts";
import {
  candidates,
  children,
  type RelationCandidate,
  row,
  type SystemView,
  wantedKey,
  wantedText,
} from "./source.ts";

/** A column number: 1 or more. */
const number: UnknownValue = { kind: "unknown", notNull: true, atLeast: 1 };

const nothingKnown = emptyNames<Column>(false);

function columnsOf(relation: Relation | undefined): Names<Column> | undefined {
  if (!relation || relation.kind === "unknown") return nothingKnown;
  return "columns" in relation && "known" in relation.columns ? relation.columns : undefined;
}

export const pgAttribute: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "attname");
  const asked = { key: wantedKey(wanted, "attrelid") };
  for (const candidate of candidates(catalog, catalog.relations, asked)) {
    const columns = columnsOf(candidate.of);
    if (!columns) continue;
    for (const child of children(columns, name))
      yield row(
        {
          attrelid: relationOid(candidate),
          attname: child.name,
          attisdropped: false,
          ...attribute(child.of),
        },
        both(candidate.presence, child.presence),
      );
  }
};

function attribute(column: Column | undefined): Readonly<Record<string, Value>> {
  if (!column) return { attnum: number };
  return {
    attnum: number,
    attnotnull: known(column.notNull),
    atttypid: column.type === "unknown" ? unknown : oid("type", typeKey(column.type)),
    ...(column.assumed
      ? {}
      : {
          atthasdef: column.default !== undefined || column.generated !== undefined,
          attidentity: column.identity === "always" ? "a" : column.identity ? "d" : "",
          attgenerated: column.generated === "stored" ? "s" : column.generated ? "v" : "",
        }),
  };
}

export const informationColumns: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "column_name");
  const asked = {
    schema: wantedText(wanted, "table_schema"),
    name: wantedText(wanted, "table_name"),
  };
  for (const candidate of candidates(catalog, catalog.relations, asked)) {
    // information_schema shows neither materialized views nor composite types.
    const { of } = candidate;
    if (of?.kind === "materialized view" || of?.kind === "composite type") continue;
    const columns = columnsOf(of);
    if (!columns) continue;
    for (const child of children(columns, name))
      yield informationColumn(
        catalog,
        candidate,
        child.name,
        child.of,
        both(candidate.presence, child.presence),
      );
  }
};

function informationColumn(
  catalog: Catalog,
  candidate: RelationCandidate,
  name: Value,
  column: Column | undefined,
  presence: SourceRow["presence"],
): SourceRow {
  const facts = column && !column.assumed;
  return row(
    {
      table_schema: candidate.schema,
      table_name: candidate.name,
      column_name: name,
      ordinal_position: number,
      is_nullable:
        column && column.notNull !== "unknown" ? (column.notNull ? "NO" : "YES") : unknown,
      column_default: facts ? defaultText(column) : unknown,
      is_identity: facts ? (column.identity ? "YES" : "NO") : unknown,
      identity_generation: facts ? (column.identity?.toUpperCase() ?? null) : unknown,
      is_generated: facts ? (column.generated ? "ALWAYS" : "NEVER") : unknown,
      ...(column && column.type !== "unknown" ? typeColumns(catalog, column.type) : {}),
    },
    presence,
  );
}

/** Only that of a serial column is written here as PostgreSQL writes it, but for the sequence's name. */
function defaultText(column: Column): Value {
  if (!column.default) return null;
  return column.default.sequence === undefined
    ? someValue
    : { kind: "unknown", notNull: true, startsWith: "nextval(" };
}

/** data_type calls arrays ARRAY and types of users USER-DEFINED; domains are shown as what they are made of. */
function typeColumns(catalog: Catalog, type: TypeName): Readonly<Record<string, Value>> {
  const udt = {
    udt_schema: type.schema,
    udt_name: type.dimensions > 0 ? `_${type.name}` : type.name,
  };
  if (type.dimensions > 0) return { ...udt, data_type: "ARRAY", domain_name: null };
  if (type.schema !== "pg_catalog") {
    const user = catalog.types.known.get(relationKey(type.schema, type.name));
    if (user?.kind === "domain" && user.base !== "unknown")
      return {
        ...typeColumns(catalog, user.base),
        domain_schema: type.schema,
        domain_name: type.name,
      };
    const plain = user && user.kind !== "domain" && user.kind !== "unknown";
    return plain ? { ...udt, data_type: "USER-DEFINED", domain_name: null } : {};
  }
  const { modifiers, ...plain } = type;
  const length = type.name === "varchar" || type.name === "bpchar" ? Number(modifiers) : Number.NaN;
  return {
    ...udt,
    domain_name: null,
    data_type: shownType(plain, []),
    character_maximum_length:
      type.name === "text" || modifiers === undefined
        ? null
        : Number.isNaN(length)
          ? unknown
          : length,
  };
}

/** Which defaults there are is known, not what they are called inside. */
export const pgAttrdef: SystemView = function* (catalog, wanted) {
  const asked = { key: wantedKey(wanted, "adrelid") };
  for (const candidate of candidates(catalog, catalog.relations, asked)) {
    const columns = columnsOf(candidate.of);
    if (!columns) continue;
    for (const child of children(columns, undefined)) {
      if (child.of && !child.of.assumed && !child.of.default && !child.of.generated) continue;
      const sure =
        child.of?.default || child.of?.generated ? child.presence : both(child.presence, "maybe");
      yield row({ adrelid: relationOid(candidate), adnum: number }, both(candidate.presence, sure));
    }
  }
};
