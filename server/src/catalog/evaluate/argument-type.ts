import type { ArgumentType } from "../builtin/can-coerce.ts";
import { builtinType } from "../builtin/types.ts";
import type { Catalog } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { mayHaveOtherCasts } from "../relations/assignable.ts";
import type { InferredType } from "./scope.ts";

/** How the tables of PostgreSQL's own functions and operators call a type; undefined for one that is not certain. */
export function argumentType(catalog: Catalog, type: InferredType): ArgumentType {
  if (type === "literal") return "unknown";
  if (type === "unknown") return undefined;
  if (type.schema !== "pg_catalog") {
    const user = catalog.types.known.get(relationKey(type.schema, type.name));
    if (type.dimensions > 0 || user?.kind !== "domain" || user.base === "unknown") return undefined;
    return argumentType(catalog, user.base);
  }
  if (!isOfValues(type.name)) return undefined;
  return `${type.dimensions > 0 ? "_" : ""}${type.name}`;
}

/** The key of an enum that certainly becomes no other type by itself. */
export function enumKey(catalog: Catalog, type: InferredType): string | undefined {
  if (typeof type === "string" || type.dimensions > 0) return undefined;
  const key = relationKey(type.schema, type.name);
  return catalog.types.known.get(key)?.kind === "enum" && !mayHaveOtherCasts(catalog)
    ? key
    : undefined;
}

export function fromArgumentType(type: ArgumentType): InferredType {
  if (type === undefined || type === "unknown") return "unknown";
  const array = type.startsWith("_");
  const name = array ? type.slice(1) : type;
  if (!isOfValues(name)) return "unknown";
  return { schema: "pg_catalog", name, dimensions: array ? 1 : 0 };
}

/** No pseudo-type; but a function gives void, which is a type of its own to everything that takes another one. */
function isOfValues(name: string): boolean {
  const kind = builtinType(name)?.kind;
  return kind !== undefined && (kind !== "pseudo" || name === "void");
}
