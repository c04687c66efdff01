import { offsetToBytes } from "../text/units.ts";
import { keywords } from "./keywords.ts";

/** As PostgreSQL's own quote_ident: quoted only when it must be. The name is given as the catalog holds it. */
export const quoteIdent = (name: string): string =>
  plain.test(name) && !notAnyName.has(name) ? name : inQuotes(name);

/** As people write the name of a table, column or constraint: it may be a type's, such as position or time. */
export const identifier = (name: string): string =>
  plain.test(name) && !noColumn.has(name) ? name : inQuotes(name);

export const inQuotes = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `schema.name`, each part quoted only when it must be. */
export const quoteQualified = (...parts: readonly string[]): string =>
  parts.map(quoteIdent).join(".");

/**
 * The catalog's name for an identifier as it is written: foo, Foo, "Foo ""x""", U&"d\0061t".
 * PostgreSQL folds ASCII letters only, and keeps 63 bytes.
 */
export function unquoteIdent(written: string): string {
  if (written.startsWith('"')) return truncate(undouble(written, 1));
  if (/^u&"/i.test(written)) return truncate(unescapeUnicode(undouble(written, 3)));
  return truncate(foldCase(written));
}

/** ASCII letters to lower case, as PostgreSQL does with an unquoted name in UTF-8. */
export const foldCase = (name: string): string =>
  name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** At most 63 bytes of UTF-8, no character halved: the longest name PostgreSQL keeps. */
export function truncate(name: string): string {
  if (name.length * 3 <= longest) return name;
  const bytesAt = offsetToBytes(name);
  if (bytesAt(name.length) <= longest) return name;
  let kept = "";
  for (const character of name) {
    if (bytesAt(kept.length + character.length) > longest) break;
    kept += character;
  }
  return kept;
}

/** As PostgreSQL's own quote_literal: an E'…' only when there is a backslash. */
export const quoteLiteral = (text: string): string =>
  text.includes("\\") ? `E${literal(text.replaceAll("\\", "\\\\"))}` : literal(text);

/** A string constant; a backslash means itself (standard_conforming_strings, on since 9.1). */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const longest = 63;

const plain = /^[a-z_][a-z0-9_]*$/;

/** The keywords that no table, column or constraint can be called. */
const noColumn: ReadonlySet<string> = new Set([...keywords.reserved, ...keywords.typeFunction]);

/** The keywords that are no name everywhere. */
const notAnyName: ReadonlySet<string> = new Set([...noColumn, ...keywords.columnName]);

/** What stands between the quotes; the closing one may be missing. */
function undouble(written: string, start: number): string {
  const end = written.length > start && written.endsWith('"') ? -1 : written.length;
  return written.slice(start, end).replaceAll('""', '"');
}

function unescapeUnicode(text: string): string {
  return text.replace(
    /\\(?:\\|([0-9a-f]{4})|\+([0-9a-f]{6}))/gi,
    (written, short: string | undefined, long: string | undefined) => {
      const code = Number.parseInt(short ?? long ?? "5c", 16);
      return code > 0x10ffff ? written : String.fromCodePoint(code);
    },
  );
}
