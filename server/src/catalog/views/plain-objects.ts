import { isBuiltin, isSetting } from "../builtin/names.ts";
import type { Catalog, PlainObject } from "../catalog.ts";
import type { SourceRow } from "../evaluate/env.ts";
import { hasSchema, schemasInView } from "../evaluate/plain-names.ts";
import { type OidClass, oid, someValue, type Value } from "../evaluate/value.ts";
import { plainNames } from "../look-up.ts";
import { isThere } from "../names.ts";
import { findPlain, inSchema } from "../objects/plain.ts";
import type { PlainClass } from "../outcome.ts";
import {
  isSpokenOf,
  nameOf,
  notIn,
  row,
  type SystemView,
  schemaOf,
  wantedKey,
  wantedText,
} from "./source.ts";

/** A view of objects of which the name is what guards ask for. */
function plainView(
  of: PlainClass,
  column: string,
  reference: OidClass = "other",
  more: (
    object: PlainObject | undefined,
    key: string,
  ) => Readonly<Record<string, Value>> = () => ({}),
): SystemView {
  const shown = (
    key: string,
    object: PlainObject | undefined,
  ): Readonly<Record<string, Value>> => ({
    oid: oid(reference, key),
    [column]: inSchema.has(of) ? nameOf(key) : key,
    ...more(object, key),
  });
  return function* (catalog, wanted) {
    const name = wantedKey(wanted, "oid") ?? wantedText(wanted, column);
    if (name !== undefined) {
      for (const key of keysOf(catalog, of, name)) {
        const found = findPlain(catalog, of, key);
        if (found !== "absent")
          yield row(
            shown(key, isThere(found) ? found : undefined),
            isThere(found) ? "certain" : "maybe",
          );
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

/** The schema of an object whose key begins with it. */
const inNamespace =
  (column: string) =>
  (_: PlainObject | undefined, key: string): Readonly<Record<string, Value>> => ({
    [column]: oid("schema", schemaOf(key)),
  });

export const pgRoles = plainView("role", "rolname", "role", (role) => ({
  rolcanlogin: canLogin(role) ?? someValue,
}));

const roles = plainView("role", "usename", "role", (role) => ({
  usecanlogin: canLogin(role) ?? someValue,
}));
/** Roles that may log in. */
export const pgUser: SystemView = function* (catalog, wanted) {
  for (const found of roles(catalog, wanted)) {
    const login = found.values("usecanlogin");
    if (login === false) continue;
    yield login === true || found.presence === "many" ? found : { ...found, presence: "maybe" };
  }
};

/** LOGIN as CREATE ROLE or CREATE USER had it (effects/objects/role.ts); undefined where nobody saw that. */
function canLogin(role: PlainObject | undefined): boolean | undefined {
  // Of those that PostgreSQL brings only the one that made the cluster.
  if (role?.definition === "built in") return !role.name.startsWith("pg_");
  const [, user, attributes] = /^\[(true|false),(\[.*\])\]$/.exec(role?.definition ?? "") ?? [];
  if (attributes === undefined) return undefined;
  if (!attributes.includes('"defname":"canlogin"')) return user === "true";
  return attributes.includes('"boolval":true}},"defaction":"DEFELEM_UNSPEC","defname":"canlogin"');
}
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
export const pgCollation = plainView(
  "collation",
  "collname",
  "collation",
  inNamespace("collnamespace"),
);
export const pgTsConfig = plainView(
  "text search configuration",
  "cfgname",
  "other",
  inNamespace("cfgnamespace"),
);
export const pgTsDict = plainView(
  "text search dictionary",
  "dictname",
  "other",
  inNamespace("dictnamespace"),
);
export const pgStatisticExt = plainView(
  "statistics",
  "stxname",
  "other",
  inNamespace("stxnamespace"),
);
export const pgAm = plainView("access method", "amname");
export const pgTablespace = plainView("tablespace", "spcname");

/** Schemas; what is in one proves that it is there. */
const schemaView = (
  column: string,
  more: (name: string) => Readonly<Record<string, Value>>,
): SystemView =>
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
  else if (isSetting(name))
    yield row({ name, setting: catalog.session.settings.get(name) ?? someValue });
  else if (name.includes(".")) yield row({ name }, "maybe");
};

export const pgDatabase: SystemView = function* (_, wanted) {
  const name = wantedText(wanted, "datname");
  if (name !== undefined && isBuiltin("database", name)) yield row({ datname: name });
  else yield row({ datname: name ?? someValue }, name === undefined ? "many" : "maybe");
};
