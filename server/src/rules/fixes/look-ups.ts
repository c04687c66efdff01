import type { SqlTag } from "../../effects/clauses/letter-case.ts";
import { ownName, type WrittenName, writtenSchema } from "../../effects/clauses/name.ts";
import { literal } from "../../sql/names.ts";
import type { Condition } from "./condition.ts";

/** Should the thing be there or not for the statement to run? */
export type Wanted = "there" | "absent";

/** `to_regclass`, `to_regtype`, …: resolves a name just as the statement does, and is NULL where nothing has it. */
export const resolves = (
  sql: SqlTag,
  wanted: Wanted,
  by:
    | "to_regclass"
    | "to_regtype"
    | "to_regnamespace"
    | "to_regprocedure"
    | "to_regproc"
    | "to_regoperator",
  name: string,
): Condition => ({
  kind: "test",
  text:
    wanted === "there"
      ? sql`${by}(${literal(name)}) IS NOT NULL`
      : sql`${by}(${literal(name)}) IS NULL`,
});

/** A column or an attribute; `table` as written. Also answers where the table itself is gone. */
export const columnLookUp = (
  sql: SqlTag,
  wanted: Wanted,
  table: string,
  column: string,
  ...more: readonly string[]
): Condition => ({
  kind: "look-up",
  wanted,
  from: "pg_attribute",
  where: [
    `attrelid = to_regclass(${literal(table)})`,
    `attname = ${literal(column)}`,
    sql`NOT attisdropped`,
    ...more,
  ],
});

const children = {
  constraint: { from: "pg_constraint", name: "conname", relation: "conrelid" },
  policy: { from: "pg_policy", name: "polname", relation: "polrelid" },
  trigger: { from: "pg_trigger", name: "tgname", relation: "tgrelid" },
  rule: { from: "pg_rewrite", name: "rulename", relation: "ev_class" },
} as const;

export type ChildClass = keyof typeof children;

/** Something that has its name within one relation. `sure`: the relation is there whenever this is asked. */
export function childLookUp(
  wanted: Wanted,
  of: ChildClass,
  table: string,
  name: string,
  sure: boolean,
): Condition {
  const { from, name: column, relation } = children[of];
  return {
    kind: "look-up",
    wanted,
    from,
    where: [`${column} = ${literal(name)}`, `${relation} = ${regclass(table, sure)}`],
  };
}

export const regclass = (table: string, sure: boolean): string =>
  sure ? `${literal(table)}::regclass` : `to_regclass(${literal(table)})`;

/** Catalogs of things that have a name in the whole database, or (`schema`) in one schema. */
const catalogs = {
  type: ["pg_type", "typname", "typnamespace"],
  domain: ["pg_type", "typname", "typnamespace"],
  table: ["pg_class", "relname", "relnamespace"],
  collation: ["pg_collation", "collname", "collnamespace"],
  conversion: ["pg_conversion", "conname", "connamespace"],
  statistics: ["pg_statistic_ext", "stxname", "stxnamespace"],
  "operator class": ["pg_opclass", "opcname", "opcnamespace"],
  "operator family": ["pg_opfamily", "opfname", "opfnamespace"],
  "text search configuration": ["pg_ts_config", "cfgname", "cfgnamespace"],
  "text search dictionary": ["pg_ts_dict", "dictname", "dictnamespace"],
  "text search parser": ["pg_ts_parser", "prsname", "prsnamespace"],
  "text search template": ["pg_ts_template", "tmplname", "tmplnamespace"],
  role: ["pg_roles", "rolname", undefined],
  schema: ["pg_namespace", "nspname", undefined],
  extension: ["pg_extension", "extname", undefined],
  publication: ["pg_publication", "pubname", undefined],
  subscription: ["pg_subscription", "subname", undefined],
  "event trigger": ["pg_event_trigger", "evtname", undefined],
  "foreign data wrapper": ["pg_foreign_data_wrapper", "fdwname", undefined],
  server: ["pg_foreign_server", "srvname", undefined],
  language: ["pg_language", "lanname", undefined],
  "access method": ["pg_am", "amname", undefined],
  tablespace: ["pg_tablespace", "spcname", undefined],
  database: ["pg_database", "datname", undefined],
} as const;

export type CatalogClass = keyof typeof catalogs;

export const isCatalogClass = (words: string): words is CatalogClass => words in catalogs;

/** A thing with a name of its own; unqualified, it is looked for where CREATE would put it. */
export function nameLookUp(
  sql: SqlTag,
  wanted: Wanted,
  of: CatalogClass,
  name: WrittenName,
  ...more: readonly string[]
): Condition {
  const [from, column, namespace] = catalogs[of];
  const named = (prefix: string) => `${prefix}${column} = ${literal(ownName(name))}`;
  const schema = writtenSchema(name);
  if (namespace === undefined)
    return { kind: "look-up", wanted, from, where: [named(""), ...more] };
  if (schema !== undefined) {
    const scope = `${namespace} = ${literal(schema)}::regnamespace`;
    return { kind: "look-up", wanted, from, where: [named(""), scope, ...more] };
  }
  // Not current_schema()::regnamespace, which fails for a schema whose name needs quotes.
  return {
    kind: "look-up",
    wanted,
    from: sql`${from} o JOIN pg_namespace n ON n.oid = o.${namespace}`,
    where: [named("o."), "n.nspname = current_schema()", ...more.map((test) => `o.${test}`)],
  };
}

/** One value of an enum. */
export const enumValueLookUp = (wanted: Wanted, type: string, value: string): Condition => ({
  kind: "look-up",
  wanted,
  from: "pg_enum",
  where: [`enumtypid = to_regtype(${literal(type)})`, `enumlabel = ${literal(value)}`],
});
