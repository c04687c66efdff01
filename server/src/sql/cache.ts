/** Remembers what was used last, up to a total weight. One heavy value counts half at most, so it never empties the cache. */
export interface Cache<T> {
  readonly get: (key: string) => T | undefined;
  readonly put: (key: string, value: T, weight: number) => void;
}

interface Entry<T> {
  readonly key: string;
  readonly value: T;
  readonly weight: number;
}

export function createCache<T>(limit: number): Cache<T> {
  // A Map iterates in the order of insertion, so the first entry is the one unused for longest.
  const entries = new Map<string, Entry<T>>();
  let total = 0;
  const drop = (entry: Entry<T>): void => {
    entries.delete(entry.key);
    total -= entry.weight;
  };
  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      entries.set(entry.key, entry);
      return entry.value;
    },
    put(key, value, wholeWeight) {
      const known = entries.get(key);
      if (known) drop(known);
      const weight = Math.min(wholeWeight, limit / 2);
      const entry = { key: detached(key), value, weight };
      entries.set(entry.key, entry);
      total += weight;
      for (const oldest of entries.values()) {
        if (total <= limit || oldest === entry) break;
        drop(oldest);
      }
    },
  };
}

/** A statement's text is a slice that keeps its whole file alive, one for every version of it; a copy does not. */
const detached = (text: string): string => ` ${text}`.slice(1);
