import { type Candidate, candidatesAfter } from "./earley.ts";
import { usefulness } from "./usefulness.ts";

/** Whether PostgreSQL reads on behind this text: it is fine as it is, or lacks only what comes after it. */
export type GoesOn = (text: string) => boolean;

/**
 * What may come at a place (UTF-16) of a statement: PostgreSQL's keywords in upper case, 'name', 'type', 'expression',
 * 'string', 'number' or punctuation; the most useful first, and all that stands before the place counts.
 * Empty when nobody knows: pgsql-ast-parser has the answers and reads only a part of PostgreSQL's language.
 * `goesOn` has PostgreSQL's own grammar confirm each.
 */
export function expectedAt(
  sql: string,
  offset: number,
  goesOn: GoesOn = () => true,
): readonly string[] {
  if (offset > longest) return [];
  const before = sql.slice(0, offset);
  const sorted = [...candidatesAfter(before)].sort((a, b) => usefulness(a) - usefulness(b));
  const expected: string[] = [];
  for (const candidate of sorted) {
    if (expected.length === most) break;
    if (goesOn(`${before} ${sampleOf(candidate)}`)) expected.push(candidate.word);
  }
  return expected;
}

const most = 6;

/** Characters; an Earley parser takes time with the square of the text's length. */
const longest = 20 * 1024;

const samples: Readonly<Record<string, string>> = {
  name: "x_",
  type: "text",
  expression: "1",
  string: "''",
  number: "1",
};

const sampleOf = ({ kind, word }: Candidate): string =>
  kind === "placeholder" ? (samples[word] ?? word) : word;
