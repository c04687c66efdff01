import type { NameRef } from "../effects/type-ref.ts";
import type { Catalog, PlainObject, Relation } from "./catalog.ts";
import { relationKey } from "./catalog.ts";
import type { Draft } from "./draft.ts";
import { emptyNames, type Found, find, isThere, type Names, put, remove } from "./names.ts";
import type { PlainClass } from "./outcome.ts";
import { isSystemSchema, systemRelation, systemRelationKey } from "./relations/system.ts";

/**
 * The relation that a name means along the search path, with its key. Where nothing is known of it, the key is the
 * one it most likely has (the first schema of the path that cannot be ruled out).
 * Temporary tables (schema `pg_temp`, where nothing is there that nobody showed) and pg_catalog come first.
 */
export function findRelation(
  catalog: Catalog,
  name: NameRef,
): { readonly key: string; readonly found: Found<Relation>; readonly guessed?: true } {
  if (name.schema === undefined) {
    const temporary = relationKey("pg_temp", name.name);
    const found = catalog.relations.known.get(temporary);
    if (found) return { key: temporary, found };
    const system = systemRelationKey(name.name);
    if (system !== undefined)
      return { key: system, found: systemRelation("pg_catalog", name.name) };
  } else if (isSystemSchema(name.schema)) {
    const key = relationKey(name.schema, name.name);
    const known = name.schema !== "pg_catalog" || systemRelationKey(name.name) !== undefined;
    return { key, found: known ? systemRelation(name.schema, name.name) : "unknown" };
  }
  const schemas = name.schema === undefined ? catalog.session.searchPath : [name.schema];
  let possible: string | undefined;
  let elsewhere = false;
  for (const schema of schemas) {
    const key = relationKey(schema, name.name);
    const found =
      schema === "pg_temp"
        ? (catalog.relations.known.get(key) ?? "absent")
        : find(catalog.relations, key);
    // What may be there unseen in an earlier schema hides it.
    if (isThere(found) && possible === undefined) return { key, found };
    if (found === "absent") continue;
    if (possible !== undefined) elsewhere = true;
    possible ??= key;
  }
  if (possible !== undefined)
    return { key: possible, found: "unknown", ...(elsewhere ? { guessed: true } : {}) };
  return { key: relationKey(schemas[0] ?? "public", name.name), found: "absent" };
}

/** What has a name that something new or renamed is to have: of what was only guessed to be here it is not known. */
export function findTaken(catalog: Catalog, key: string): Found<Relation> {
  const found = find(catalog.relations, key);
  return isThere(found) && found.guessed ? "unknown" : found;
}

/** Where CREATE puts an object with this name. */
export const creationSchema = (catalog: Catalog, name: NameRef): string =>
  name.schema ?? catalog.session.searchPath[0] ?? "public";

export const setRelation = (draft: Draft, key: string, relation: Relation): void => {
  draft.catalog = { ...draft.catalog, relations: put(draft.catalog.relations, key, relation) };
  draft.touched = true;
};

export const removeRelation = (draft: Draft, key: string): void => {
  draft.catalog = { ...draft.catalog, relations: remove(draft.catalog.relations, key) };
  draft.touched = true;
};

export const plainNames = (catalog: Catalog, of: PlainClass): Names<PlainObject> =>
  catalog.plain.get(of) ?? emptyNames(catalog.closed);

export const setPlainNames = (draft: Draft, of: PlainClass, names: Names<PlainObject>): void => {
  draft.catalog = { ...draft.catalog, plain: draft.catalog.plain.set(of, names) };
  draft.touched = true;
};
