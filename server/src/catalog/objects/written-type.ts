import type { TypeRef } from "../../effects/type-ref.ts";
import { quoteIdent } from "../../sql/names.ts";
import type { TypeName } from "../catalog.ts";

/** A type as its statement wrote it: TypeNameToString. */
export function writtenType(ref: TypeRef): string {
  const names = [ref.schema, ref.name, ref.ofColumn].filter((name) => name !== undefined);
  return `${names.join(".")}${ref.ofColumn === undefined ? "" : "%TYPE"}${ref.dimensions > 0 ? "[]" : ""}`;
}

/** A type as PostgreSQL shows it in messages: format_type. `path`: schemas whose types need no prefix. */
export function shownType(type: TypeName, path: readonly string[]): string {
  const array = type.dimensions > 0 ? "[]" : "";
  if (type.schema === "pg_catalog") return `${sqlNames[type.name] ?? type.name}${array}`;
  const prefix = path.includes(type.schema) ? "" : `${quoteIdent(type.schema)}.`;
  return `${prefix}${quoteIdent(type.name)}${array}`;
}

export const shownTypes = (types: readonly TypeName[], path: readonly string[]): string =>
  types.map((type) => shownType(type, path)).join(", ");

/** What SQL calls the types that pg_type calls otherwise. */
const sqlNames: Readonly<Record<string, string>> = {
  bit: "bit",
  bool: "boolean",
  bpchar: "character",
  char: '"char"',
  float4: "real",
  float8: "double precision",
  int2: "smallint",
  int4: "integer",
  int8: "bigint",
  time: "time without time zone",
  timestamp: "timestamp without time zone",
  timestamptz: "timestamp with time zone",
  timetz: "time with time zone",
  varbit: "bit varying",
  varchar: "character varying",
};
