import type { NameRef } from "../../effects/type-ref.ts";
import type { Catalog, TypeName } from "../catalog.ts";
import { relationKey } from "../catalog.ts";
import { type Found, find, isThere } from "../names.ts";

/** The type that a name means along the search path: pg_catalog comes first, as in PostgreSQL. */
export function findType(catalog: Catalog, name: NameRef): Found<TypeName> {
  const array = name.name.startsWith("_") ? name.name.slice(1) : undefined;
  if (name.schema === undefined || name.schema === "pg_catalog") {
    if (isBuiltinType(name.name)) return typeName("pg_catalog", name.name);
    if (array !== undefined && isBuiltinType(array))
      return { ...typeName("pg_catalog", array), dimensions: 1 };
    if (name.schema === "pg_catalog") return "absent";
  }
  if (name.schema === "information_schema") return typeName(name.schema, name.name);
  const schemas = name.schema === undefined ? catalog.session.searchPath : [name.schema];
  let answer: Found<TypeName> = "absent";
  for (const schema of schemas) {
    const found = inSchema(catalog, schema, name.name);
    if (found === "there") return typeName(schema, name.name);
    if (array !== undefined && inSchema(catalog, schema, array) === "there")
      return { ...typeName(schema, array), dimensions: 1 };
    if (found === "unknown") answer = "unknown";
  }
  return answer;
}

/** Types of their own, and the row types that tables and views imply. */
function inSchema(catalog: Catalog, schema: string, name: string): "there" | "absent" | "unknown" {
  const key = relationKey(schema, name);
  const type = find(catalog.types, key);
  if (isThere(type)) return "there";
  const relation = find(catalog.relations, key);
  if (isThere(relation)) {
    if (relation.kind === "index" || relation.kind === "sequence") return type;
    return relation.kind === "unknown" ? "unknown" : "there";
  }
  // What an extension brings is never listed.
  if (type === "absent" && relation === "absent") return hasForeignTypes(catalog) ? "unknown" : "absent";
  return "unknown";
}

const hasForeignTypes = (catalog: Catalog): boolean =>
  (catalog.plain.get("extension")?.known.size ?? 0) > 0;

const typeName = (schema: string, name: string): TypeName => ({ schema, name, dimensions: 0 });

export const isBuiltinType = (name: string): boolean => displayed.has(name);

/** How format_type shows a type of pg_catalog. */
export const displayName = (name: string): string => displayed.get(name) ?? name;

/** The type behind another way to write it (`integer`, `timestamp with time zone`), as text inside a string has it. */
export const spelledOut = (text: string): string | undefined => {
  const words = text.trim().toLowerCase().replace(/\s+/g, " ");
  return spelled.get(words) ?? (displayed.has(words) ? words : undefined);
};

/** pg_type of PostgreSQL 15 in pg_catalog without array types; `name=display name` where they differ. */
const displayed: ReadonlyMap<string, string> = new Map(
  (
    'aclitem any="any" anyarray anycompatible anycompatiblearray anycompatiblemultirange anycompatiblenonarray ' +
    "anycompatiblerange anyelement anyenum anymultirange anynonarray anyrange bit bool=boolean box bpchar=character bytea " +
    'char="char" cid cidr circle cstring date datemultirange daterange event_trigger fdw_handler float4=real ' +
    "float8=double_precision gtsvector index_am_handler inet int2=smallint int2vector int4=integer int4multirange int4range " +
    "int8=bigint int8multirange int8range internal interval json jsonb jsonpath language_handler line lseg macaddr macaddr8 " +
    "money name numeric nummultirange numrange oid oidvector path pg_lsn pg_node_tree pg_snapshot point polygon record " +
    "refcursor regclass regcollation regconfig regdictionary regnamespace regoper regoperator regproc regprocedure regrole " +
    "regtype table_am_handler text tid time=time_without_time_zone timestamp=timestamp_without_time_zone " +
    "timestamptz=timestamp_with_time_zone timetz=time_with_time_zone trigger tsm_handler tsmultirange tsquery tsrange " +
    "tstzmultirange tstzrange tsvector txid_snapshot unknown uuid varbit=bit_varying varchar=character_varying void xid xid8 xml"
  )
    .split(" ")
    .map((entry) => {
      const [name = "", shown = name] = entry.split("=");
      return [name, shown.replaceAll("_", shown === name ? "_" : " ")];
    }),
);

const spelled: ReadonlyMap<string, string> = new Map([
  ...[...displayed].map(([name, shown]) => [shown, name] as const),
  ["int", "int4"],
  ["decimal", "numeric"],
  ["dec", "numeric"],
  ["char", "bpchar"],
  ["float", "float8"],
  ["timestamp", "timestamp"],
  ["time", "time"],
]);
