import { lex } from "../../sql/lex.ts";

/**
 * Where `head` ends inside a dollar-quoted body of the statement `whole`: the SQL statement that is being written there,
 * up to the place and, as `text`, to its semicolon. The condition of an IF and what PERFORM runs are written as the
 * SELECT that PL/pgSQL makes of them.
 */
export function bodyBefore(
  head: string,
  whole: string,
): { readonly head: string; readonly text: string } | undefined {
  const last = lex(head).at(-1);
  if (!last?.open) return undefined;
  const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(head.slice(last.span.start))?.[0];
  if (tag === undefined) return undefined;
  if (!programs.test(head) || otherLanguage.test(whole)) return undefined;
  const body = head.slice(last.span.start + tag.length);
  const written = body.slice(statementStart(body));
  const [rest = ""] = whole.slice(head.length).split(/;|\$\w*\$/, 1);
  return { head: written.replace(asked, "SELECT "), text: `${written}${rest}` };
}

/** Behind the last semicolon, or the last word that a list of statements begins behind. */
function statementStart(body: string): number {
  let start = 0;
  // CASE … THEN … ELSE … END of an expression begins no statement.
  let cases = 0;
  for (const { kind, span } of lex(body)) {
    const word = kind === "comment" ? "" : body.slice(span.start, span.end).toUpperCase();
    if (word === "CASE") cases += 1;
    else if (word === "END" && cases > 0) cases -= 1;
    else if (word === ";" || (cases === 0 && opening.has(word))) start = span.end;
    if (word === ";") cases = 0;
  }
  return start;
}

const programs = /^\s*(?:DO\b|CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)\b)/i;

/** Whose bodies are no SQL. */
const otherLanguage = /\bLANGUAGE\s+(?!'?(?:plpgsql|sql)\b)\w/i;

const opening = new Set(["BEGIN", "THEN", "ELSE", "LOOP", "DECLARE"]);

const asked = /^\s*(?:IF|ELSIF|ELSEIF|WHILE|PERFORM|RETURN\s+QUERY|RETURN)\b\s*/i;
