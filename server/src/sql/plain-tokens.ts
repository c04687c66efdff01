import { CLOSE, DOLLAR, OPEN } from "./characters.ts";
import { lex } from "./lex.ts";
import type { Token } from "./token.ts";

/**
 * The same tokens as pgsql-ast-parser's lexer can read them: without comments, tags of dollar quotes, letters beyond
 * ASCII and prefixes of literals. Of a list only the first and the last item are there, since what may come next
 * does not depend on the others. Undefined when the text ends inside a literal, or holds a psql command.
 */
export function plainTokens(sql: string): readonly string[] | undefined {
  const plain: string[] = [];
  const enclosing: List[] = [];
  let list: List = {};
  for (const token of lex(sql)) {
    if (token.open || token.kind === "psql") return undefined;
    if (token.kind === "comment") continue;
    const text = plainToken(sql, token);
    if (text === "," && list.second !== undefined) {
      plain.length = list.second;
      continue;
    }
    plain.push(text);
    if (text === ",") list.second = plain.length;
    else if (token.kind === "word") list = beginsList.has(text.toLowerCase()) ? {} : list;
    else if (sql.charCodeAt(token.span.start) === OPEN) {
      enclosing.push(list);
      list = {};
    } else if (sql.charCodeAt(token.span.start) === CLOSE) list = enclosing.pop() ?? {};
  }
  return plain;
}

/** Items between commas; `second`: how many tokens there are before the second one. */
interface List {
  second?: number;
}

/** After these words another list begins without a bracket. */
const beginsList: ReadonlySet<string> = new Set([
  "select",
  "from",
  "where",
  "values",
  "by",
  "conflict",
  "returning",
]);

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
