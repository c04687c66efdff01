import type { Folder } from "../runners/folder.ts";

/** Its SQL is another database's: what PostgreSQL would say of it is nobody's business. */
export const isForAnother = (path: string, { files }: Pick<Folder, "files">): boolean =>
  isNamedSo(path) || speaksSo(files.map(({ text }) => text.replaceAll(comments, "")));

const comments = /--[^\n]*|\/\*[\s\S]*?\*\//g;

/** Where each database has a folder of its own: `migrations/mysql` beside `migrations/postgres`. */
const isNamedSo = (path: string): boolean =>
  /(?:^|\/)(?:mysql\d*|mariadb|sqlite\d?|mssql|sqlserver|oracle|h2|hsqldb|derby|db2|clickhouse|cassandra|duckdb|spanner|tidb)(?:\/(?:migrations?|[^/]*))?$/i.test(
    path,
  );

/** Most of what makes tables; one file in another database's words is a mistake that is worth telling. */
function speaksSo(texts: readonly string[]): boolean {
  const making = texts.filter((text) => /\bcreate\s+(?:\w+\s+){0,2}table\b/i.test(text));
  const telling = making.length > 0 ? making : texts;
  return (
    telling.length > 0 && telling.filter((text) => words.test(text)).length * 2 > telling.length
  );
}

/** Of MySQL, ClickHouse, SQL Server, Oracle and H2; PostgreSQL has none of them. */
const words =
  /\)\s*engine\s*=\s*\w|\bauto_increment\b|\bcodec\s*\(|\blowcardinality\s*\(|\bdefault\s+charset\b|\bcharacter\s+set\s+\w+\s+collate\b|\b(?:medium|long|tiny)text\b|\b(?:table|column|index|into|update|from|add|exists|references|key)\s+`|\bflush\s+privileges\b|\bn?varchar2\s*\(|\bnvarchar\s*\(|\bidentity\s*\(\s*1\s*,\s*1\s*\)|\bnocheck\b|\bcreate\s+alias\b/i;
