import type { Candidate } from "./earley.ts";
import { keywords } from "./keywords.ts";

/**
 * What may come next, found by asking PostgreSQL's grammar about each keyword; `goesOn` takes the text behind the place.
 * Where any name will do, most keywords will too, and only the reserved ones tell something.
 */
export function probe(goesOn: (next: string) => boolean): readonly Candidate[] {
  const takesValue = goesOn("1");
  const takesName = goesOn("x_");
  const found: Candidate[] = [];
  if (takesValue && takesName) found.push({ kind: "placeholder", word: "expression" });
  else if (takesName) found.push({ kind: "placeholder", word: "name" });
  else if (takesValue) found.push({ kind: "placeholder", word: "number" });
  if (!takesName && goesOn("''")) found.push({ kind: "placeholder", word: "string" });
  for (const sign of ["(", ")", ","]) {
    if (goesOn(sign)) found.push({ kind: "punctuation", word: sign });
  }
  if (takesValue && takesName) return found;
  for (const word of takesName ? keywords.reserved : Object.values(keywords).flat()) {
    if (goesOn(word)) found.push({ kind: "keyword", word: word.toUpperCase() });
  }
  return found;
}
