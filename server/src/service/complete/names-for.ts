import type { Catalog, Column, Relation } from "../../catalog/catalog.ts";
import { plainNames } from "../../catalog/look-up.ts";
import { lex } from "../../sql/lex.ts";
import type { Suggestion } from "./suggestions.ts";

/** Names that may stand behind `head`, by the words before it; `places`: what the grammar takes there. */
export function namesFor(
  catalog: Catalog,
  head: string,
  statement: string,
  places: ReadonlySet<string>,
): readonly Suggestion[] {
  const words = wordsOf(head);
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (last === ".") return ofQualifier(catalog, words.at(-2) ?? "");
  const makes = first === "CREATE";
  if (isNameOfKind(last, words, "TABLE") && !makes) return relations(catalog, tableKinds);
  if (isNameOfKind(last, words, "VIEW") && !makes) return relations(catalog, viewKinds);
  if (isNameOfKind(last, words, "INDEX") && !makes) return relations(catalog, ["index"]);
  if (isNameOfKind(last, words, "SEQUENCE") && !makes) return relations(catalog, ["sequence"]);
  if (isNameOfKind(last, words, "TYPE") && !makes && !words.includes("COLUMN"))
    return userTypes(catalog);
  if (isNameOfKind(last, words, "SCHEMA") && !makes) return plain(catalog, "schema");
  if (
    isNameOfKind(last, words, "CONSTRAINT") &&
    /^(?:DROP|VALIDATE|RENAME)$/.test(before(words, "CONSTRAINT"))
  )
    return named(catalog, statement || head).flatMap((relation) =>
      "constraints" in relation
        ? [...relation.constraints.known.keys()].map((name) =>
            other(name, `constraint of ${relation.name}`),
          )
        : [],
    );
  if (["FROM", "JOIN", "INTO", "UPDATE", "REFERENCES", "ONLY"].includes(last))
    return relations(catalog, [...tableKinds, ...viewKinds]);
  if (
    last === "ON" &&
    !words.includes("JOIN") &&
    /^(?:CREATE|DROP|GRANT|REVOKE|COMMENT)$/.test(first)
  )
    return relations(catalog, [...tableKinds, ...viewKinds]);
  if (
    last === "ROLE" ||
    last === "USER" ||
    (last === "TO" && /^(?:GRANT|ALTER|CREATE)$/.test(first) && !words.includes("RENAME"))
  )
    return makes && last !== "TO" ? [] : plain(catalog, "role");
  if ((places.has("type") && !places.has("expression")) || last === "::")
    return [...userTypes(catalog), ...builtIn];
  if (columnWords.has(last) || places.has("expression"))
    return named(catalog, statement || head).flatMap(columnsOf);
  return [];
}

const tableKinds = ["table", "partitioned table", "foreign table"];
const viewKinds = ["view", "materialized view"];

/** `DROP TABLE`, `DROP TABLE IF EXISTS`: the name of such an object comes next. */
const isNameOfKind = (last: string, words: readonly string[], kind: string): boolean =>
  last === kind || (last === "EXISTS" && words.slice(-4).includes(kind));

const before = (words: readonly string[], word: string): string =>
  words[words.lastIndexOf(word) - 1] ?? "";

const columnWords = new Set([
  "COLUMN",
  "(",
  ",",
  "SET",
  "BY",
  "WHERE",
  "AND",
  "OR",
  "SELECT",
  "ON",
]);

/** Words in upper case, and signs; comments left out. */
const wordsOf = (sql: string): readonly string[] =>
  lex(sql).flatMap(({ kind, span }) =>
    kind === "comment" ? [] : [sql.slice(span.start, span.end).toUpperCase()],
  );

function ofQualifier(catalog: Catalog, qualifier: string): readonly Suggestion[] {
  const name = qualifier.toLowerCase();
  const inSchema = [...catalog.relations.known.values()].filter(({ schema }) => schema === name);
  return inSchema.length > 0
    ? inSchema.filter(({ kind }) => kind !== "unknown").map(suggested)
    : named(catalog, name).flatMap(columnsOf);
}

/** The relations of the search path that a text names. */
function named(catalog: Catalog, sql: string): readonly Relation[] {
  const found = new Map<string, Relation>();
  for (const { kind, span } of lex(sql)) {
    if (kind !== "word" && kind !== "quoted") continue;
    const written = sql.slice(span.start, span.end);
    const name = kind === "word" ? written.toLowerCase() : written.slice(1, -1);
    for (const schema of [...catalog.session.searchPath, "public"]) {
      const key = `${schema}.${name}`;
      const relation = catalog.relations.known.get(key);
      if (relation) found.set(key, relation);
    }
  }
  return [...found.values()];
}

const columnsOf = (relation: Relation): readonly Suggestion[] =>
  "columns" in relation && relation.kind !== "index"
    ? [...relation.columns.known.values()]
        .sort((one, other) => one.position - other.position)
        .map((column) => ({
          text: quoted(column.name),
          kind: "column",
          detail: `${typeOf(column)} of ${relation.name}`,
        }))
    : [];

const typeOf = ({ type }: Column): string => (type === "unknown" ? "column" : type.name);

const relations = (catalog: Catalog, kinds: readonly string[]): readonly Suggestion[] =>
  [...catalog.relations.known.values()].filter(({ kind }) => kinds.includes(kind)).map(suggested);

const suggested = (relation: Relation): Suggestion => ({
  text: quoted(relation.name),
  kind: "relation",
  detail: `${relation.kind} in ${relation.schema}`,
});

const userTypes = (catalog: Catalog): readonly Suggestion[] =>
  [...catalog.types.known.values()].map(({ kind, name }) => ({
    text: quoted(name),
    kind: "type",
    detail: kind,
  }));

const plain = (catalog: Catalog, of: "role" | "schema"): readonly Suggestion[] =>
  [...plainNames(catalog, of).known.keys()].map((name) => other(name, of));

const other = (name: string, detail: string): Suggestion => ({
  text: quoted(name),
  kind: "other",
  detail,
});

const quoted = (name: string): string =>
  /^[a-z_][a-z0-9_$]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** The types that migrations mostly use (https://www.postgresql.org/docs/18/datatype.html, table 8.1). */
const builtIn: readonly Suggestion[] = [
  ..."bigint boolean bytea char cidr date double_precision inet integer interval json jsonb numeric real".split(
    " ",
  ),
  ..."smallint text time timestamp timestamptz tsvector uuid varchar xml".split(" "),
].map((name) => ({ text: name.replace("_", " "), kind: "type", detail: "PostgreSQL's own" }));
