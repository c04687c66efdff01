import type { Catalog } from "./catalog.ts";

/**
 * Guards that were answered as if nothing had this name: now something of which not all has been seen has it, and what
 * they answer is not known any more. See plpgsql/decide.ts.
 */
export function contestAnswers(catalog: Catalog, name: string): Catalog {
  const about = [...catalog.assumed.keys()].filter(
    (key) => key.endsWith(taken) && key.includes(`'${name}'`),
  );
  if (about.length === 0) return catalog;
  const assumed = about.reduce((all, key) => all.set(contested(key), true), catalog.assumed);
  return { ...catalog, assumed };
}

/** Where the catalog keeps what a guard, by its text, was taken to answer. */
export const answerKey = (guard: string): string => `${guard}${taken}`;

export const isContested = (catalog: Catalog, guard: string): boolean =>
  catalog.assumed.has(contested(answerKey(guard)));

const taken = "?";
const contested = (key: string): string => `${key} contested`;
