import type { Catalog, PlainObject } from "../catalog.ts";
import { plainNames } from "../look-up.ts";
import type { Names } from "../names.ts";

/** What an extension of which the contents are not known needs, in the words of `needs`. */
export const openContents = "contents unknown";

/**
 * Something that nobody created may have come with an extension: in the schema that the extension is installed in,
 * or in one that nobody made in view (an extension may make its own).
 */
export function someExtensionIsOpen(catalog: Catalog, schema?: string): boolean {
  const open = openSchemas(plainNames(catalog, "extension"));
  if (open.size === 0 || schema === undefined) return open.size > 0;
  return open.has(schema) || !isMadeInView(catalog, schema);
}

/**
 * A schema that is an extension's own (any, where none is named): what is in it besides what was made in view is not
 * known. Not public, which is everybody's: there a guard asks for what migrations make.
 */
export function isFilledByExtension(catalog: Catalog, schema?: string): boolean {
  const open = openSchemas(plainNames(catalog, "extension"));
  return schema === undefined
    ? [...open].some((one) => one !== "public")
    : schema !== "public" && open.has(schema);
}

const isMadeInView = (catalog: Catalog, schema: string): boolean =>
  schema === "public" || schema === "pg_temp" || plainNames(catalog, "schema").known.has(schema);

const cached = new WeakMap<Names<PlainObject>, ReadonlySet<string>>();

/** Where extensions of unknown contents are. */
function openSchemas(extensions: Names<PlainObject>): ReadonlySet<string> {
  let schemas = cached.get(extensions);
  if (!schemas) {
    const open = extensions.known.filter((one) => one.needs?.includes(openContents));
    schemas = new Set(open.valueSeq().map((one) => one.schema ?? "public"));
    cached.set(extensions, schemas);
  }
  return schemas;
}
