import type { Catalog, Relation } from "../catalog.ts";
import { both, type SourceRow } from "../evaluate/env.ts";
import { oid, someValue, unknown, unknownBut, type Value } from "../evaluate/value.ts";
import {
  candidates,
  type RelationCandidate,
  row,
  type SystemView,
  wantedKey,
  wantedText,
} from "./source.ts";

export const relationOid = (candidate: RelationCandidate): Value =>
  candidate.key === undefined ? (candidate.reference ?? someValue) : oid("relation", candidate.key);

export const schemaOid = (schema: Value): Value =>
  typeof schema === "string" ? oid("schema", schema) : schema;

/** pg_class: relkind, and what information_schema.tables calls it. */
const kinds: Readonly<
  Record<Relation["kind"], readonly [relkind: string, tableType: string] | undefined>
> = {
  table: ["r", "BASE TABLE"],
  "partitioned table": ["p", "BASE TABLE"],
  "foreign table": ["f", "FOREIGN"],
  view: ["v", "VIEW"],
  "materialized view": ["m", ""],
  index: ["i", ""],
  sequence: ["S", ""],
  "composite type": ["c", ""],
  unknown: undefined,
};

const ownerOf = (relation: Relation | undefined): Value => relation?.owner ?? someValue;

export const pgClass: SystemView = function* (catalog, wanted) {
  const asked = {
    key: wantedKey(wanted, "oid"),
    schema: wantedText(wanted, "relnamespace"),
    name: wantedText(wanted, "relname"),
  };
  for (const candidate of candidates(catalog, catalog.relations, asked)) {
    const { of, presence } = candidate;
    const kind = of && kinds[of.kind];
    const partitioned = of?.kind === "index" && isPartitioned(catalog, of.table);
    yield row(
      {
        oid: relationOid(candidate),
        relname: candidate.name,
        relnamespace: schemaOid(candidate.schema),
        relkind: kind ? (partitioned ? "I" : kind[0]) : unknown,
        relowner: of?.owner === undefined ? someValue : oid("role", of.owner),
        relpersistence: of && "persistence" in of ? persistence[of.persistence] : unknown,
        relrowsecurity: of && "rowSecurity" in of ? known(of.rowSecurity) : unknown,
        relforcerowsecurity: of && "forceRowSecurity" in of ? known(of.forceRowSecurity) : unknown,
        relispartition: of && "partitionBound" in of ? of.partitionBound !== undefined : unknown,
        reltuples: unknown,
      },
      presence,
    );
  }
  if (asked.key === undefined)
    yield* own(asked.schema, asked.name, { name: "relname", schema: "relnamespace" }, schemaOid);
};

const persistence = { permanent: "p", unlogged: "u", temporary: "t" } as const;

export const known = (value: boolean | "unknown"): Value => (value === "unknown" ? unknown : value);

const isPartitioned = (catalog: Catalog, key: string): boolean =>
  catalog.relations.known.get(key)?.kind === "partitioned table";

/** PostgreSQL's own relations: their names begin with pg_ or sql_, but for those of information_schema. */
function* own(
  schema: string | undefined,
  asked: string | undefined,
  columns: { readonly name: string; readonly schema: string },
  shown: (schema: string) => Value,
): Iterable<SourceRow> {
  if (asked !== undefined && schema === undefined && !/^_?pg_|^sql_/.test(asked)) return;
  for (const system of systemSchemas) {
    if (schema !== undefined && schema !== system) continue;
    const isNot = (text: string): boolean => !text.startsWith("pg_");
    const name: Value =
      system === "information_schema" ? someValue : { ...unknownBut(isNot), startsWith: "pg_" };
    yield row({ [columns.name]: name, [columns.schema]: shown(system) }, "many");
  }
}

const systemSchemas = ["pg_catalog", "information_schema", "pg_toast"];

/** A view of relations of some kinds, with the columns that it calls schema and name. */
function relationsView(
  wantedKinds: readonly Relation["kind"][],
  schemaColumn: string,
  nameColumn: string,
  more: (relation: Relation | undefined) => Readonly<Record<string, Value>> = () => ({}),
): SystemView {
  return function* (catalog, wanted) {
    const asked = {
      schema: wantedText(wanted, schemaColumn),
      name: wantedText(wanted, nameColumn),
    };
    for (const candidate of candidates(catalog, catalog.relations, asked)) {
      const { of, schema, name, presence } = candidate;
      if (of && of.kind !== "unknown" && !wantedKinds.includes(of.kind)) continue;
      const sure = of?.kind === "unknown" ? "maybe" : "certain";
      yield row({ [schemaColumn]: schema, [nameColumn]: name, ...more(of) }, both(presence, sure));
    }
    yield* own(
      asked.schema,
      asked.name,
      { name: nameColumn, schema: schemaColumn },
      (text) => text,
    );
  };
}

const tables = ["table", "partitioned table"] as const;

export const pgTables = relationsView(tables, "schemaname", "tablename", (relation) => ({
  tableowner: ownerOf(relation),
  rowsecurity: relation && "rowSecurity" in relation ? known(relation.rowSecurity) : unknown,
}));
export const pgStatTables = relationsView(tables, "schemaname", "relname");
export const pgViews = relationsView(["view"], "schemaname", "viewname", (relation) => ({
  viewowner: ownerOf(relation),
}));
export const pgMatviews = relationsView(
  ["materialized view"],
  "schemaname",
  "matviewname",
  (relation) => ({
    matviewowner: ownerOf(relation),
  }),
);
export const pgSequences = relationsView(
  ["sequence"],
  "schemaname",
  "sequencename",
  (relation) => ({
    sequenceowner: ownerOf(relation),
  }),
);
export const sequences = relationsView(["sequence"], "sequence_schema", "sequence_name");
export const informationViews = relationsView(["view"], "table_schema", "table_name");
export const informationTables = relationsView(
  [...tables, "foreign table", "view"],
  "table_schema",
  "table_name",
  (relation) => ({
    table_type:
      relation && "persistence" in relation && relation.persistence === "temporary"
        ? "LOCAL TEMPORARY"
        : ((relation && kinds[relation.kind]?.[1]) ?? unknown),
  }),
);
