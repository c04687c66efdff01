import { literal } from "../sql/names.ts";
import type { ObjectDifference } from "./report.ts";
import type { Session } from "./session.ts";

/** By table: a digest of all its rows, in no particular order of them. */
export type RowDigests = ReadonlyMap<string, string>;

/** Tables whose rows the open transaction has written to: it holds a lock on each of them. */
const touchedTables = `select distinct relation::regclass::text from pg_lock_status()
  where locktype = 'relation' and pid = pg_backend_pid() and mode <> 'AccessShareLock' and relation >= 16384
  and (select relkind from pg_class where oid = relation) = 'r'
  and pg_stat_get_xact_tuples_inserted(relation) + pg_stat_get_xact_tuples_updated(relation) + pg_stat_get_xact_tuples_deleted(relation) > 0`;

const allTables = `select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and c.relpersistence <> 't'`;

export const touched = (session: Session): Promise<readonly string[]> =>
  names(session, touchedTables);
export const everyTable = (session: Session): Promise<readonly string[]> =>
  names(session, allTables);

/** Of these tables those that there are. */
export const existing = async (
  session: Session,
  tables: readonly string[],
): Promise<readonly string[]> => {
  if (tables.length === 0) return [];
  const listed = tables.map((one) => `(${literal(one)})`).join(", ");
  return names(
    session,
    `select name from (values ${listed}) v (name) where to_regclass(name) is not null`,
  );
};

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
          `select ${literal(table)}, count(*) || ' rows, ' || coalesce(md5(string_agg(md5(r::text), '' order by md5(r::text))), '-') from only ${table} r`,
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
