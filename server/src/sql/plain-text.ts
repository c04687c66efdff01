import { DOLLAR } from "./characters.ts";
import { lex } from "./lex.ts";
import type { Token } from "./token.ts";

/**
 * The same tokens as pgsql-ast-parser's lexer can read them: without comments, tags of dollar quotes, letters beyond
 * ASCII and prefixes of literals. Undefined when the text ends inside a literal, or holds what it has no word for.
 */
export function plainText(sql: string): string | undefined {
  const plain: string[] = [];
  for (const token of lex(sql)) {
    if (token.open || token.kind === "psql") return undefined;
    if (token.kind !== "comment") plain.push(plainToken(sql, token));
  }
  // A blank at the end, because a word's end is known only by what follows it.
  return `${plain.join(" ")} `;
}

function plainToken(sql: string, { kind, span }: Token): string {
  switch (kind) {
    case "quoted":
      return '"x"';
    case "string":
      return sql.charCodeAt(span.start) === DOLLAR ? "$$ $$" : "''";
    case "number":
      return "1";
    case "word": {
      const word = sql.slice(span.start, span.end);
      return simple.test(word) ? word : "x";
    }
    default:
      return sql.slice(span.start, span.end);
  }
}

const simple = /^[a-z0-9_]+$/i;
