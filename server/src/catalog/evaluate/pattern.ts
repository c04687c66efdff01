import { isUnknown, unknown, type Value } from "./value.ts";

/** LIKE, ILIKE, ~ and their opposites; undefined for another operator. */
export function matchPattern(operator: string, text: Value, pattern: Value): Value | undefined {
  const kind = patterns[operator];
  if (!kind) return undefined;
  if (text === null || pattern === null) return null;
  if (typeof pattern !== "string") return unknown;
  if (isUnknown(text) && text.startsWith !== undefined) {
    const holds = ofBeginning(text.startsWith, pattern, kind);
    if (holds !== undefined) return holds !== kind.negated;
  }
  if (typeof text !== "string") return unknown;
  const regex = kind.like ? likeRegex(pattern, kind.flags) : posixRegex(pattern, kind.flags);
  return regex ? regex.test(text) !== kind.negated : unknown;
}

interface Kind {
  readonly like: boolean;
  readonly negated: boolean;
  readonly flags: string;
}
const kind = (like: boolean, negated: boolean, flags: string): Kind => ({ like, negated, flags });

const patterns: Readonly<Record<string, Kind>> = {
  "~~": kind(true, false, ""),
  "!~~": kind(true, true, ""),
  "~~*": kind(true, false, "i"),
  "!~~*": kind(true, true, "i"),
  "~": kind(false, false, ""),
  "!~": kind(false, true, ""),
  "~*": kind(false, false, "i"),
  "!~*": kind(false, true, "i"),
};

export const isPatternOperator = (operator: string): boolean => operator in patterns;

/** Whether a text that begins like this matches; undefined where the rest decides it. */
function ofBeginning(
  beginning: string,
  pattern: string,
  { like, flags }: Kind,
): boolean | undefined {
  if (!like || flags !== "") return undefined;
  const literal = /^[^%_\\]*/.exec(pattern)?.[0] ?? "";
  if (pattern === `${literal}%` && beginning.startsWith(literal)) return true;
  return literal.startsWith(beginning) || beginning.startsWith(literal) ? undefined : false;
}

function likeRegex(pattern: string, flags: string): RegExp | undefined {
  const source = pattern.replace(/\\(.)|[%_]|[^%_\\]+|\\$/gs, (part, escaped?: string) => {
    if (escaped !== undefined) return literally(escaped);
    if (part === "%") return ".*";
    return part === "_" ? "." : literally(part);
  });
  return regexOf(`^${source}$`, `s${flags}`);
}

const literally = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** Where PostgreSQL's regular expressions and JavaScript's mean the same. */
export function posixRegex(pattern: string, flags: string): RegExp | undefined {
  const insensitive = pattern.startsWith("(?i)");
  const source = (insensitive ? pattern.slice(4) : pattern)
    .replace(/\\[mM]/g, "\\b")
    .replace(/\\y/g, "\\b")
    .replace(/\[\[:alnum:\]\]/g, "[A-Za-z0-9]")
    .replace(/\[\[:digit:\]\]/g, "[0-9]")
    .replace(/\[\[:space:\]\]/g, "\\s");
  if (/\[[:.=]|\(\?[^:=!]|\\(?![bBdDsSwWnrtf])[A-Za-z]|\*\*\*/.test(source)) return undefined;
  return regexOf(
    source,
    `s${flags.replace("i", "")}${insensitive || flags.includes("i") ? "i" : ""}`,
  );
}

function regexOf(source: string, flags: string): RegExp | undefined {
  // A pattern with nested repetition could run for ever on a long text.
  if (source.length > 300 || /\([^)]*[+*][^)]*\)[+*{]/.test(source)) return undefined;
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}
