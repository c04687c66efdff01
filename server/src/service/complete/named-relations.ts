import type { Catalog, Column, Relation } from "../../catalog/catalog.ts";
import { systemRelationKey } from "../../catalog/relations/system.ts";
import { systemColumnsOf } from "../../catalog/views/system-columns.ts";
import { lex } from "../../sql/lex.ts";
import { quoteIdent, unquoteIdent } from "../../sql/names.ts";
import type { Suggestion } from "./suggestions.ts";

/** A relation that a statement names: one of the catalog's, or the key of one of PostgreSQL's own. */
export type Named = Relation | { readonly kind: "system"; readonly key: string };

/** The relations that a text names, each once. */
export function namedIn(catalog: Catalog, sql: string): readonly Named[] {
  const found = new Map<string, Named>();
  for (const { named, key } of mentions(catalog, wordsIn(sql))) found.set(key, named);
  return [...found.values()];
}

/** The relation that a qualifier (`users.`, `u.` behind `FROM users AS u`) stands for; folded and unquoted. */
export function qualified(catalog: Catalog, sql: string, qualifier: string): Named | undefined {
  const all = mentions(catalog, wordsIn(sql));
  const alias = all.find((one) => one.alias === qualifier);
  return (alias ?? all.find(({ name }) => name === qualifier))?.named;
}

export function columnsOf(named: Named): readonly Suggestion[] {
  if (named.kind === "system")
    return [...(systemColumnsOf(named.key) ?? [])].map((name) => ({
      text: quoteIdent(name),
      kind: "column",
      detail: `column of ${named.key}`,
    }));
  if (!("columns" in named) || named.kind === "index") return [];
  return [...named.columns.known.values()]
    .sort((one, other) => one.position - other.position)
    .map((column) => ({
      text: quoteIdent(column.name),
      kind: "column",
      detail: `${typeOf(column)} of ${named.name}`,
    }));
}

const typeOf = ({ type }: Column): string => (type === "unknown" ? "column" : type.name);

interface Mention {
  readonly named: Named;
  readonly key: string;
  readonly name: string;
  readonly alias: string | undefined;
}

function mentions(catalog: Catalog, words: readonly string[]): readonly Mention[] {
  return words.flatMap((name, at) => {
    const isQualified = words[at - 1] === ".";
    const schemas = isQualified ? [words[at - 2] ?? ""] : schemasOf(catalog);
    const found = schemas.flatMap((schema) => relationAt(catalog, schema, name) ?? [])[0];
    if (!found) return [];
    const next = words[at + 1] === "as" ? words[at + 2] : words[at + 1];
    return [{ ...found, name, alias: next }];
  });
}

const schemasOf = ({ session }: Catalog): readonly string[] => [
  ...session.searchPath,
  "public",
  "pg_catalog",
];

function relationAt(
  catalog: Catalog,
  schema: string,
  name: string,
): Pick<Mention, "named" | "key"> | undefined {
  const key = `${schema}.${name}`;
  const known = catalog.relations.known.get(key);
  if (known) return { named: known, key };
  const isSystem =
    schema === "pg_catalog" ? systemRelationKey(name) !== undefined : systemColumnsOf(key);
  return isSystem ? { named: { kind: "system", key }, key } : undefined;
}

/** Names as the catalog has them, and signs. */
const wordsIn = (sql: string): readonly string[] =>
  lex(sql).flatMap(({ kind, span }) => {
    const text = sql.slice(span.start, span.end);
    if (kind === "word" || kind === "quoted") return [unquoteIdent(text)];
    return kind === "comment" ? [] : [text];
  });
