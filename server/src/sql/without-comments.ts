import { offsetToBytes } from "../text/units.ts";
import { lex } from "./lex.ts";
import type { Token } from "./token.ts";

/**
 * The same text with blanks for its comments, byte for byte, so that a tree's places hold for both. Since libpg_query's
 * scanner has tokens for comments (pganalyze/libpg_query#43), its grammar's look-ahead takes one for the word after it:
 * NOT … IN, NULLS … LAST and WITH … TIME ZONE are not understood with a comment in between, though PostgreSQL does.
 */
export const withoutComments = (sql: string): string => blanked(sql, blanksFor);

/** The same within dollar-quoted bodies too: lines stay where they are. */
export const withoutCommentsInBodies = (sql: string): string =>
  blanked(sql, (kind, text) => {
    const tag = kind === "string" && /^\$\w*\$/.exec(text)?.[0];
    if (!tag || text.length < 2 * tag.length) return blanksFor(kind, text);
    return tag + withoutComments(text.slice(tag.length, -tag.length)) + tag;
  });

function blanked(
  sql: string,
  instead: (kind: Token["kind"], text: string) => string | undefined,
): string {
  if (!mayComment.test(sql)) return sql;
  let blank = "";
  let from = 0;
  for (const { kind, span, open } of lex(sql)) {
    const other = open ? undefined : instead(kind, sql.slice(span.start, span.end));
    if (other === undefined) continue;
    blank += sql.slice(from, span.start) + other;
    from = span.end;
  }
  return blank + sql.slice(from);
}

const blanksFor = (kind: Token["kind"], text: string): string | undefined =>
  kind === "comment"
    ? text.replace(/[^\n]/gu, (character) => " ".repeat(offsetToBytes(character)(character.length)))
    : undefined;

const mayComment = /--|\/\*/;
