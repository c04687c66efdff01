// Which storage parameters each kind of relation takes, asked of PostgreSQL one by one.

interface Answer {
  readonly message: string;
  readonly detail: string | undefined;
}

/** Runs a statement that fails; undefined where it did not. */
export type Try = (sql: string) => Promise<Answer | undefined>;

/** Lines `kind.name type lowest highest`, sorted. Bounds are those of numbers. */
export async function storageParameters(attempt: Try): Promise<string> {
  const lines: string[] = [];
  for (const [kind, statement] of Object.entries(statements))
    for (const name of names) {
      const type = typeOf(await attempt(statement(`${name} = 'no such value'`)));
      if (type === undefined) continue;
      const bounds = await attempt(statement(`${name} = '${lowest[type] ?? ""}'`));
      const found = type in lowest ? /"(.*)" and "(.*)"/.exec(bounds?.detail ?? "") : undefined;
      lines.push([`${kind}.${name}`, type, ...(found?.slice(1).map(shortest) ?? [])].join(" "));
    }
  return lines.sort().join("\n");
}

/** No option may be as low. */
const lowest: Readonly<Record<string, string>> = {
  integer: "-2147483648",
  "floating-point": "-1e308",
};

const shortest = (bound: string): string => String(Number(bound));

const typeOf = (answer: Answer | undefined): string | undefined =>
  answer === undefined || answer.message.startsWith("unrecognized")
    ? undefined
    : (/^invalid value for ([a-z -]+) option/.exec(answer.message)?.[1]?.replace(" ", "-") ??
      "text");

const index =
  (method: string, column: string) =>
  (options: string): string =>
    `create index on storage_parameters using ${method} (${column}) with (${options})`;

const statements: Readonly<Record<string, (options: string) => string>> = {
  table: (options) => `alter table storage_parameters set (${options})`,
  toast: (options) => `alter table storage_parameters set (toast.${options})`,
  view: (options) => `create view storage_parameters_view with (${options}) as select 1`,
  column: (options) => `alter table storage_parameters alter a set (${options})`,
  btree: index("btree", "a"),
  hash: index("hash", "a"),
  brin: index("brin", "a"),
  gin: index("gin", "t"),
  gist: index("gist", "t"),
  spgist: index("spgist", "p"),
};

export const preparing = "create table storage_parameters (a int, t tsvector, p point)";
export const clearing = "drop table storage_parameters cascade";

/** All that reloptions.c of 14 to 18 speaks of: PostgreSQL lists them nowhere. */
const names = (
  "autosummarize autovacuum_analyze_scale_factor autovacuum_analyze_threshold autovacuum_enabled " +
  "autovacuum_freeze_max_age autovacuum_freeze_min_age autovacuum_freeze_table_age " +
  "autovacuum_multixact_freeze_max_age autovacuum_multixact_freeze_min_age " +
  "autovacuum_multixact_freeze_table_age autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit " +
  "autovacuum_vacuum_insert_scale_factor autovacuum_vacuum_insert_threshold " +
  "autovacuum_vacuum_max_threshold autovacuum_vacuum_scale_factor autovacuum_vacuum_threshold buffering " +
  "check_option deduplicate_items fastupdate fillfactor gin_pending_list_limit log_autovacuum_min_duration " +
  "n_distinct n_distinct_inherited pages_per_range parallel_workers security_barrier security_invoker " +
  "toast_tuple_target user_catalog_table vacuum_index_cleanup vacuum_max_eager_freeze_failure_rate " +
  "vacuum_truncate"
).split(" ");
