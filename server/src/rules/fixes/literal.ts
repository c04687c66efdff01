/** A string literal; a backslash means itself (standard_conforming_strings, on since 9.1). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An identifier as it must be written: in quotes unless it is plain and no keyword. */
export const identifier = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** A `schema.name` key of the catalog as a name in SQL. */
export function nameOfKey(key: string): string {
  const dot = key.indexOf(".");
  return `${identifier(key.slice(0, dot))}.${identifier(key.slice(dot + 1))}`;
}

/** Keywords that cannot name a column, a table or a constraint: `select word from pg_get_keywords() where catcode in ('R', 'T')`. */
const reserved = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check " +
    "collate collation column concurrently constraint create cross current_catalog current_date " +
    "current_role current_schema current_time current_timestamp current_user default deferrable desc " +
    "distinct do else end except false fetch for foreign freeze from full grant group having ilike in " +
    "initially inner intersect into is isnull join lateral leading left like limit localtime " +
    "localtimestamp natural not notnull null offset on only or order outer overlaps placing primary " +
    "references returning right select session_user similar some symmetric system_user table " +
    "tablesample then to trailing true union unique user using variadic verbose when where window with"
  ).split(" "),
);
