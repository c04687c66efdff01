import type { Catalog } from "../../catalog/catalog.ts";
import { keyName } from "../../catalog/catalog.ts";
import { nameAt, ownName, writtenSchema } from "../../effects/clauses/name.ts";
import { wordAt, written } from "../../effects/clauses/written.ts";
import type { Surface } from "../../effects/surface.ts";
import { identifier } from "../../sql/names.ts";

/** The relation (or type) of a catalog key as the statement itself writes it; else as it has to be written. */
export function writtenAs(
  surface: Surface,
  catalog: Catalog,
  schema: string | undefined,
  name: string,
): string {
  const on = written(surface);
  for (let index = 0; index < on.tokens.length; index++) {
    const found = wordAt(on, index - 1) === "." ? undefined : nameAt(on, index);
    if (!found || ownName(found) !== name || found.parts.length > 2) continue;
    const [first] = found.parts;
    const qualified = writtenSchema(found) !== undefined;
    if (qualified ? first === schema : schema === undefined || onPath(catalog, schema))
      return found.text;
  }
  if (schema === undefined || onPath(catalog, schema)) return identifier(name);
  return `${identifier(schema)}.${identifier(name)}`;
}

/** The same for a key `schema.name`. */
export function writtenKey(surface: Surface, catalog: Catalog, key: string): string {
  const { schema, name } = keyName(key);
  return writtenAs(surface, catalog, schema, name);
}

/** A `schema.name` key of the catalog as a name in SQL. */
export function nameOfKey(key: string): string {
  const { schema, name } = keyName(key);
  return `${identifier(schema)}.${identifier(name)}`;
}

const onPath = (catalog: Catalog, schema: string): boolean =>
  catalog.session.searchPath[0] === schema;
