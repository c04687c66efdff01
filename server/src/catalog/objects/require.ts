import type { NameRef, TypeRef } from "../../effects/type-ref.ts";
import type { PlainObject, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Draft, doubt, refuse } from "../draft.ts";
import { put } from "../names.ts";
import { aTable, requireRelation } from "../relations/require.ts";
import { findPlain, putPlain } from "./plain.ts";
import { type ResolvedType, resolveType } from "./types.ts";
import { writtenType } from "./written-type.ts";

/** Known: it, resolved. Absent: 42704. Unknown: a doubt, and from here on it is there. */
export function requireType(
  draft: Draft,
  ref: TypeRef,
  message = `type "${writtenType(ref)}" does not exist`,
): ResolvedType {
  if (ref.schema !== undefined && ref.ofColumn === undefined) requireSchema(draft, ref.schema);
  const resolved = resolveType(draft.catalog, ref);
  if (resolved.found === "absent")
    return refuse("42704", message, {
      class: "type",
      ...(ref.schema === undefined ? {} : { schema: ref.schema }),
      name: ref.name,
    });
  if (resolved.found === "unknown") {
    doubt(draft, `type "${writtenType(ref)}" was not created in view`);
    if (ref.ofColumn === undefined) learnType(draft, resolved.type);
  }
  return resolved;
}

/** A type is there, of which nothing else is known. */
function learnType(draft: Draft, { schema, name }: TypeName): void {
  const key = relationKey(schema, name);
  const relation = draft.catalog.relations.known.get(key);
  // A relation of unknown kind that is a type too is a table, most likely.
  if (relation?.kind === "unknown") requireRelation(draft, { schema, name }, aTable);
  if (relation || draft.catalog.types.known.has(key)) return;
  draft.catalog = {
    ...draft.catalog,
    types: put(draft.catalog.types, key, {
      kind: "unknown",
      schema,
      name,
      definition: "unknown",
      origin: "assumed",
    }),
  };
}

/** Why a type is certainly not there, in the words of DROP … IF EXISTS. */
export function missingType(draft: Draft, ref: TypeRef): string | undefined {
  if (ref.schema !== undefined && schemaIsAbsent(draft, ref.schema))
    return `schema "${ref.schema}" does not exist`;
  return resolveType(draft.catalog, ref).found === "absent"
    ? `type "${writtenType({ ...ref, dimensions: 0 })}" does not exist`
    : undefined;
}

export const schemaIsAbsent = (draft: Draft, name: string): boolean =>
  name !== "pg_temp" && findPlain(draft.catalog, "schema", name) === "absent";

/** 3F000 */
export const requireSchema = (draft: Draft, name: string): void => {
  if (name === "pg_temp" || draft.catalog.session.searchPath.includes(name)) return;
  requirePlain(draft, "schema", name, "3F000", `schema "${name}" does not exist`);
};

/** 42704; the keywords (PUBLIC, CURRENT_USER …) are always somebody. */
export function requireRole(draft: Draft, role: string): void {
  if (!isRoleKeyword(role))
    requirePlain(draft, "role", role, "42704", `role "${role}" does not exist`);
}

export const isRoleKeyword = (role: string): boolean => roleKeywords.has(role);
const roleKeywords = new Set(["public", "current_user", "current_role", "session_user"]);

/** An object by its key: refused where it is known to be missing, learnt where nothing is known. */
export function requirePlain(
  draft: Draft,
  of: Parameters<typeof findPlain>[1],
  key: string,
  sqlstate: string,
  message: string,
): PlainObject {
  const found = findPlain(draft.catalog, of, key);
  if (found === "absent") return refuse(sqlstate, message, { class: of, name: key });
  if (found !== "unknown") return found;
  doubt(draft, `${of} "${key}" was not created in view`);
  const learnt: PlainObject = { name: key, definition: "unknown", origin: "assumed" };
  putPlain(draft, of, key, learnt);
  return learnt;
}

/** `schema.name` or `name`, as messages write it. */
export const writtenName = (name: NameRef): string =>
  name.schema === undefined ? name.name : `${name.schema}.${name.name}`;
