import type { Catalog, PlainObject } from "../catalog.ts";
import { isBuiltin, mayBeCollation } from "../builtin/names.ts";
import type { Draft } from "../draft.ts";
import { plainNames, setPlainNames } from "../look-up.ts";
import { type Found, find, isThere, put, remove } from "../names.ts";
import type { PlainClass } from "../outcome.ts";
import { someExtensionIsOpen } from "./extension-contents.ts";

/** An object by its key; PostgreSQL's own ones are there unless somebody dropped them. */
export function findPlain(catalog: Catalog, of: PlainClass, key: string): Found<PlainObject> {
  const names = plainNames(catalog, of);
  const found = find(names, key);
  if (isThere(found) || names.gone.has(key)) return found;
  if (isBuiltinKey(of, key)) return { name: key, definition: "built in", origin: "assumed" };
  if (of === "collation" && mayBeCollation(key.slice(key.lastIndexOf(".") + 1))) return "unknown";
  if (found === "absent" && mayBeBrought.has(of) && someExtensionIsOpen(catalog)) return "unknown";
  return found;
}

export const putPlain = (draft: Draft, of: PlainClass, key: string, object: PlainObject): void =>
  setPlainNames(draft, of, put(plainNames(draft.catalog, of), key, object));

/** A built-in one is remembered as gone even in a closed world. */
export function removePlain(draft: Draft, of: PlainClass, key: string): void {
  const names = remove(plainNames(draft.catalog, of), key);
  setPlainNames(
    draft,
    of,
    isBuiltinKey(of, key) ? { ...names, gone: names.gone.add(key) } : names,
  );
}

/** Keys of objects that belong to a schema begin with it; PostgreSQL's own are in pg_catalog. */
export function isBuiltinKey(of: PlainClass, key: string): boolean {
  if (!inSchema.has(of)) return isBuiltin(of, key);
  return key.startsWith("pg_catalog.") && isBuiltin(of, key.slice("pg_catalog.".length));
}

/** Classes whose objects live in schemas. */
export const inSchema: ReadonlySet<PlainClass> = new Set([
  "collation",
  "conversion",
  "operator",
  "operator class",
  "operator family",
  "statistics",
  "text search configuration",
  "text search dictionary",
  "text search parser",
  "text search template",
] as const);

/** What extensions bring. */
const mayBeBrought: ReadonlySet<PlainClass> = new Set([
  ...inSchema,
  "schema",
  "cast",
  "language",
  "access method",
  "foreign-data wrapper",
  "event trigger",
  "transform",
] as const);
