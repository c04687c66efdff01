import type { Catalog, Relation } from "../../catalog/catalog.ts";
import { lex } from "../../sql/lex.ts";
import { unquoteIdent } from "../../sql/names.ts";
import {
  builtInFunctions,
  builtInTypes,
  newExtensions,
  partsOf,
  plain,
  relations,
  relationsIn,
  routines,
  systemCatalogs,
  tableKinds,
  triggerFunctions,
  types,
  viewKinds,
} from "./known-names.ts";
import { columnsOf, namedIn, qualified } from "./named-relations.ts";
import type { Suggestion } from "./suggestions.ts";

/** Names that may stand behind `head`, by the words before it; `places`: what the grammar takes there. */
export function namesFor(
  catalog: Catalog,
  head: string,
  statement: string,
  places: ReadonlySet<string>,
): readonly Suggestion[] {
  const written = wordsOf(head);
  const words = written.map((one) => one.toUpperCase());
  const sql = statement || head;
  const last = words.at(-1) ?? "";
  if (last === ".") return ofQualifier(catalog, sql, unquoteIdent(written.at(-2) ?? ""));
  const ofKind = kindNamed(words);
  if (ofKind)
    return words[0] === "CREATE" ? whileMaking(catalog, ofKind, words) : ofKind.list(catalog, sql);
  if (last === "FROM" || last === "JOIN") return [...tables(catalog), ...systemCatalogs];
  if (isTablePlace(words)) return tables(catalog);
  if (isRolePlace(words)) return plain(catalog, "role");
  if ((places.has("type") && !places.has("expression")) || last === "::")
    return [...types(catalog), ...builtInTypes];
  if (!columnWords.has(last) && !places.has("expression")) return [];
  return [
    ...namedIn(catalog, sql).flatMap(columnsOf),
    ...(places.has("expression") ? [...routines(catalog, ["function"]), ...builtInFunctions] : []),
  ];
}

/** What a name behind the word for its kind may be: `DROP TABLE`, `ALTER INDEX IF EXISTS`, `COMMENT ON FUNCTION`. */
interface Kind {
  readonly word: string;
  readonly list: (catalog: Catalog, sql: string) => readonly Suggestion[];
}

const kinds: readonly Kind[] = [
  { word: "TABLE", list: (catalog) => relations(catalog, tableKinds) },
  { word: "VIEW", list: (catalog) => relations(catalog, viewKinds) },
  { word: "INDEX", list: (catalog) => relations(catalog, ["index"]) },
  { word: "SEQUENCE", list: (catalog) => relations(catalog, ["sequence"]) },
  { word: "TYPE", list: types },
  { word: "DOMAIN", list: types },
  { word: "SCHEMA", list: (catalog) => plain(catalog, "schema") },
  { word: "EXTENSION", list: (catalog) => plain(catalog, "extension") },
  { word: "PUBLICATION", list: (catalog) => plain(catalog, "publication") },
  { word: "FUNCTION", list: (catalog) => routines(catalog, ["function", "window"]) },
  { word: "PROCEDURE", list: (catalog) => routines(catalog, ["procedure"]) },
  { word: "ROUTINE", list: (catalog) => routines(catalog, ["function", "procedure", "aggregate"]) },
  { word: "CONSTRAINT", list: (catalog, sql) => partsOf(named(catalog, sql), "constraints") },
  { word: "TRIGGER", list: (catalog, sql) => partsOf(altered(catalog, sql), "triggers") },
  { word: "POLICY", list: (catalog, sql) => partsOf(altered(catalog, sql), "policies") },
  { word: "RULE", list: (catalog, sql) => partsOf(altered(catalog, sql), "rules") },
];

function kindNamed(words: readonly string[]): Kind | undefined {
  const last = words.at(-1);
  const found = kinds.find(
    ({ word }) => last === word || (last === "EXISTS" && words.slice(-4).includes(word)),
  );
  // A new column's type is no name of a TYPE; only some forms take the name of a constraint that is there.
  if (found?.word === "TYPE" && words.includes("COLUMN")) return undefined;
  if (
    found?.word === "CONSTRAINT" &&
    !/^(?:DROP|VALIDATE|RENAME|ALTER|ON)$/.test(before(words, "CONSTRAINT"))
  )
    return undefined;
  return found;
}

/** The name is to be new; but an extension is one of those that can be had, and a trigger calls what is there. */
function whileMaking(
  catalog: Catalog,
  { word }: Kind,
  words: readonly string[],
): readonly Suggestion[] {
  if (word === "EXTENSION") return newExtensions(catalog);
  return before(words, word) === "EXECUTE" ? triggerFunctions(catalog) : [];
}

/** Of the relations that the statement names, else of all: `DROP TRIGGER t ON` names it last. */
function altered(catalog: Catalog, sql: string): readonly Relation[] {
  const spoken = named(catalog, sql);
  return spoken.length > 0 ? spoken : [...catalog.relations.known.values()];
}

const named = (catalog: Catalog, sql: string): readonly Relation[] =>
  namedIn(catalog, sql).flatMap((one) => (one.kind === "system" ? [] : [one]));

function isTablePlace(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  if (["INTO", "UPDATE", "REFERENCES", "ONLY"].includes(last)) return true;
  return (
    last === "ON" &&
    !words.includes("JOIN") &&
    /^(?:CREATE|DROP|ALTER|GRANT|REVOKE|COMMENT)$/.test(words[0] ?? "")
  );
}

function isRolePlace(words: readonly string[]): boolean {
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (last === "TO") return /^(?:GRANT|ALTER|CREATE)$/.test(first) && !words.includes("RENAME");
  return (last === "ROLE" || last === "USER") && first !== "CREATE";
}

const tables = (catalog: Catalog): readonly Suggestion[] =>
  relations(catalog, [...tableKinds, ...viewKinds]);

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

/** Words and signs; comments left out. */
const wordsOf = (sql: string): readonly string[] =>
  lex(sql).flatMap(({ kind, span }) =>
    kind === "comment" ? [] : [sql.slice(span.start, span.end)],
  );

function ofQualifier(catalog: Catalog, sql: string, qualifier: string): readonly Suggestion[] {
  const inSchema = relationsIn(catalog, qualifier);
  if (inSchema.length > 0) return inSchema;
  const relation = qualified(catalog, sql, qualifier);
  return relation ? columnsOf(relation) : [];
}
