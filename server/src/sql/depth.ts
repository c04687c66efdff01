import { CLOSE, OPEN } from "./characters.ts";
import { advance, type Scanner, scannerAt } from "./scanner.ts";

/**
 * Whether a statement's tree may be nested deeper than PostgreSQL's parser here, or a walk down the tree, can stand.
 * An estimate from the tokens, on the high side: brackets, CASE and chains of operators are what makes trees deep.
 */
export function isTooDeep(sql: string): boolean {
  if (sql.length <= deepest) return false;
  const scanner = scannerAt(sql, 0);
  const enclosing: Level[] = [];
  let level: Level = { below: 0, operators: 0, chained: 0 };
  while (advance(scanner)) {
    switch (effectOf(scanner)) {
      case "open":
        enclosing.push(level);
        level = { below: depthAt(level) + 1, operators: 0, chained: 0 };
        break;
      case "close":
        level = enclosing.pop() ?? level;
        break;
      case "operator":
        level.operators++;
        break;
      case "chain":
        level.chained++;
        break;
      case "separator":
        level.operators = 0;
    }
    if (depthAt(level) > deepest) return true;
  }
  return false;
}

/** Some 7,000 overflow the stack; a margin, because nobody knows how much of it is left. */
const deepest = 1000;

/** One pair of brackets. */
interface Level {
  /** Of the brackets around it. */
  readonly below: number;
  /** Since the last separator: a + b + c nests twice. */
  operators: number;
  /** Of SELECTs or tables, which commas do not end: a UNION b UNION c nests twice. */
  chained: number;
}

const depthAt = ({ below, operators, chained }: Level): number => below + operators + chained;

type Effect = "open" | "close" | "operator" | "chain" | "separator";

function effectOf({ kind, text, start, end }: Scanner): Effect | undefined {
  if (kind === "operator") return "operator";
  if (kind === "word") return end - start > longestWord ? undefined : wordAt(text, start, end);
  if (kind !== "punctuation") return undefined;
  const code = text.charCodeAt(start);
  if (code === OPEN || code === OPEN_BRACKET) return "open";
  if (code === CLOSE || code === CLOSE_BRACKET) return "close";
  return code === COMMA || code === SEMICOLON ? "separator" : undefined;
}

const wordAt = (text: string, start: number, end: number): Effect | undefined =>
  effects.get(text.slice(start, end).toLowerCase());

/** AND and OR make one flat list of what they join. */
const effects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ["case", "open"],
  ["end", "close"],
  ["and", "separator"],
  ["or", "separator"],
  ...["union", "intersect", "except", "join"].map((word) => [word, "chain"] as const),
  ...["not", "is", "isnull", "notnull", "in", "like", "ilike", "similar", "between", "collate"].map(
    (word) => [word, "operator"] as const,
  ),
  ...["at", "operator", "overlaps"].map((word) => [word, "operator"] as const),
]);

const longestWord = 9;
const COMMA = 44;
const SEMICOLON = 59;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
