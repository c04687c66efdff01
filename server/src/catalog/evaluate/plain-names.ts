import type { Catalog } from "../catalog.ts";
import { plainNames } from "../look-up.ts";
import { findPlain } from "../objects/plain.ts";

/** Whether a schema of this name is there; what is in it proves it. */
export function hasSchema(catalog: Catalog, name: string): boolean | "unknown" {
  const found = findPlain(catalog, "schema", name);
  if (found === "unknown") return schemasInUse(catalog).has(name) || "unknown";
  return found !== "absent";
}

const inUse = new WeakMap<object, ReadonlySet<string>>();

/** Schemas of the relations that are there. */
export function schemasInUse(catalog: Catalog): ReadonlySet<string> {
  const known = inUse.get(catalog.relations.known);
  if (known) return known;
  const schemas = new Set<string>();
  for (const relation of catalog.relations.known.values()) schemas.add(relation.schema);
  schemas.delete("pg_temp");
  inUse.set(catalog.relations.known, schemas);
  return schemas;
}

/** Schemas that anybody has spoken of: where an unseen object may be. One that nobody named is taken to hold no twin. */
export function schemasInView(catalog: Catalog): ReadonlySet<string> {
  const names = new Set(["public", ...catalog.session.searchPath, ...schemasInUse(catalog)]);
  for (const name of plainNames(catalog, "schema").known.keys()) names.add(name);
  for (const name of plainNames(catalog, "schema").gone) names.delete(name);
  names.delete("pg_temp");
  return names;
}
