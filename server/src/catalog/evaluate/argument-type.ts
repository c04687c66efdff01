import type { ArgumentType } from "../builtin/can-coerce.ts";
import { builtinType } from "../builtin/types.ts";
import type { Catalog } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
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
  const kind = builtinType(type.name)?.kind;
  if (kind === undefined || kind === "pseudo") return undefined;
  return `${type.dimensions > 0 ? "_" : ""}${type.name}`;
}

export function fromArgumentType(type: ArgumentType): InferredType {
  if (type === undefined || type === "unknown") return "unknown";
  const array = type.startsWith("_");
  const name = array ? type.slice(1) : type;
  const kind = builtinType(name)?.kind;
  if (kind === undefined || kind === "pseudo") return "unknown";
  return { schema: "pg_catalog", name, dimensions: array ? 1 : 0 };
}
