import type { Catalog, Table } from "../catalog.ts";
import { childrenOf } from "./links.ts";

/**
 * find_all_inheritors: every table below, each with how many of its parents are the table itself or among those below.
 * What one has from any other parent too cannot be changed from here.
 */
export function inheritors(catalog: Catalog, key: string): ReadonlyMap<string, number> {
  const parents = new Map<string, number>();
  const look = (at: string): void => {
    for (const child of childrenOf(catalog, at)) {
      const before = parents.get(child.key);
      parents.set(child.key, (before ?? 0) + 1);
      if (before === undefined) look(child.key);
    }
  };
  look(key);
  return parents;
}

/** attinhcount, coninhcount: how many parents a table has something from. */
export const inheritedFrom = (
  catalog: Catalog,
  { parents }: Table,
  has: (parent: Table) => boolean,
): number =>
  parents.filter((parent) => {
    const relation = catalog.relations.known.get(parent);
    return relation !== undefined && "parents" in relation && has(relation);
  }).length;

/** Whether the tables below have a check from this one. */
export function givesCheck({ constraints }: Table, name: string): boolean {
  const found = constraints.known.get(name);
  return found?.type === "check" && !found.noInherit;
}
