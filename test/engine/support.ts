import { PGlite } from "@electric-sql/pglite";
import type { Catalog } from "../../server/src/catalog/catalog.ts";
import { newCatalog } from "../../server/src/catalog/new-catalog.ts";
import type { Outcome } from "../../server/src/catalog/outcome.ts";
import { translate } from "../../server/src/effects/translate.ts";
import { execute } from "../../server/src/plpgsql/execute.ts";
import type { Parser } from "../../server/src/sql/parser.ts";
import { split } from "../../server/src/sql/split.ts";

/** What one run of a list of statements came to: an answer for each, and the names of all that is there afterwards. */
export interface Ran {
  /** "ok", an SQLSTATE, or (the engine's) "unsure". */
  readonly answers: readonly string[];
  readonly names: readonly string[];
}

export const statementsOf = (sql: string): readonly string[] =>
  split(sql).map((statement) => statement.text);

/** One embedded PostgreSQL for a test file: close it. */
export const bootPostgres = (): Promise<PGlite> => PGlite.create();

/** Runs the statements one by one in autocommit, twice, in an empty database; `given` runs before. */
export async function runOnPostgres(
  db: PGlite,
  statements: readonly string[],
  given: readonly string[] = [],
): Promise<readonly [Ran, Ran]> {
  await empty(db);
  for (const sql of given) await db.exec(sql);
  return [await runOnce(db, statements), await runOnce(db, statements)];
}

async function runOnce(db: PGlite, statements: readonly string[]): Promise<Ran> {
  const answers: string[] = [];
  for (const sql of statements) answers.push(await answerOf(db, sql));
  const { rows } = await db.query<{ name: string }>(namesQuery);
  return { answers, names: rows.map(({ name }) => name).sort() };
}

async function answerOf(db: PGlite, sql: string): Promise<string> {
  try {
    await db.exec(sql);
    return "ok";
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

async function empty(db: PGlite): Promise<void> {
  const { rows } = await db.query<{ name: string }>(
    "select quote_ident(nspname) as name from pg_namespace where nspname !~ '^(pg_|information_schema)'",
  );
  await db.exec("rollback; reset all; discard temp");
  for (const { name } of rows) await db.exec(`drop schema ${name} cascade`);
  await db.exec("create schema public");
}

/** Not-null constraints are constraints only since 18; partitions' copies and toast are PostgreSQL's own business. */
const namesQuery = `
  select case relkind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view' when 'm' then 'view'
    when 'i' then 'index' when 'I' then 'index' when 'S' then 'sequence' when 'f' then 'table' else 'type' end
    || ' ' || nspname || '.' || relname as name
  from pg_class c join pg_namespace n on n.oid = relnamespace
  where nspname !~ '^(pg_|information_schema)'
  union all
  select 'column ' || nspname || '.' || relname || '.' || attname
  from pg_attribute a join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
  where attnum > 0 and not attisdropped and relkind in ('r', 'p', 'v', 'm', 'f', 'c')
    and nspname !~ '^(pg_|information_schema)'
  union all
  select 'constraint ' || nspname || '.' || relname || '.' || conname
  from pg_constraint k join pg_class c on c.oid = conrelid join pg_namespace n on n.oid = relnamespace
  where contype in ('c', 'p', 'u', 'f', 'x') and nspname !~ '^(pg_|information_schema)'`;

/** The same through the engine: twice over one catalog. */
export function runOnEngine(
  parser: Parser,
  statements: readonly string[],
  world: "open" | "closed" = "closed",
): readonly [EngineRan, EngineRan] {
  const first = runThrough(parser, statements, newCatalog(world));
  return [first, runThrough(parser, statements, first.catalog)];
}

export interface EngineRan extends Ran {
  readonly outcomes: readonly Outcome[];
  readonly catalog: Catalog;
}

function runThrough(parser: Parser, statements: readonly string[], before: Catalog): EngineRan {
  let catalog = before;
  const outcomes = statements.map((sql, statement): Outcome => {
    const parsed = parser.parse(sql);
    if (parsed.kind !== "tree")
      return { kind: "fails", sqlstate: "42601", message: parsed.kind, effect: 0 };
    const step = execute({ parser }, catalog, translate(parsed.tree, sql), {
      migration: 0,
      statement,
    });
    catalog = step.catalog;
    return step.outcome;
  });
  return { answers: outcomes.map(answer), names: namesIn(catalog), outcomes, catalog };
}

const answer = (outcome: Outcome): string =>
  outcome.kind === "fails" ? outcome.sqlstate : outcome.kind === "unsure" ? "unsure" : "ok";

/** What the catalog says is there, in the words of `namesQuery`. */
export function namesIn(catalog: Catalog): readonly string[] {
  const names: string[] = [];
  catalog.relations.known.forEach((relation, key) => {
    if (relation.schema === "pg_temp" || relation.schema === "pg_catalog") return;
    const word = {
      table: "table",
      "partitioned table": "table",
      "foreign table": "table",
      view: "view",
      "materialized view": "view",
      index: "index",
      sequence: "sequence",
      "composite type": "type",
      unknown: "table",
    }[relation.kind];
    names.push(`${word} ${key}`);
    if ("columns" in relation && relation.kind !== "index")
      for (const column of relation.columns.known.keys()) names.push(`column ${key}.${column}`);
    if ("constraints" in relation)
      for (const constraint of relation.constraints.known.values())
        if (constraint.type !== "not null") names.push(`constraint ${key}.${constraint.name}`);
  });
  return names.sort();
}

/** What the engine says that PostgreSQL does not: empty where they agree. `unsure` is neither right nor wrong. */
export async function disagreements(
  db: PGlite,
  parser: Parser,
  sql: string,
  given?: string,
): Promise<readonly string[]> {
  const statements = statementsOf(sql);
  const [real, engine] = [
    await runOnPostgres(db, statements, given === undefined ? [] : statementsOf(given)),
    runOnEngine(parser, statements, given === undefined ? "closed" : "open"),
  ];
  const found: string[] = [];
  (["first", "second"] as const).forEach((run, i) => {
    const expected = real[i as 0 | 1];
    const said = engine[i as 0 | 1];
    statements.forEach((statement, at) => {
      const [theirs, ours] = [expected.answers[at] ?? "", said.answers[at] ?? ""];
      const maySayUnsure = given !== undefined && run === "first";
      if (theirs === ours || (ours === "unsure" && maySayUnsure)) return;
      found.push(
        `${run} run: ${statement}: PostgreSQL ${theirs}, engine ${reason(said.outcomes[at])}`,
      );
    });
    if (given !== undefined) return;
    const missing = expected.names.filter((name) => !said.names.includes(name));
    const extra = said.names.filter((name) => !expected.names.includes(name));
    if (missing.length > 0) found.push(`${run} run: engine lacks ${missing.join(", ")}`);
    if (extra.length > 0) found.push(`${run} run: engine has too much ${extra.join(", ")}`);
  });
  return found;
}

const reason = (outcome: Outcome | undefined): string =>
  outcome?.kind === "fails"
    ? `${outcome.sqlstate} ${outcome.message}`
    : outcome?.kind === "unsure"
      ? `unsure because ${outcome.because}`
      : "ok";
