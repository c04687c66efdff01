import type { Map as PersistentMap } from "immutable";

/**
 * Something that follows from a map of named things and is asked for all the time. It is made once and then follows
 * the map one change at a time (names.ts: put, remove, forget); a map that came about otherwise has it made anew.
 * Never part of the catalog.
 */
export interface Derivation<T, D> {
  readonly of: (known: PersistentMap<string, T>) => D;
}

/** One name's value before and after, in the maps before and after. */
export interface Change<T> {
  readonly name: string;
  readonly was: T | undefined;
  readonly is: T | undefined;
  readonly before: PersistentMap<string, T>;
  readonly after: PersistentMap<string, T>;
}

type Follow = (value: unknown, change: Change<unknown>) => unknown;

const followers = new WeakMap<object, Map<object, { value: unknown; follow: Follow }>>();

/** `change` answers with another value and leaves the old one as it is: both maps live on. */
export function derivation<T, D>(
  make: (known: PersistentMap<string, T>) => D,
  change: (value: D, change: Change<T>) => D,
): Derivation<T, D> {
  const self = {};
  return {
    of(known) {
      // There is one empty map for everything: nothing can be remembered of it.
      if (known.isEmpty()) return make(known);
      const all = followers.get(known) ?? new Map();
      followers.set(known, all);
      const made = all.get(self);
      if (made) return made.value as D;
      const value = make(known);
      all.set(self, { value, follow: change as Follow });
      return value;
    },
  };
}

/** After a change of one name: what was derived from the map before holds, with that change, for the one after. */
export function carry<T>(
  before: PersistentMap<string, T>,
  after: PersistentMap<string, T>,
  name: string,
): void {
  if (before === after || before.isEmpty() || after.isEmpty()) return;
  const all = followers.get(before);
  if (!all) return;
  const change = { name, was: before.get(name), is: after.get(name), before, after };
  const next = new Map<object, { value: unknown; follow: Follow }>();
  for (const [self, { value, follow }] of all)
    next.set(self, { value: follow(value, change as Change<unknown>), follow });
  followers.set(after, next);
}
