import type { PlainClass } from "../../effects/objects/plain-class.ts";
import { builtinCast } from "../builtin/casts.ts";
import { isBuiltin, mayBeCollation } from "../builtin/names.ts";
import { builtinOperators } from "../builtin/operators.ts";
import type { Catalog, PlainObject } from "../catalog.ts";
import type { Draft } from "../draft.ts";
import { plainNames, setPlainNames } from "../look-up.ts";
import { type Found, find, isThere, put, remove } from "../names.ts";
import { someExtensionIsOpen } from "./extension-contents.ts";

/** An object by its key; PostgreSQL's own ones are there unless somebody dropped them. */
export function findPlain(catalog: Catalog, of: PlainClass, key: string): Found<PlainObject> {
  const names = plainNames(catalog, of);
  const found = find(names, key);
  if (isThere(found) || names.gone.has(key)) return found;
  if (isBuiltinKey(of, key)) return builtinObject(key);
  if (of === "collation" && mayBeCollation(bareName(key)))
    return key.startsWith("pg_catalog.") ? "unknown" : found;
  if (key.startsWith("pg_catalog.")) return "absent";
  // What the database is called that the migrations run in, only the server knows.
  if (of === "database") return "unknown";
  if (found === "absent" && mayBeBrought.has(of) && someExtensionIsOpen(catalog, schemaOf(of, key)))
    return "unknown";
  return found;
}

export const putPlain = (draft: Draft, of: PlainClass, key: string, object: PlainObject): void =>
  setPlainNames(draft, of, put(plainNames(draft.catalog, of), key, object));

/** A built-in one is remembered as gone even in a closed world. */
export function removePlain(draft: Draft, of: PlainClass, key: string): void {
  const names = remove(plainNames(draft.catalog, of), key);
  setPlainNames(draft, of, isBuiltinKey(of, key) ? { ...names, gone: names.gone.add(key) } : names);
}

/** Keys of objects that belong to a schema begin with it; PostgreSQL's own are in pg_catalog. */
export function isBuiltinKey(of: PlainClass, key: string): boolean {
  if (of === "cast") return isBuiltinCast(key);
  if (!inSchema.has(of)) return isBuiltin(of, key);
  if (!key.startsWith("pg_catalog.")) return false;
  return of === "operator" ? isBuiltinOperator(key) : isBuiltin(of, bareName(key));
}

const bareName = (key: string): string => key.slice(key.indexOf(".") + 1);

/** Undefined for what belongs to none. */
const schemaOf = (of: PlainClass, key: string): string | undefined =>
  inSchema.has(of) ? key.slice(0, key.indexOf(".")) : undefined;

const builtinObject = (key: string): PlainObject => ({
  name: key,
  definition: "built in",
  origin: "assumed",
});

/** `pg_catalog.int4 as pg_catalog.text` */
function isBuiltinCast(key: string): boolean {
  const [, source = "", target = ""] = /^pg_catalog\.(\w+) as pg_catalog\.(\w+)$/.exec(key) ?? [];
  return builtinCast(source, target) !== undefined;
}

/** `pg_catalog.+(pg_catalog.int4,pg_catalog.int4)` */
function isBuiltinOperator(key: string): boolean {
  const [, name = "", left = "", right = ""] = /^pg_catalog\.(.+?)\((.*),(.*)\)$/.exec(key) ?? [];
  const bare = (type: string): string => type.replace("pg_catalog.", "").replace("NONE", "");
  return builtinOperators(name).some((one) => one.left === bare(left) && one.right === bare(right));
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
