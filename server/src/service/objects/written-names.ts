import { lex } from "../../sql/lex.ts";
import { foldCase, truncate, unquoteIdent } from "../../sql/names.ts";
import type { Token } from "../../sql/token.ts";
import { type Span, shift, spanText } from "../../text/span.ts";

/** One part of a name as it stands in a statement, with the parts before it and the word in front of the name. */
export interface WrittenPart {
  /** Relative to the statement's start. */
  readonly span: Span;
  /** Folded and unquoted, up to this part: `schema`, `table`. */
  readonly path: readonly string[];
  readonly isLast: boolean;
  /** The keyword before the name, in lower case; empty where there is none. */
  readonly after: string;
  /** `(` follows the name. */
  readonly called: boolean;
}

/** Every name in a statement, those in bodies between dollar quotes too. */
export function writtenNames(text: string): readonly WrittenPart[] {
  const found: WrittenPart[] = [];
  collect(text, lex(text), found);
  return found;
}

function collect(text: string, all: readonly Token[], found: WrittenPart[]): void {
  const tokens = all.filter((token) => token.kind !== "comment");
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) continue;
    if (token.kind === "string") collectBody(text, token, found);
    if (!isName(token)) continue;
    const chain = [token];
    while (isDot(text, tokens[index + 1]) && isName(tokens[index + 2])) {
      chain.push(tokens[index + 2] as Token);
      index += 2;
    }
    const after = before(text, tokens, index - 2 * (chain.length - 1));
    const called = tokens[index + 1] !== undefined && textOf(text, tokens[index + 1]) === "(";
    const path: string[] = [];
    for (const [at, part] of chain.entries()) {
      path.push(nameOf(text, part));
      const isLast = at === chain.length - 1;
      found.push({ span: part.span, path: [...path], isLast, after, called: called && isLast });
    }
  }
}

/** `$$ … $$`: the code inside, at its own place. */
function collectBody(text: string, token: Token, found: WrittenPart[]): void {
  const tag = /^\$[^$]*\$/.exec(spanText(text, token.span))?.[0];
  if (tag === undefined) return;
  const start = token.span.start + tag.length;
  const end = token.open ? token.span.end : token.span.end - tag.length;
  const inner = lex(text.slice(start, end)).map((one) => ({
    ...one,
    span: shift(one.span, start),
  }));
  collect(text, inner, found);
}

const isName = (token: Token | undefined): boolean =>
  token?.kind === "word" || token?.kind === "quoted";

const textOf = (text: string, token: Token | undefined): string =>
  token ? spanText(text, token.span) : "";

const isDot = (text: string, token: Token | undefined): boolean => textOf(text, token) === ".";

const nameOf = (text: string, token: Token): string => {
  const written = spanText(text, token.span);
  return truncate(token.kind === "quoted" ? unquoteIdent(written) : foldCase(written));
};

/** The keyword in front, past IF [NOT] EXISTS, ONLY and CONCURRENTLY. */
function before(text: string, tokens: readonly Token[], index: number): string {
  for (let at = index - 1; at >= 0; at--) {
    const token = tokens[at];
    if (token?.kind !== "word") return "";
    const word = textOf(text, token).toLowerCase();
    if (!passedOver.has(word)) return word;
  }
  return "";
}

const passedOver = new Set(["if", "not", "exists", "only", "concurrently"]);
