import { type Span, spanText } from "../../text/span.ts";
import { type Written, wordAt } from "./written.ts";

/** A name as somebody wrote it, and what PostgreSQL makes of it. */
export interface WrittenName {
  readonly text: string;
  readonly span: Span;
  /** Folded, unquoted, cut to 63 bytes: schema first where one is written. */
  readonly parts: readonly string[];
  /** The index of the token after it. */
  readonly next: number;
}

/** The (qualified) name that begins with this token. */
export function nameAt(on: Written, index: number): WrittenName | undefined {
  const parts: string[] = [];
  let next = index;
  for (;;) {
    const part = partAt(on, next);
    if (part === undefined) return undefined;
    parts.push(part);
    next++;
    if (wordAt(on, next) !== ".") break;
    next++;
  }
  const span = {
    start: on.tokens[index]?.span.start ?? 0,
    end: on.tokens[next - 1]?.span.end ?? 0,
  };
  return { text: spanText(on.surface.text, span), span, parts, next };
}

/** The last part: the object's own name. */
export const ownName = (name: WrittenName): string => name.parts[name.parts.length - 1] ?? "";

/** The schema as written, with its dot taken off; undefined for an unqualified name. */
export const writtenSchema = (name: WrittenName): string | undefined =>
  name.parts.length < 2
    ? undefined
    : /^(.*?)\s*\.\s*(?:"(?:[^"]|"")*"|[^".]*)$/s.exec(name.text)?.[1];

function partAt(on: Written, index: number): string | undefined {
  const token = on.tokens[index];
  if (!token) return undefined;
  const text = spanText(on.surface.text, token.span);
  if (token.kind === "word") return truncate(foldAscii(text));
  // U&"…" has escapes of its own and is too rare to be worth them.
  if (token.kind !== "quoted" || !text.startsWith('"')) return undefined;
  return truncate(text.slice(1, -1).replaceAll('""', '"'));
}

/** PostgreSQL folds ASCII only in a database with a multi-byte encoding (downcase_identifier). */
const foldAscii = (text: string): string =>
  text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** NAMEDATALEN - 1 bytes, without cutting a character in two. */
export function truncate(name: string): string {
  if (name.length <= 15) return name;
  let bytes = 0;
  let end = 0;
  for (const character of name) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > 63) return name.slice(0, end);
    end += character.length;
  }
  return name;
}
