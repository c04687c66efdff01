import type { Catalog, PlainObject } from "../catalog.ts";
import { isBuiltin, isSetting } from "../builtin/names.ts";
import type { SourceRow } from "../evaluate/env.ts";
import { hasSchema, schemasInView } from "../evaluate/plain-names.ts";
import { oid, type OidClass, someValue, type Value } from "../evaluate/value.ts";
import { plainNames } from "../look-up.ts";
import { isThere } from "../names.ts";
import { findPlain, inSchema } from "../objects/plain.ts";
import type { PlainClass } from "../outcome.ts";
import { isSpokenOf, nameOf, notIn, row, type SystemView, wantedKey, wantedText } from "./source.ts";

/** A view of objects of which the name is what guards ask for. */
function plainView(
  of: PlainClass,
  column: string,
  reference: OidClass = "other",
  more: (object: PlainObject | undefined) => Readonly<Record<string, Value>> = () => ({}),
): SystemView {
  const shown = (key: string, object: PlainObject | undefined): Readonly<Record<string, Value>> => ({
    oid: oid(reference, key),
    [column]: inSchema.has(of) ? nameOf(key) : key,
    ...more(object),
  });
  return function* (catalog, wanted) {
    const name = wantedKey(wanted, "oid") ?? wantedText(wanted, column);
    if (name !== undefined) {
      for (const key of keysOf(catalog, of, name)) {
        const found = findPlain(catalog, of, key);
        if (found !== "absent") yield row(shown(key, isThere(found) ? found : undefined), isThere(found) ? "certain" : "maybe");
      }
      return;
    }
    const names = plainNames(catalog, of);
    for (const [key, object] of names.known) yield row(shown(key, object));
    // PostgreSQL's own, and where the world is open all others.
    yield row({ [column]: notIn({ ...names, complete: false }) }, "many");
  };
}

/** A name that somebody has spoken of in one schema is taken not to be in others unseen. */
function keysOf(catalog: Catalog, of: PlainClass, name: string): readonly string[] {
  if (!inSchema.has(of) || name.includes(".")) return [name];
  const keys = ["pg_catalog", ...schemasInView(catalog)].map((schema) => `${schema}.${name}`);
  const spoken = keys.filter((key) => isSpokenOf(plainNames(catalog, of), key));
  return spoken.length > 0 ? spoken : keys;
}

export const pgRoles = plainView("role", "rolname", "role");
export const pgUser = plainView("role", "usename", "role");
export const enabledRoles = plainView("role", "role_name", "role");
export const pgExtension = plainView("extension", "extname", "extension", (extension) => ({
  extversion: someValue,
  extnamespace: extension?.schema === undefined ? someValue : oid("schema", extension.schema),
}));
export const pgPublication = plainView("publication", "pubname", "publication");
export const pgSubscription = plainView("subscription", "subname");
export const pgEventTrigger = plainView("event trigger", "evtname");
export const pgLanguage = plainView("language", "lanname", "language");
export const pgForeignServer = plainView("server", "srvname");
export const pgForeignDataWrapper = plainView("foreign-data wrapper", "fdwname");
export const pgCollation = plainView("collation", "collname", "collation");
export const pgTsConfig = plainView("text search configuration", "cfgname");
export const pgTsDict = plainView("text search dictionary", "dictname");
export const pgStatisticExt = plainView("statistics", "stxname");
export const pgAm = plainView("access method", "amname");
export const pgTablespace = plainView("tablespace", "spcname");

/** Schemas; what is in one proves that it is there. */
const schemaView = (column: string, more: (name: string) => Readonly<Record<string, Value>>): SystemView =>
  function* (catalog, wanted): Iterable<SourceRow> {
    const name = wantedKey(wanted, "oid") ?? wantedText(wanted, column);
    if (name !== undefined) {
      const found = hasSchema(catalog, name);
      if (found) yield row({ [column]: name, ...more(name) }, found === true ? "certain" : "maybe");
      return;
    }
    for (const schema of new Set([...schemasInView(catalog), "pg_catalog", "information_schema"]))
      if (hasSchema(catalog, schema) === true) yield row({ [column]: schema, ...more(schema) });
    yield row({ [column]: notIn(plainNames(catalog, "schema")) }, "many");
  };
export const pgNamespace = schemaView("nspname", (name) => ({ oid: oid("schema", name) }));
export const schemata = schemaView("schema_name", () => ({}));

/** Which extensions a server offers depends on what is installed there. */
export const pgAvailableExtensions: SystemView = function* (_, wanted) {
  const name = wantedText(wanted, "name");
  if (name === "plpgsql") yield row({ name });
  else yield row({ name: name ?? someValue }, name === undefined ? "many" : "maybe");
};

export const pgSettings: SystemView = function* (catalog, wanted) {
  const name = wantedText(wanted, "name");
  if (name === undefined) yield row({}, "many");
  else if (isSetting(name)) yield row({ name, setting: catalog.session.settings.get(name) ?? someValue });
  else if (name.includes(".")) yield row({ name }, "maybe");
};

export const pgDatabase: SystemView = function* (_, wanted) {
  const name = wantedText(wanted, "datname");
  if (name !== undefined && isBuiltin("database", name)) yield row({ datname: name });
  else yield row({ datname: name ?? someValue }, name === undefined ? "many" : "maybe");
};
