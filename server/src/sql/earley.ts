import nearley, { type Column, type Grammar, type State } from "nearley";
import { parse } from "pgsql-ast-parser";
import { plainTokens } from "./plain-tokens.ts";

export interface Candidate {
  readonly kind: "keyword" | "placeholder" | "punctuation";
  /** A keyword or several that belong together, in upper case; a placeholder such as name; or a sign. */
  readonly word: string;
}

/** What pgsql-ast-parser's grammar would take next, each once. */
export function candidatesAfter(before: string): readonly Candidate[] {
  const column = lastColumn(before);
  if (!column) return [];
  const found = new Map<string, Candidate>();
  for (const state of column.scannable) {
    const candidate = candidateOf(column, state);
    if (candidate) found.set(candidate.word, candidate);
  }
  return [...found.values()];
}

function lastColumn(before: string): Column | undefined {
  const tokens = plainTokens(before);
  grammar ??= captureGrammar();
  if (!tokens || !grammar) return undefined;
  grammar.start = "main";
  const parser = new nearley.Parser(grammar);
  const last = (): Column | undefined => parser.table[parser.current];
  let states = 0;
  try {
    for (const token of tokens) {
      parser.feed(`${token} `);
      states += last()?.states.length ?? 0;
      if (states > mostStates) return undefined;
    }
  } catch {
    return undefined;
  }
  return last();
}

/** A state takes about a microsecond; deep nesting and ambiguous text make thousands of them for a token. */
const mostStates = 100_000;

let grammar: Grammar | undefined;

/** The package exports no grammar, but compiles it with nearley on its first use. */
function captureGrammar(): Grammar | undefined {
  const { fromCompiled } = nearley.Grammar;
  let captured: Grammar | undefined;
  nearley.Grammar.fromCompiled = (...args) => {
    captured = fromCompiled.apply(nearley.Grammar, args);
    return captured;
  };
  try {
    parse("select 1");
  } finally {
    nearley.Grammar.fromCompiled = fromCompiled;
  }
  return captured;
}

function candidateOf(column: Column, state: State): Candidate | undefined {
  // Names that nearley makes up for a part of a rule begin with that rule's name.
  const rule = state.rule.name.replace(/\$.*/, "");
  const begins = state.dot === 0;
  const inExpression = expressionRules.test(rule) && !(rule === "word" && !wantsExpression(column));
  if (inExpression) {
    return begins && wantsExpression(column) ? placeholder("expression") : undefined;
  }
  if (rule === "word") return isOwnName(column) ? placeholder("name") : undefined;
  if (/^data_type/.test(rule)) return begins ? placeholder("type") : undefined;
  if (/^(qualified_name|qname_ident|ops_)/.test(rule)) return undefined;
  if (rule === "string") return placeholder("string");
  if (rule === "int" || rule === "float") return placeholder("number");
  const sign = signs[rule];
  if (sign) return { kind: "punctuation", word: sign };
  const word = keywords(state);
  return word ? { kind: "keyword", word } : undefined;
}

const placeholder = (word: string): Candidate => ({ kind: "placeholder", word });

const expressionRules = /^(expr|value_keyword|spe_|various|word$|star$|kw_(operator|at)$)/;

const wantsExpression = (column: Column): boolean => "expr" in column.wants;

/** "." and ";" help nobody. */
const signs: Readonly<Record<string, string>> = { lparen: "(", rparen: ")", comma: "," };

/** An alias may stand almost anywhere, so it helps nobody to hear of it; a type's name is told as a type. */
function isOwnName(column: Column): boolean {
  const wanting = [...(column.wants.word ?? [])];
  for (const state of wanting) {
    if (/^(ident_aliased|data_type)/.test(state.rule.name)) continue;
    if (!passing.test(state.rule.name)) return true;
    wanting.push(...(column.wants[state.rule.name] ?? []));
  }
  return false;
}

/** Rules that are only another word for a name. */
const passing = /^(ident|qname_ident|qname|qualified_name|qualified_name_mark_quotes|table_ref)$/;

/** The keywords from the state's place on, as far as they must follow one another: IF NOT EXISTS, GROUP BY. */
function keywords(state: State): string {
  return words(state, state.dot, 0).join(" ").toUpperCase();
}

function words(state: State, dot: number, height: number): readonly string[] {
  const { rule, wantedBy } = state;
  const found: string[] = [];
  for (const symbol of rule.symbols.slice(dot)) {
    const name = typeof symbol === "string" ? symbol : symbol.type;
    // PostgreSQL's free keywords are words to this grammar, each read by a rule with the keyword's name.
    const keyword = name === "word" && dot === 0 ? rule.name : name;
    if (!keyword?.startsWith("kw_") || keyword in phrases) return found;
    found.push(keyword.slice(3));
  }
  if (!rule.name.startsWith("kw_") || height === maxHeight) return found;
  const [first, ...others] = wantedBy.map((parent) => words(parent, parent.dot + 1, height + 1));
  const agree = first && others.every((other) => other.join() === first.join());
  return agree ? [...found, ...first] : found;
}

/** Keyword rules lie at most two within each other. */
const maxHeight = 3;

/** Rules that stand for several keywords. */
const phrases = {
  kw_ifnotexists: true,
  kw_ifexists: true,
  kw_not_null: true,
  kw_primary_key: true,
};
