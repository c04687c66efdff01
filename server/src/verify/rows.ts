import type { ObjectDifference } from "./report.ts";
import type { Session } from "./session.ts";

/** By table: a digest of all its rows, in no particular order of them. */
export type RowDigests = ReadonlyMap<string, string>;

/** Tables whose rows the open transaction has written to. */
const touchedTables = `select c.oid::regclass::text from pg_class c where c.relkind = 'r' and c.oid >= 16384
  and pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid) + pg_stat_get_xact_tuples_deleted(c.oid) > 0`;

const allTables = `select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and c.relpersistence <> 't'`;

export const touched = (session: Session): Promise<readonly string[]> =>
  names(session, touchedTables);
export const everyTable = (session: Session): Promise<readonly string[]> =>
  names(session, allTables);

async function names(session: Session, sql: string): Promise<readonly string[]> {
  const { rows } = await session.look(sql);
  return rows.flatMap(([name]) => name ?? []);
}

export async function rowDigests(session: Session, tables: readonly string[]): Promise<RowDigests> {
  const digests = new Map<string, string>();
  for (let start = 0; start < tables.length; start += 100) {
    const some = tables.slice(start, start + 100);
    const sql = some
      .map(
        (table) =>
          `select '${table.replaceAll("'", "''")}', count(*) || ' rows, ' || coalesce(md5(string_agg(md5(r::text), '' order by md5(r::text))), '-') from only ${table} r`,
      )
      .join(" union all ");
    const { rows } = await session.look(sql);
    for (const [table, digest] of rows) if (table && digest) digests.set(table, digest);
  }
  return digests;
}

/** Of tables that are in both: a table that came or went is a difference of objects. */
export function rowDifferences(before: RowDigests, after: RowDigests): readonly ObjectDifference[] {
  return [...after].flatMap(([name, is]): readonly ObjectDifference[] => {
    const was = before.get(name);
    return was === undefined || was === is
      ? []
      : [
          {
            class: "rows of table",
            name,
            change: "changed",
            before: countOf(was),
            after: countOf(is),
          },
        ];
  });
}

const countOf = (digest: string): string => digest.replace(/, .*/, "");
