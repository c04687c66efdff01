import { builtinType } from "../builtin/types.ts";

/** The built-in type that text inside a string names (`integer`, `timestamp with time zone`). */
export const spelledOut = (text: string): string | undefined => {
  const words = text.trim().toLowerCase().replace(/\s+/g, " ");
  return spelled[words] ?? (builtinType(words) ? words : undefined);
};

/** SQL's own names of types; the grammar turns them into pg_type's. */
const spelled: Readonly<Record<string, string>> = {
  int: "int4",
  integer: "int4",
  smallint: "int2",
  bigint: "int8",
  decimal: "numeric",
  dec: "numeric",
  real: "float4",
  float: "float8",
  "double precision": "float8",
  boolean: "bool",
  char: "bpchar",
  character: "bpchar",
  '"char"': "char",
  "character varying": "varchar",
  "bit varying": "varbit",
  "time without time zone": "time",
  "time with time zone": "timetz",
  "timestamp without time zone": "timestamp",
  "timestamp with time zone": "timestamptz",
};
