import { type ObjectClass, objectClasses } from "./objects.ts";

/** All objects: class, name, definition. */
export const allObjects = objectClasses
  .map((one) => selectOf(one, "true", "'0'"))
  .join("\nunion all\n");

/**
 * xmin: objects with a catalog row that transaction `xid` or a later one wrote, and which one. xmax: those with a row
 * that it deleted or replaced, asked after it was rolled back, when the rows are as they were and still carry the mark.
 * A question is planned once for each session, which costs more than its answer; `prepared` holds what it knows.
 */
export function changedSince(
  column: "xmin" | "xmax",
  xid: number,
  catalogs: Catalogs,
  prepared: Set<string>,
): string {
  const commands: string[] = ["set local plan_cache_mode = force_generic_plan"];
  const executed: string[] = [];
  for (const [index, one] of objectClasses.entries()) {
    const rows = one.rows.filter((row) => catalogs.has(catalogOf(one, row)));
    if (rows.length === 0) continue;
    const name = `_verify_${column}_${index}_${rows.join("")}`;
    if (!prepared.has(name))
      commands.push(`prepare ${name}(text) as ${changed(one, rows, column)}`);
    prepared.add(name);
    executed.push(`execute ${name}('${xid}')`);
  }
  return [...commands, ...executed].join("; ");
}

function changed(one: ObjectClass, rows: readonly string[], column: "xmin" | "xmax"): string {
  // age() compares numbers of transactions without writing each of them as text first.
  const is = (row: string): string => `age(${row}.${column}) <= age($1::xid)`;
  const by = `greatest(${rows.map((row) => `case when ${is(row)} then ${row}.${column}::text::bigint end`).join(", ")})::text`;
  return selectOf(one, rows.map(is).join(" or "), by);
}

function selectOf(one: ObjectClass, filter: string, by: string): string {
  return `select distinct '${one.class}' as class, (${one.name})::text as name, (${one.definition})::text as definition, ${by} as by from ${one.from} where ${one.where} and (${filter})`;
}

/** Names of system catalogs. */
export type Catalogs = ReadonlySet<string>;

/** Those that the open transaction has written to; the others need not be searched. */
export const touchedCatalogs = `select relname from pg_class where oid < 16384 and relkind = 'r'
  and pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + pg_stat_get_xact_tuples_deleted(oid) > 0`;

const catalogOf = (one: ObjectClass, alias: string): string =>
  new RegExp(`\\b(pg_\\w+) ${alias}\\b`).exec(one.from)?.[1] ?? "";
