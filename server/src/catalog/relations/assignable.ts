import { builtinCast } from "../builtin/casts.ts";
import { builtinType } from "../builtin/types.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { plainNames } from "../look-up.ts";
import { someExtensionIsOpen } from "../objects/extension-contents.ts";

/**
 * Whether PostgreSQL turns a value of one type into another where it is assigned (can_coerce_type with
 * COERCION_ASSIGNMENT). False only where it is certain.
 */
export const isAssignable = (catalog: Catalog, from: TypeName, to: TypeName): boolean =>
  isCoercible(catalog, from, to, "assignment");

/** The same where a cast is written: texts are read as anything, and pg_cast holds whatever it says of the context. */
export const isCastable = (catalog: Catalog, from: TypeName, to: TypeName): boolean =>
  isCoercible(catalog, from, to, "explicit");

/** find_coercion_pathway */
function isCoercible(
  catalog: Catalog,
  from: TypeName,
  to: TypeName,
  context: "assignment" | "explicit",
): boolean {
  const [source, target] = [baseOf(catalog, from), baseOf(catalog, to)];
  if (!source || !target || sameType(source, target) || mayHaveOtherCasts(catalog)) return true;
  if (target.dimensions === 0 && isString(target)) return true;
  if (context === "explicit" && source.dimensions === 0 && isString(source)) return true;
  if (source.dimensions > 0 && target.dimensions > 0)
    return isCoercible(
      catalog,
      { ...source, dimensions: 0 },
      { ...target, dimensions: 0 },
      context,
    );
  if (source.dimensions > 0 || target.dimensions > 0) return false;
  const kinds = [kindOf(catalog, source), kindOf(catalog, target)];
  if (kinds.includes(undefined)) return true;
  if (kinds[0] === "composite" && kinds[1] === "composite") return true;
  if (kinds.includes("enum") || kinds.includes("composite")) return false;
  const cast = builtinCast(source.name, target.name);
  return cast !== undefined && (context === "explicit" || cast.context !== "explicit");
}

/**
 * Whether a column of one type can refer to one of the other: some `=` of a btree family takes both, or the one is
 * turned into the other unasked (ATAddForeignKeyConstraint). False only where it is certain.
 */
export function canRefer(catalog: Catalog, from: TypeName, to: TypeName): boolean {
  const [source, target] = [baseOf(catalog, from), baseOf(catalog, to)];
  if (!source || !target || sameType(source, target) || mayHaveOtherCasts(catalog)) return true;
  if (source.dimensions > 0 && target.dimensions > 0) return true;
  const kinds = [kindOf(catalog, source), kindOf(catalog, target)];
  if (kinds.includes(undefined)) return true;
  if (kinds.includes("composite")) return true;
  if (source.dimensions > 0 || target.dimensions > 0 || kinds.includes("enum")) return false;
  if (btreeFamilies.some((family) => family.has(source.name) && family.has(target.name)))
    return true;
  return builtinCast(source.name, target.name)?.context === "implicit";
}

/** pg_amop, where types of one family differ. */
const btreeFamilies: readonly ReadonlySet<string>[] = [
  new Set(["int2", "int4", "int8"]),
  new Set(["float4", "float8"]),
  new Set(["date", "timestamp", "timestamptz"]),
  new Set(["text", "varchar", "name"]),
];

const sameType = (a: TypeName, b: TypeName): boolean =>
  a.schema === b.schema && a.name === b.name && a.dimensions === b.dimensions;

const isString = (type: TypeName): boolean =>
  type.schema === "pg_catalog" && builtinType(type.name)?.category === "S";

/** Types whose casts are all known. */
function kindOf(catalog: Catalog, type: TypeName): "builtin" | "enum" | "composite" | undefined {
  if (type.schema === "pg_catalog") {
    const kind = builtinType(type.name)?.kind;
    return kind === "base" || kind === "range" || type.name === "void" ? "builtin" : undefined;
  }
  const key = relationKey(type.schema, type.name);
  const relation = catalog.relations.known.get(key);
  if (relation && relation.origin !== "assumed" && "columns" in relation) return "composite";
  return catalog.types.known.get(key)?.kind === "enum" ? "enum" : undefined;
}

/** A domain is cast as the type below it. */
function baseOf(catalog: Catalog, type: TypeName): TypeName | undefined {
  const known = catalog.types.known.get(relationKey(type.schema, type.name));
  if (known?.kind !== "domain") return type;
  if (known.base === "unknown" || type.dimensions > 0) return undefined;
  return baseOf(catalog, known.base);
}

/** CREATE CAST, and extensions that may bring casts. */
export const mayHaveOtherCasts = (catalog: Catalog): boolean =>
  !plainNames(catalog, "cast").known.isEmpty() || someExtensionIsOpen(catalog);
