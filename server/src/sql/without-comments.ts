import { offsetToBytes } from "../text/units.ts";
import { lex } from "./lex.ts";

/**
 * The same text with blanks for its comments, byte for byte, so that a tree's places hold for both. Since libpg_query's
 * scanner has tokens for comments (pganalyze/libpg_query#43), its grammar's look-ahead takes one for the word after it:
 * NOT … IN, NULLS … LAST and WITH … TIME ZONE are not understood with a comment in between, though PostgreSQL does.
 */
export function withoutComments(sql: string): string {
  if (!mayComment.test(sql)) return sql;
  const bytes = offsetToBytes(sql);
  let blank = "";
  let from = 0;
  for (const { kind, span, open } of lex(sql)) {
    if (kind !== "comment" || open) continue;
    const width = bytes(span.end) - bytes(span.start);
    blank += sql.slice(from, span.start) + " ".repeat(width);
    from = span.end;
  }
  return blank + sql.slice(from);
}

const mayComment = /--|\/\*/;
