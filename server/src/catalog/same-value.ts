import { isList, isMap, isSet, type Map as PersistentMap } from "immutable";
import { changedKeys } from "./changed-keys.ts";
import { find, isThere, type Names } from "./names.ts";

/**
 * What says how something came about, or what else is known of it, is no part of what it is: which statement made it,
 * what it reads, whether a statement only needed it.
 */
const passedOver = new Set([
  "origin",
  "position",
  "assumed",
  "inherited",
  "local",
  "reads",
  "needs",
  "statement",
  "primaryKeySeen",
  "assumedKeys",
  "formerParents",
  "partitionColumns",
  "columnNames",
  "rows",
  "value",
  "fresh",
  "retyped",
]);

/** Whether two descriptions may be of the same thing: "unknown" may be anything, and so may all of what was only needed. */
export function maybeSame(a: unknown, b: unknown): boolean {
  if (a === b || a === "unknown" || b === "unknown") return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (isNames(a) && isNames(b)) return sameNames(a, b);
  if (isMap(a) && isMap(b))
    return changedKeys(a as Texts, b as Texts).every((key) =>
      maybeSame((a as Texts).get(key), (b as Texts).get(key)),
    );
  if ((isList(a) && isList(b)) || (isSet(a) && isSet(b))) return a.equals(b);
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => maybeSame(item, b[i]));
  const guessed = isGuessed(a) || isGuessed(b);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) {
    if (passedOver.has(key)) continue;
    const [one, other] = [(a as Fields)[key], (b as Fields)[key]];
    if (guessed && (one === undefined || other === undefined)) continue;
    if (!maybeSame(one, other)) return false;
  }
  return true;
}

type Fields = Readonly<Record<string, unknown>>;
type Texts = PersistentMap<string, unknown>;

/** A statement needed it; nobody saw what it is like. */
const isGuessed = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  ((value as Fields)["origin"] === "assumed" || (value as Fields)["assumed"] === true);

const isNames = (value: object): value is Names<unknown> =>
  "known" in value && "gone" in value && "complete" in value;

const sameNames = (a: Names<unknown>, b: Names<unknown>): boolean =>
  changesOf(a, b).every(({ change, name }) =>
    change === "both" ? maybeSame(a.known.get(name), b.known.get(name)) : false,
  );

/** How the same name fares in both: certainly added, certainly missing, or there in both with something about it new. */
export interface NameChange {
  readonly name: string;
  readonly change: "added" | "missing" | "both";
}

/** Names that were not known before are new only if a statement made them; needed ones may have been there all along. */
export function changesOf<T>(a: Names<T>, b: Names<T>): readonly NameChange[] {
  if (a === b) return [];
  return changedKeys(a.known, b.known).flatMap((name): NameChange[] => {
    const [was, is] = [find(a, name), find(b, name)];
    if (isThere(was)) {
      if (isThere(is)) return [{ name, change: "both" }];
      return is === "absent" ? [{ name, change: "missing" }] : [];
    }
    if (!isThere(is) || isGuessed(is)) return [];
    if (was === "unknown" && !saysWhoMadeIt(is)) return [];
    return [{ name, change: "added" }];
  });
}

/** Members of roles and publications are plain words: nobody knows whether they were there all along. */
const saysWhoMadeIt = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "origin" in value;
