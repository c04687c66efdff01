import type { Alias, Node, RangeVar } from "@pgsql/types";
import type { NameRef } from "../type-ref.ts";

/** The text of each String node of a list (a dotted name, a list of column aliases). */
export const texts = (nodes: readonly Node[] | undefined): readonly string[] =>
  (nodes ?? []).flatMap((node) => ("String" in node ? [node.String.sval ?? ""] : []));

/** A dotted name: `database.schema.name`, `schema.name` or `name`. */
export function dotted(nodes: readonly Node[] | undefined): NameRef {
  const parts = texts(nodes);
  const name = parts.at(-1) ?? "";
  const schema = parts.at(-2);
  return schema === undefined ? { name } : { schema, name };
}

export const rangeName = (range: RangeVar | undefined): NameRef => ({
  ...(range?.schemaname === undefined ? {} : { schema: range.schemaname }),
  name: range?.relname ?? "",
});

export const aliasName = (alias: Alias | undefined, otherwise: string): string =>
  alias?.aliasname ?? otherwise;

export const aliasColumns = (alias: Alias | undefined): readonly string[] => texts(alias?.colnames);
