import { type Candidate, candidatesAfter } from "./earley.ts";
import { probe } from "./probe.ts";
import { byUsefulness } from "./usefulness.ts";

/** Whether PostgreSQL reads on behind this text: it is fine as it is, or lacks only what comes after it. */
export type GoesOn = (text: string) => boolean;

/**
 * What may come at a place (UTF-16) of a statement: PostgreSQL's keywords in upper case, 'name', 'type', 'expression',
 * 'string', 'number' or a sign; at most six, the most useful first. All that stands before the place counts.
 * pgsql-ast-parser has the answers; with `goesOn`, PostgreSQL's own grammar confirms each, and is asked for keywords
 * where the other one does not know the language. Empty when neither knows.
 */
export function expectedAt(sql: string, offset: number, goesOn?: GoesOn): readonly string[] {
  if (offset > longest) return [];
  const before = sql.slice(0, offset);
  const confirmed = (next: string): boolean => !goesOn || goesOn(`${before} ${next}`);
  const known = candidatesAfter(before).filter((candidate) => confirmed(sampleOf(candidate)));
  const asks = known.length === 0 && goesOn && offset <= longestProbed;
  const candidates = leaveOutParts(asks ? probe(confirmed) : known);
  const sorted = [...candidates].sort(byUsefulness(sql, offset));
  return sorted.slice(0, most).map(({ word }) => word);
}

const most = 6;

/** Characters; an Earley parser takes time with the square of the text's length. */
const longest = 20 * 1024;

/** Characters; a probe parses the text about 500 times. */
const longestProbed = 1024;

/** What an expression may begin with need not be told beside it. */
function leaveOutParts(candidates: readonly Candidate[]): readonly Candidate[] {
  if (!candidates.some(({ word }) => word === "expression")) return candidates;
  return candidates.filter(({ word }) => !partsOfExpression.has(word));
}

const partsOfExpression: ReadonlySet<string> = new Set(["name", "type", "number", "string", "("]);

const samples: Readonly<Record<string, string>> = {
  name: "x_",
  type: "text",
  expression: "1",
  string: "''",
  number: "1",
};

const sampleOf = ({ kind, word }: Candidate): string =>
  kind === "placeholder" ? (samples[word] ?? word) : word;
