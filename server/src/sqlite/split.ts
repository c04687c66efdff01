import type { Span } from "../text/span.ts";

/** One statement of a script; the semicolon is not part of it. */
export interface SqliteStatement {
  readonly span: Span;
  /** Behind its semicolon and the rest of that line, where nothing else stands on it. */
  readonly end: number;
  readonly tokens: readonly SqliteToken[];
}

export interface SqliteToken {
  readonly span: Span;
  /** Words in lower case, names without their quotes, literals and signs as they are written. */
  readonly text: string;
  readonly kind: "word" | "name" | "literal" | "sign";
}

const lexeme =
  /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\d[\w.]*|\S/g;

/** The statements of a script: semicolons end them, but for those in the body of a trigger. */
export function splitSqlite(text: string): readonly SqliteStatement[] {
  const out: SqliteStatement[] = [];
  let tokens: SqliteToken[] = [];
  const close = (end: number): void => {
    const [first] = tokens;
    const last = tokens.at(-1);
    if (first && last)
      out.push({
        span: { start: first.span.start, end: last.span.end },
        end: endOfLine(text, end),
        tokens,
      });
    tokens = [];
  };
  for (const match of text.matchAll(lexeme)) {
    const [written] = match;
    if (written.startsWith("--") || written.startsWith("/*")) continue;
    const span = { start: match.index, end: match.index + written.length };
    if (written === ";" && !isInTrigger(tokens)) close(span.end);
    else tokens.push(tokenOf(written, span));
  }
  close(text.length);
  return out;
}

function tokenOf(written: string, span: Span): SqliteToken {
  const mark = written.charAt(0);
  if (mark === "'") return { span, text: written, kind: "literal" };
  if (mark === '"' || mark === "`")
    return { span, text: written.slice(1, -1).replaceAll(mark + mark, mark), kind: "name" };
  if (mark === "[") return { span, text: written.slice(1, -1), kind: "name" };
  if (/[A-Za-z_\u0080-\uffff]/.test(mark))
    return { span, text: written.toLowerCase(), kind: "word" };
  return { span, text: written, kind: /\d/.test(mark) ? "literal" : "sign" };
}

/** As sqlite3_complete does: a trigger ends with `; END ;`. */
function isInTrigger(tokens: readonly SqliteToken[]): boolean {
  const [create, next, after] = tokens.map((one) => one.text);
  const isTrigger =
    create === "create" &&
    (next === "trigger" || ((next === "temp" || next === "temporary") && after === "trigger"));
  return isTrigger && !(tokens.at(-1)?.text === "end" && tokens.at(-2)?.text === ";");
}

function endOfLine(text: string, at: number): number {
  const rest = /^[ \t]*(?:\r?\n)?/.exec(text.slice(at))?.[0] ?? "";
  return rest.includes("\n") ? at + rest.length : at;
}
