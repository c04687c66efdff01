import type { Catalog, PlainObject } from "../catalog.ts";
import { plainNames } from "../look-up.ts";
import { type Found, find, isThere } from "../names.ts";

/** A schema by name, those that are always there included. */
export function findSchema(catalog: Catalog, name: string): Found<PlainObject | "given"> {
  const found = find(plainNames(catalog, "schema"), name);
  if (isThere(found)) return found;
  if (alwaysThere.has(name)) return "given";
  if (found === "unknown" && schemasInUse(catalog).has(name)) return "given";
  // A database comes with it; a history may drop it.
  const gone = plainNames(catalog, "schema").gone.has(name);
  return name === "public" && !gone ? "given" : found;
}

const alwaysThere = new Set(["pg_catalog", "information_schema", "pg_toast"]);

const inUse = new WeakMap<object, ReadonlySet<string>>();

/** Schemas of the relations that are there. */
export function schemasInUse(catalog: Catalog): ReadonlySet<string> {
  const known = inUse.get(catalog.relations.known);
  if (known) return known;
  const schemas = new Set<string>();
  for (const relation of catalog.relations.known.values()) schemas.add(relation.schema);
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

/** A role by name, the predefined ones included. */
export function findRole(catalog: Catalog, name: string): Found<PlainObject | "given"> {
  const found = find(plainNames(catalog, "role"), name);
  if (isThere(found)) return found;
  return predefined.has(name) && !plainNames(catalog, "role").gone.has(name) ? "given" : found;
}

/** The bootstrap superuser, as the judge and PGlite have it, and pg_authid's own. */
export const predefined: ReadonlySet<string> = new Set(
  (
    "postgres pg_checkpoint pg_create_subscription pg_database_owner pg_execute_server_program pg_maintain pg_monitor " +
    "pg_read_all_data pg_read_all_settings pg_read_all_stats pg_read_server_files pg_signal_autovacuum_worker " +
    "pg_signal_backend pg_stat_scan_tables pg_use_reserved_connections pg_write_all_data pg_write_server_files"
  ).split(" "),
);
