import { groupBy } from "../history/group-by.ts";

/**
 * Those of a list that are at a path. The list, which nobody changes and which is always asked by the same `pathOf`, is
 * looked through once, however many paths are asked for.
 */
export function atPath<T>(
  list: readonly T[],
  path: string,
  pathOf: (one: T) => string | undefined,
): readonly T[] {
  const found = known.get(list) ?? groupBy(list, pathOf);
  known.set(list, found);
  return (found.get(path) ?? []) as readonly T[];
}

const known = new WeakMap<
  readonly unknown[],
  ReadonlyMap<string | undefined, readonly unknown[]>
>();
