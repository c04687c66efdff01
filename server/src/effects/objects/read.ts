import type { DefElem, Node, TypeName } from "@pgsql/types";
import { dotted, texts } from "../expressions/names.ts";
import { castType } from "../expressions/type-name.ts";
import { roleName } from "../relations/role-name.ts";
import type { NameRef, TypeRef } from "../type-ref.ts";

/** A written type; `t.c%TYPE` names a column. */
export function typeRef(type: TypeName | undefined): TypeRef {
  if (!type?.pct_type) return castType(type);
  const names = texts(type.names);
  const ofColumn = names.at(-1) ?? "";
  return { ...castType({ ...type, names: (type.names ?? []).slice(0, -1) }), ofColumn };
}

export const typeOf = (node: Node | undefined): TypeRef | undefined =>
  node && "TypeName" in node ? typeRef(node.TypeName) : undefined;

export const stringOf = (node: Node | undefined): string | undefined =>
  node && "String" in node ? (node.String.sval ?? "") : undefined;

/** `a.b` in a list, a type's name, or one string. */
export function nameOf(node: Node | undefined): NameRef {
  if (!node) return { name: "" };
  if ("List" in node) return dotted(node.List.items);
  if ("TypeName" in node) return dotted(node.TypeName.names);
  return { name: stringOf(node) ?? "" };
}

export const itemsOf = (node: Node | undefined): readonly Node[] =>
  node && "List" in node ? (node.List.items ?? []) : [];

/** Options by name, in the order written; the last one of a name counts. */
export function options(list: readonly Node[] | undefined): ReadonlyMap<string, DefElem> {
  const found = new Map<string, DefElem>();
  for (const node of list ?? [])
    if ("DefElem" in node) found.set(node.DefElem.defname ?? "", node.DefElem);
  return found;
}

export const roles = (list: readonly Node[] | undefined): readonly string[] =>
  (list ?? []).flatMap((node) => ("RoleSpec" in node ? [roleName(node.RoleSpec)] : []));

export const ifNotExists = (written: boolean | undefined): { readonly guard?: "if not exists" } =>
  written ? { guard: "if not exists" } : {};

export const orReplace = (written: boolean | undefined): { readonly guard?: "or replace" } =>
  written ? { guard: "or replace" } : {};

export const ifExists = (written: boolean | undefined): { readonly guard?: "if exists" } =>
  written ? { guard: "if exists" } : {};
