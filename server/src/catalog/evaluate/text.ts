import { isArray, isError, isOid, isTyped, isUnknown, type Value } from "./value.ts";

/** What a value looks like as text; undefined where that is not known. References are shown by regs.ts. */
export function textOf(value: Value): string | null | undefined {
  if (value === null) return null;
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "true" : "false";
  if (isArray(value)) return arrayText(value);
  if (isTyped(value)) return value.text;
  if (isOid(value) || isUnknown(value) || isError(value)) return undefined;
  return value satisfies never;
}

/** An array in PostgreSQL's output form: `{a,"b c",NULL}`. */
function arrayText(items: readonly Value[]): string | undefined {
  const texts: string[] = [];
  for (const item of items) {
    const text = item === true ? "t" : item === false ? "f" : textOf(item);
    if (text === undefined) return undefined;
    if (text === null) texts.push("NULL");
    else if (isArray(item) || !needsQuotes(text)) texts.push(text);
    else texts.push(`"${text.replace(/[\\"]/g, "\\$&")}"`);
  }
  return `{${texts.join(",")}}`;
}

const needsQuotes = (text: string): boolean =>
  text === "" || text.toLowerCase() === "null" || /[{}",\\\s]/.test(text);

/** The items of a one-dimensional array literal; undefined when it is not one. */
export function parseArray(text: string): readonly (string | null)[] | undefined {
  const inner = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1];
  if (inner === undefined) return undefined;
  if (inner.trim() === "") return [];
  const items: (string | null)[] = [];
  const item = /\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}]*))\s*(,|$)/gsy;
  for (;;) {
    const found = item.exec(inner);
    if (!found) return undefined;
    const bare = found[2]?.trim() ?? "";
    if (found[1] !== undefined) items.push(found[1].replace(/\\(.)/gs, "$1"));
    else if (bare === "") return undefined;
    else items.push(bare.toLowerCase() === "null" ? null : bare.replace(/\\(.)/gs, "$1"));
    if (found[3] === "") return items;
  }
}

/** `%I`: quoted when it is not a plain lower-case identifier, or a keyword that needs it. */
export const quoteIdent = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) && !keywords.has(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** `%L` */
export const quoteLiteral = (text: string): string =>
  text.includes("\\")
    ? `E'${text.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`
    : `'${text.replaceAll("'", "''")}'`;

/** The parts of a dotted name inside a string ('public."Users"'), folded; undefined when it is none. */
export function parseName(text: string): readonly string[] | undefined {
  const parts: string[] = [];
  const part = /\s*(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))\s*(\.|$)/guy;
  for (;;) {
    const found = part.exec(text);
    if (!found) return undefined;
    parts.push(found[1]?.replaceAll('""', '"') ?? (found[2] ?? "").toLowerCase());
    if (found[3] === "") return parts;
  }
}

/** `select word from pg_get_keywords() where catcode <> 'U'` of PostgreSQL 15 and 18. */
const keywords = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both " +
    "case cast char character check coalesce collate collation column concurrently constraint create cross " +
    "current_catalog current_date current_role current_schema current_time current_timestamp current_user dec " +
    "decimal default deferrable desc distinct do else end except exists extract false fetch float for foreign " +
    "freeze from full grant greatest group grouping having ilike in initially inner inout int integer " +
    "intersect interval into is isnull join json json_array json_arrayagg json_exists json_object " +
    "json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading least left " +
    "like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null " +
    "nullif numeric offset on only or order out outer overlaps overlay placing position precision primary " +
    "real references returning right row select session_user setof similar smallint some substring symmetric " +
    "system_user table tablesample then time timestamp to trailing treat trim true union unique user using " +
    "values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists " +
    "xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable"
  ).split(" "),
);
