import { PGlite } from "@electric-sql/pglite";
import { tcn } from "@electric-sql/pglite/contrib/tcn";
import { split } from "../../../server/src/sql/split.ts";
import { snapshotQuery } from "./snapshot.ts";

/** A real PostgreSQL, for one test file. */
export const startPostgres = (): Promise<PGlite> => PGlite.create({ extensions: { tcn } });

export interface Outcome {
  /** SQLSTATE and message of each statement that failed. */
  readonly errors: readonly string[];
  /** The catalog and all rows, after each of the scripts. */
  readonly snapshots: readonly string[];
}

/** Runs scripts one after the other, statement by statement, on an empty database; nothing is left of it. */
export async function run(
  db: PGlite,
  given: string,
  ...scripts: readonly string[]
): Promise<Outcome> {
  const text = [given, ...scripts].join("\n");
  // ALTER DOMAIN … DROP CONSTRAINT leaves PGlite's PostgreSQL 18 unable to set a savepoint.
  const isolated = !/\bconcurrently\b|\bbegin;|\balter domain\b/i.test(text);
  const errors: string[] = [];
  const snapshots: string[] = [];
  if (isolated) await db.exec("begin");
  try {
    for (const [index, script] of [given, ...scripts].entries()) {
      errors.push(...(await runStatements(db, script, isolated)));
      if (index > 0) snapshots.push(await snapshot(db));
    }
  } finally {
    await db.exec(isolated ? "rollback" : cleanUp);
  }
  return { errors, snapshots };
}

async function runStatements(db: PGlite, script: string, isolated: boolean): Promise<string[]> {
  const errors: string[] = [];
  for (const statement of split(script, { start: 0, end: script.length })) {
    if (isolated) await db.exec("savepoint s");
    try {
      await db.exec(statement.text);
    } catch (error) {
      if (isolated) await db.exec("rollback to s");
      const { code, message } = error as { code: string; message: string };
      errors.push(`${code} ${message}`);
    }
  }
  return errors;
}

const cleanUp = "drop schema public cascade; create schema public;";

async function snapshot(db: PGlite): Promise<string> {
  const { rows } = await db.query<{ what: string }>(snapshotQuery);
  const tables = await db.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1",
  );
  const lines = rows.map((row) => row.what);
  for (const { name } of tables.rows) {
    const found = await db.query<{ row: string }>(
      `select t::text as row from only ${name} t order by 1`,
    );
    lines.push(...found.rows.map(({ row }) => `row of ${name} ${row}`));
  }
  return lines.join("\n");
}
