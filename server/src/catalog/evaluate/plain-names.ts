import type { Map as PersistentMap } from "immutable";
import type { Catalog, Relation } from "../catalog.ts";
import { derivation } from "../derivation.ts";
import { plainNames } from "../look-up.ts";
import { findPlain } from "../objects/plain.ts";

/** Whether a schema of this name is there; what is in it proves it. */
export function hasSchema(catalog: Catalog, name: string): boolean | "unknown" {
  const found = findPlain(catalog, "schema", name);
  if (found === "unknown") return schemasInUse(catalog).has(name) || "unknown";
  return found !== "absent";
}

/** Schemas of the relations that are there. */
const schemasInUse = (catalog: Catalog): ReadonlySet<string> =>
  inUse.of(catalog.relations.known).names;

interface InUse {
  readonly counts: PersistentMap<string, number>;
  readonly names: ReadonlySet<string>;
}

const counted = (counts: PersistentMap<string, number>): InUse => ({
  counts,
  names: new Set(counts.keySeq().filter((name) => name !== "pg_temp")),
});

const inUse = derivation<Relation, InUse>(
  (relations) =>
    counted(
      relations
        .valueSeq()
        .countBy((relation) => relation.schema)
        .toMap(),
    ),
  (known, { was, is }) => {
    if (was?.schema === is?.schema) return known;
    let { counts } = known;
    if (was) counts = counts.update(was.schema, 0, (count) => count - 1);
    if (is) counts = counts.update(is.schema, 0, (count) => count + 1);
    if (was && counts.get(was.schema) === 0) counts = counts.delete(was.schema);
    return counts.size === known.counts.size && (!is || known.counts.has(is.schema))
      ? { counts, names: known.names }
      : counted(counts);
  },
);

/** Schemas that anybody has spoken of: where an unseen object may be. One that nobody named is taken to hold no twin. */
export function schemasInView(catalog: Catalog): ReadonlySet<string> {
  const names = new Set(["public", ...catalog.session.searchPath, ...schemasInUse(catalog)]);
  for (const name of plainNames(catalog, "schema").known.keys()) names.add(name);
  for (const name of plainNames(catalog, "schema").gone) names.delete(name);
  names.delete("pg_temp");
  return names;
}
