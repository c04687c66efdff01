import type { PlainRef } from "../../effects/objects/object-ref.ts";
import type { PlainClass } from "../../effects/objects/plain-class.ts";

/** An SQLSTATE with PostgreSQL's own words. */
export type Words = readonly [sqlstate: string, message: string];

/** What CREATE answers where the name is taken. */
export function alreadyThere(ref: PlainRef, shown: string): Words {
  const index = uniqueIndexes[ref.class];
  if (index !== undefined)
    return ["23505", `duplicate key value violates unique constraint "${index}"`];
  switch (ref.class) {
    case "schema":
      return ["42P06", `schema "${shown}" already exists`];
    case "database":
      return ["42P04", `database "${shown}" already exists`];
    case "prepared statement":
      return ["42P05", `prepared statement "${shown}" already exists`];
    case "operator":
      return ["42723", `operator ${ref.name.name} already exists`];
    case "cast":
      return ["42710", `cast from type ${shown} already exists`];
    case "transform":
      return ["42710", `transform for type ${shown} already exists`];
    case "user mapping":
      return ["42710", `user mapping for "${shown}" already exists for server "${ref.of}"`];
    case "operator class":
    case "operator family":
      return ["42710", `${ref.class} "${shown}" for access method "${ref.of}" already exists`];
    default:
      return ["42710", `${noun(ref.class)} "${shown}" already exists`];
  }
}

/** What RENAME and SET SCHEMA answer where the new name is taken. */
export function nameTaken(ref: PlainRef, name: string, schema: string | undefined): Words {
  const [sqlstate, message] = alreadyThere({ ...ref, name: { name } }, name);
  if (schema === undefined) return [sqlstate, message];
  const said =
    uniqueIndexes[ref.class] === undefined
      ? message
      : `${noun(ref.class)} "${name}" already exists`;
  return [ref.class === "operator" ? sqlstate : "42710", `${said} in schema "${schema}"`];
}

/** What is answered where it is not there. */
export function notThere(ref: PlainRef, shown: string): Words {
  switch (ref.class) {
    case "schema":
      return ["3F000", `schema "${shown}" does not exist`];
    case "database":
      return ["3D000", `database "${shown}" does not exist`];
    case "prepared statement":
      return ["26000", `prepared statement "${shown}" does not exist`];
    case "operator":
      return ["42883", `operator does not exist: ${shown}`];
    case "cast":
      return ["42704", `cast from type ${shown} does not exist`];
    case "transform":
      return ["42704", `transform for type ${shown} does not exist`];
    case "user mapping":
      return ["42704", `user mapping for "${shown}" does not exist for server "${ref.of}"`];
    case "operator class":
    case "operator family":
      return ["42704", `${ref.class} "${shown}" does not exist for access method "${ref.of}"`];
    case "collation":
      return ["42704", `collation "${shown}" for encoding "UTF8" does not exist`];
    default:
      return ["42704", `${noun(ref.class)} "${shown}" does not exist`];
  }
}

/** What IF EXISTS says instead. */
export function skipping(ref: PlainRef, shown: string): string {
  if (ref.class === "operator") return `operator ${ref.name.name} does not exist, skipping`;
  if (ref.class === "collation") return `collation "${shown}" does not exist, skipping`;
  return `${notThere(ref, shown)[1]}, skipping`;
}

export const noun = (of: PlainClass): string => (of === "statistics" ? "statistics object" : of);

/** Text search objects are not looked for: the unique index of their catalog speaks. */
const uniqueIndexes: Partial<Record<PlainClass, string>> = {
  "text search configuration": "pg_ts_config_cfgname_index",
  "text search dictionary": "pg_ts_dict_dictname_index",
  "text search parser": "pg_ts_parser_prsname_index",
  "text search template": "pg_ts_template_tmplname_index",
};
