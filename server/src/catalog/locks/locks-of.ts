import type { Effect } from "../../effects/effect.ts";
import { locks } from "../../effects/generated/locks.ts";
import type { NameRef } from "../../effects/type-ref.ts";
import type { Catalog } from "../catalog.ts";
import { findRelation } from "../look-up.ts";
import { childrenOf } from "../relations/links.ts";
import { formsOf } from "./forms-of.ts";

/** In PostgreSQL's words, as its manual and pg_locks have them. */
export type LockMode =
  | "ACCESS SHARE"
  | "ROW SHARE"
  | "ROW EXCLUSIVE"
  | "SHARE UPDATE EXCLUSIVE"
  | "SHARE"
  | "SHARE ROW EXCLUSIVE"
  | "EXCLUSIVE"
  | "ACCESS EXCLUSIVE";

export interface Lock {
  /** The relation's key. */
  readonly relation: string;
  readonly mode: LockMode;
  /** All of its rows are written anew. */
  readonly rewrites: boolean | "unknown";
  /** It is read from end to end. */
  readonly scans: boolean | "unknown";
}

/**
 * The locks that an effect takes on relations that are there before it, given the catalog before the statement;
 * for each relation the strongest. Empty where it takes none, or where nobody asked PostgreSQL what this form locks.
 * The facts are of PostgreSQL 18 (scripts/generate-locks.mts); indexes are left out unless the statement names them.
 */
export function locksOf(effect: Effect, catalog: Catalog): readonly Lock[] {
  const strongest = new Map<string, Lock>();
  const take = (lock: Lock): void => {
    const before = strongest.get(lock.relation);
    strongest.set(lock.relation, before ? both(before, lock) : lock);
  };
  for (const { form, relation, other, descends, unsure } of formsOf(effect, catalog))
    for (const fact of locks[form]?.split(", ") ?? []) {
      const [role, mode = "", ...flags] = fact.split(" ");
      const name = role === "relation" ? relation : other;
      const key = name && keyOf(catalog, name);
      if (key === undefined) continue;
      const rewrites = unsure ? "unknown" : flags.includes("rewrites");
      const open = unsure || flags.includes("may-scan");
      const scans = open ? "unknown" : flags.includes("scans");
      const keys = role === "relation" && descends ? family(catalog, key) : [key];
      for (const one of keys)
        take({
          relation: one,
          mode: spelled(mode),
          ...(isStored(catalog, one) ? { rewrites, scans } : nothing),
        });
    }
  return [...strongest.values()];
}

/** Undefined where it is not there. */
function keyOf(catalog: Catalog, name: NameRef | string): string | undefined {
  if (typeof name === "string") return name;
  const { key, found } = findRelation(catalog, name);
  return found === "absent" ? undefined : key;
}

/** A partitioned table has no rows of its own. */
const isStored = (catalog: Catalog, key: string): boolean =>
  catalog.relations.known.get(key)?.kind !== "partitioned table";

const nothing = { rewrites: false, scans: false };

const family = (catalog: Catalog, key: string): readonly string[] => [
  key,
  ...childrenOf(catalog, key).flatMap((child) => family(catalog, child.key)),
];

const order: readonly LockMode[] = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
];

const byName: ReadonlyMap<string, LockMode> = new Map(
  order.map((mode) => [mode.toLowerCase().replaceAll(" ", ""), mode]),
);

/** `AccessExclusive`, as pg_locks has it without its `Lock`. */
function spelled(mode: string): LockMode {
  const found = byName.get(mode.toLowerCase());
  if (!found) throw new Error(`no lock mode: ${mode}`);
  return found;
}

const both = (a: Lock, b: Lock): Lock => ({
  relation: a.relation,
  mode: order.indexOf(a.mode) < order.indexOf(b.mode) ? b.mode : a.mode,
  rewrites: either(a.rewrites, b.rewrites),
  scans: either(a.scans, b.scans),
});

const either = (a: Lock["scans"], b: Lock["scans"]): Lock["scans"] =>
  a === true || b === true ? true : a === "unknown" || b === "unknown" ? "unknown" : false;
