import { knownExtensions } from "../../catalog/builtin/extensions.ts";
import type { Catalog, Relation } from "../../catalog/catalog.ts";
import { plainNames } from "../../catalog/look-up.ts";
import type { PlainClass } from "../../catalog/outcome.ts";
import { systemRelations } from "../../catalog/views/system-columns.ts";
import { quoteIdent, quoteQualified } from "../../sql/names.ts";
import type { Suggestion } from "./suggestions.ts";

/** What is known to be there, as it is to be written: with its schema where the search path does not lead to it. */

export const tableKinds = ["table", "partitioned table", "foreign table"];
export const viewKinds = ["view", "materialized view"];

export const relations = (catalog: Catalog, kinds: readonly string[]): readonly Suggestion[] =>
  [...catalog.relations.known.values()]
    .filter(({ kind }) => kinds.includes(kind))
    .map((one) => ({
      text: written(catalog, one),
      kind: "relation",
      detail: `${one.kind} in ${one.schema}`,
    }));

export const relationsIn = (catalog: Catalog, schema: string): readonly Suggestion[] =>
  [...catalog.relations.known.values()]
    .filter((one) => one.schema === schema && one.kind !== "unknown")
    .map(({ name, kind }) => ({
      text: quoteIdent(name),
      kind: "relation",
      detail: `${kind} in ${schema}`,
    }));

/** Tables and views of PostgreSQL's own: guards look things up in them. */
export const systemCatalogs: readonly Suggestion[] = systemRelations().map((key) => ({
  text: key.replace(/^pg_catalog\./, ""),
  kind: "relation",
  detail: "PostgreSQL's own",
}));

export const types = (catalog: Catalog): readonly Suggestion[] =>
  [...catalog.types.known.values()].map((one) => ({
    text: written(catalog, one),
    kind: "type",
    detail: one.kind,
  }));

/** Without arguments; `()` behind those that a trigger calls, which have none. */
export const routines = (catalog: Catalog, kinds: readonly string[]): readonly Suggestion[] =>
  [...catalog.routines.known.values()]
    .filter(({ kind, extension }) => kinds.includes(kind) && extension === undefined)
    .map((one) => ({ text: written(catalog, one), kind: "routine", detail: one.kind }));

export const triggerFunctions = (catalog: Catalog): readonly Suggestion[] =>
  [...catalog.routines.known.values()]
    .filter(({ returns }) => returns === "pg_catalog.trigger")
    .map((one) => ({
      text: `${written(catalog, one)}()`,
      kind: "routine",
      detail: "trigger function",
    }));

export const plain = (catalog: Catalog, of: PlainClass): readonly Suggestion[] =>
  [...plainNames(catalog, of).known.keys()].map((name) => other(name, of));

/** Those that PostgreSQL brings and nobody has created yet. */
export const newExtensions = (catalog: Catalog): readonly Suggestion[] => {
  const there = plainNames(catalog, "extension").known;
  return knownExtensions().flatMap((name) =>
    there.has(name) ? [] : [other(name, "comes with PostgreSQL")],
  );
};

/** Constraints, triggers, policies or rules of these relations. */
export const partsOf = (
  all: Iterable<Relation>,
  of: "constraints" | "triggers" | "policies" | "rules",
): readonly Suggestion[] =>
  [...all].flatMap((relation) =>
    relation.kind.endsWith("table") && of in relation
      ? [...(relation as Parts)[of].known.keys()].map((name) =>
          other(name, `${singular[of]} of ${relation.name}`),
        )
      : [],
  );

type Parts = Extract<Relation, { readonly policies: unknown }>;

const singular = {
  constraints: "constraint",
  triggers: "trigger",
  policies: "policy",
  rules: "rule",
};

const other = (name: string, detail: string): Suggestion => ({
  text: quoteIdent(name),
  kind: "other",
  detail,
});

const written = (
  { session }: Catalog,
  { schema, name }: { readonly schema: string; readonly name: string },
): string =>
  schema === "pg_temp" || session.searchPath.includes(schema)
    ? quoteIdent(name)
    : quoteQualified(schema, name);

/** The types that migrations mostly use (https://www.postgresql.org/docs/18/datatype.html, table 8.1). */
export const builtInTypes: readonly Suggestion[] = [
  ..."bigint boolean bytea char cidr date double_precision inet integer interval json jsonb numeric real".split(
    " ",
  ),
  ..."smallint text time timestamp timestamptz tsvector uuid varchar xml".split(" "),
].map((name) => ({ text: name.replace("_", " "), kind: "type", detail: "PostgreSQL's own" }));

/** The functions that defaults, keys and guards mostly call. */
export const builtInFunctions: readonly Suggestion[] =
  "coalesce count current_setting date_trunc exists format gen_random_uuid greatest jsonb_build_object least length lower max md5 min nextval now nullif pg_notify quote_ident quote_literal regexp_replace replace setval string_agg substring to_regclass to_tsvector trim upper"
    .split(" ")
    .map((text) => ({ text, kind: "routine", detail: "PostgreSQL's own" }));
