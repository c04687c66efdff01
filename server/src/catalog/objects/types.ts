import type { TypeRef } from "../../effects/type-ref.ts";
import {
  arrayOf,
  type BuiltinType,
  builtinType,
  informationSchemaTypes,
} from "../builtin/types.ts";
import type { Catalog, Relation, Type, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { findRelation } from "../look-up.ts";
import { type Found, find, isThere } from "../names.ts";
import { someExtensionIsOpen } from "./extension-contents.ts";

/** What a type name stands for; `element` of an array. */
export type TypeMeaning =
  | { readonly kind: "builtin"; readonly builtin: BuiltinType }
  | { readonly kind: "type"; readonly type: Type }
  /** The rows of a table, view, composite type … */
  | { readonly kind: "row"; readonly relation: Relation };

export interface ResolvedType {
  /** Where nothing is known of it: the name it most likely has. */
  readonly type: TypeName;
  readonly found: Found<TypeMeaning>;
}

/** What a written type means: pg_catalog first, then along the search path. */
export function resolveType(catalog: Catalog, ref: TypeRef): ResolvedType {
  if (ref.ofColumn !== undefined) return columnType(catalog, ref, ref.ofColumn);
  const schemas = ref.schema === undefined ? typePath(catalog, ref.name) : [ref.schema];
  let possible: string | undefined;
  for (const schema of schemas) {
    const found = typeIn(catalog, schema, ref.name);
    if (isThere(found)) return { type: typeName(ref, schema), found };
    if (found === "unknown") possible ??= schema;
    const element = elementIn(catalog, schema, ref.name);
    if (element)
      return {
        type: { ...typeName(ref, schema), name: element.name, dimensions: 1 },
        found: element.found,
      };
  }
  if (possible !== undefined) return { type: typeName(ref, possible), found: "unknown" };
  const first = ref.schema ?? catalog.session.searchPath[0] ?? "public";
  return { type: typeName(ref, first), found: "absent" };
}

/** Temporary types go first; there is none that nobody showed. */
function typePath({ types, relations, session }: Catalog, name: string): readonly string[] {
  const temporary = relationKey("pg_temp", name);
  const hidden = types.known.has(temporary) || relations.known.has(temporary);
  return [...(hidden ? ["pg_temp"] : []), "pg_catalog", ...session.searchPath];
}

/** Where the schema is known. */
export function typeIn(catalog: Catalog, schema: string, name: string): Found<TypeMeaning> {
  if (schema === "pg_catalog") {
    const builtin = builtinType(name);
    if (builtin) return { kind: "builtin", builtin };
  }
  if (schema === "information_schema" && informationSchemaTypes.has(name))
    return { kind: "builtin", builtin: { ...nameType, name } };
  const key = relationKey(schema, name);
  const type = find(catalog.types, key);
  if (isThere(type)) return { kind: "type", type };
  const relation =
    schema === "pg_catalog" || schema === "information_schema"
      ? findRelation(catalog, { schema, name }).found
      : find(catalog.relations, key);
  if (isThere(relation)) {
    if (relation.kind === "unknown" && schema !== "pg_catalog") return "unknown";
    if (relation.kind !== "index" && relation.kind !== "sequence") return { kind: "row", relation };
  }
  if (schema === "pg_catalog") return "absent";
  if (type === "unknown") return type;
  const dropped = catalog.types.gone.has(key) || catalog.relations.gone.has(key);
  return !dropped && someExtensionIsOpen(catalog, schema) ? "unknown" : "absent";
}

/** For comparing and for keys; modifiers and the number of dimensions are no part of an identity. */
export const canonicalType = (type: TypeName): string =>
  `${type.schema}.${type.name}${type.dimensions > 0 ? "[]" : ""}`;

const nameType: BuiltinType = {
  name: "name",
  kind: "domain",
  category: "S",
  preferred: false,
  input: "immutable",
  output: "immutable",
};

/** `_t` is how pg_type calls t[]. */
function elementIn(
  catalog: Catalog,
  schema: string,
  name: string,
): { readonly name: string; readonly found: TypeMeaning } | undefined {
  if (!name.startsWith("_")) return undefined;
  const element = schema === "pg_catalog" ? arrayOf(name) : name.slice(1);
  if (element === undefined) return undefined;
  const found = typeIn(catalog, schema, element);
  return isThere(found) ? { name: element, found } : undefined;
}

function columnType(catalog: Catalog, ref: TypeRef, column: string): ResolvedType {
  const { key, found } = findRelation(catalog, ref);
  const unknown: TypeName = { schema: key, name: `${column}%TYPE`, dimensions: 0 };
  if (!isThere(found)) return { type: unknown, found };
  if (!("columns" in found) || !("known" in found.columns))
    return { type: unknown, found: "unknown" };
  const of = find(found.columns, column);
  if (!isThere(of)) return { type: unknown, found: of };
  if (of.type === "unknown") return { type: unknown, found: "unknown" };
  const { schema, name } = of.type;
  return { type: of.type, found: typeIn(catalog, schema, name) };
}

function typeName(ref: TypeRef, schema: string): TypeName {
  return {
    schema,
    name: ref.name,
    ...(ref.modifiers === undefined ? {} : { modifiers: ref.modifiers }),
    dimensions: ref.dimensions,
  };
}
