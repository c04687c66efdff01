import { type ObjectClass, objectClasses } from "./objects.ts";

/** All objects: class, name, definition. */
export const allObjects = objectClasses
  .map((one) => selectOf(one, "true", "'0'"))
  .join("\nunion all\n");

/** Names of system catalogs. */
export type Catalogs = ReadonlySet<string>;

/** xmin: rows as a transaction wrote them · xmax: rows that it deleted or replaced, once it has been rolled back. */
export type Mark = "xmin" | "xmax";

/**
 * Rows of these catalogs that transaction `xid` or a later one wrote: catalog and ctid. Rows that were deleted are
 * asked for after the rollback, when they are as they were and still carry the mark.
 * A question is planned once for each session, which costs more than its answer; `prepared` holds what it knows.
 */
export function changedRows(
  mark: Mark,
  xid: number,
  catalogs: Catalogs,
  prepared: Set<string>,
): string {
  const asked = watchedCatalogs.filter((one) => catalogs.has(one));
  return executed(
    asked.map((catalog) => ({
      name: `_verify_${mark}_${catalog}`,
      // age() compares numbers of transactions without writing each of them as text first.
      question: `(xid) as select '${catalog}', ctid from ${catalog} where age(${mark}) <= (select age($1))`,
      given: `'${xid}'`,
    })),
    prepared,
  );
}

/**
 * The objects that these rows are a part of, and the transaction that wrote each row. From the rows to the objects:
 * the other way round PostgreSQL joins whole catalogs.
 */
export function objectsAt(
  mark: Mark,
  rows: readonly (readonly (string | null)[])[],
  prepared: Set<string>,
): string {
  const tids = new Map<string, string[]>();
  for (const [catalog, tid] of rows)
    if (catalog != null && tid != null)
      tids.set(catalog, [...(tids.get(catalog) ?? []), `"${tid}"`]);
  return executed(
    objectClasses.flatMap((one, index) =>
      one.rows.flatMap((row) => {
        const found = tids.get(catalogOf(one, row));
        const by = `${row}.${mark}::text`;
        const question = `(tid[]) as ${selectOf(one, `${row}.ctid = any($1)`, by)}`;
        return found
          ? [{ name: `_verify_${mark}_${index}${row}`, question, given: `'{${found.join(",")}}'` }]
          : [];
      }),
    ),
    prepared,
  );
}

interface Question {
  readonly name: string;
  readonly question: string;
  readonly given: string;
}

function executed(questions: readonly Question[], prepared: Set<string>): string {
  const isNew = questions.filter(({ name }) => !prepared.has(name));
  for (const { name } of isNew) prepared.add(name);
  return [
    "set local plan_cache_mode = force_generic_plan",
    // Nobody has counted the catalogs' rows: what PostgreSQL assumes of them would make it read them whole.
    "set local enable_hashjoin = off; set local enable_mergejoin = off; set local enable_seqscan = off",
    ...isNew.map(({ name, question }) => `prepare ${name}${question}`),
    ...questions.map(({ name, given }) => `execute ${name}(${given})`),
  ].join("; ");
}

function selectOf(one: ObjectClass, filter: string, by: string): string {
  return `select distinct '${one.class}' as class, (${one.name})::text as name, (${one.definition})::text as definition, ${by} as by from ${one.from} where ${one.where} and (${filter})`;
}

const catalogOf = (one: ObjectClass, alias: string): string =>
  new RegExp(`\\b(pg_\\w+) ${alias}\\b`).exec(one.from)?.[1] ?? "";

const watchedCatalogs = [
  ...new Set(objectClasses.flatMap((one) => one.rows.map((row) => catalogOf(one, row)))),
];

/** How much the open transaction has written to each, failed statements included; one that is as before need not be searched. */
export const writtenRows = `select c::text, pg_stat_get_xact_tuples_inserted(c) + pg_stat_get_xact_tuples_updated(c) + pg_stat_get_xact_tuples_deleted(c)
  from unnest('{${watchedCatalogs.join(",")}}'::regclass[]) c`;
