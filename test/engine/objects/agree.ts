import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import type { Catalog } from "../../../server/src/catalog/catalog.ts";
import { newCatalog } from "../../../server/src/catalog/new-catalog.ts";
import { endSession } from "../../../server/src/catalog/objects/session.ts";
import { translate } from "../../../server/src/effects/translate.ts";
import { execute } from "../../../server/src/plpgsql/execute.ts";
import type { Parser } from "../../../server/src/sql/parser.ts";
import { statementsOf } from "../support.ts";

/** An embedded PostgreSQL that has its contrib extensions at hand. */
export async function bootWithExtensions(): Promise<PGlite> {
  const home = dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite"));
  const extensions: Record<string, never> = {};
  for (const file of readdirSync(join(home, "contrib")).filter((name) => name.endsWith(".js"))) {
    const name = file.slice(0, -".js".length);
    const module: Record<string, never> = await import(
      pathToFileURL(join(home, "contrib", file)).href
    );
    const extension = module[name];
    if (extension) extensions[name] = extension;
  }
  return PGlite.create({ extensions });
}

/**
 * Runs the statements one by one, twice, on PostgreSQL and through the engine, from an empty database. Answers where
 * they differ, in SQLSTATE or in words; `unsure` is neither right nor wrong.
 */
export async function disagreements(
  db: PGlite,
  parser: Parser,
  sql: string,
): Promise<readonly string[]> {
  const statements = statementsOf(sql);
  await empty(db);
  const found: string[] = [];
  let catalog = newCatalog("closed");
  for (const run of ["first", "second"]) {
    for (const statement of statements) {
      const real = await ask(db, statement);
      const step = answer(parser, catalog, statement);
      catalog = step.catalog;
      if (step.said !== real && step.said !== "unsure")
        found.push(`${run} run: ${statement}: PostgreSQL says ${real}, the engine ${step.said}`);
    }
    await db.exec(
      "rollback; set session authorization default; reset role; reset all; discard temp; deallocate all",
    );
    catalog = endSession(catalog);
  }
  return found;
}

/** "ok", or the SQLSTATE with the message. */
async function ask(db: PGlite, sql: string): Promise<string> {
  try {
    await db.exec(sql);
    return "ok";
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return `${code} ${message}`;
  }
}

export function answer(
  parser: Parser,
  catalog: Catalog,
  sql: string,
): { readonly said: string; readonly catalog: Catalog } {
  const parsed = parser.parse(sql);
  if (parsed.kind !== "tree") throw new Error(`not SQL: ${sql}`);
  const origin = { migration: 0, statement: 0 };
  const step = execute({ parser }, catalog, translate(parsed.tree, sql), origin);
  const { outcome } = step;
  const said =
    outcome.kind === "fails"
      ? `${outcome.sqlstate} ${outcome.message}`
      : outcome.kind === "unsure"
        ? "unsure"
        : "ok";
  return { said, catalog: step.catalog };
}

/** Schemas, and all that belongs to no schema. */
async function empty(db: PGlite): Promise<void> {
  await db.exec(
    "rollback; set session authorization default; reset role; reset all; discard temp; deallocate all",
  );
  const drops = await db.query<{ sql: string }>(`
    select 'drop event trigger ' || quote_ident(evtname) || ' cascade' as sql from pg_event_trigger
    union all select 'drop publication ' || quote_ident(pubname) from pg_publication
    union all select 'drop foreign data wrapper ' || quote_ident(fdwname) || ' cascade' from pg_foreign_data_wrapper
    union all select 'drop language ' || quote_ident(lanname) || ' cascade' from pg_language where oid > 16383 and lanname <> 'plpgsql'
    union all select 'drop access method ' || quote_ident(amname) || ' cascade' from pg_am where oid > 16383
    union all select 'drop cast (' || castsource::regtype || ' as ' || casttarget::regtype || ')' from pg_cast where oid > 16383
    union all select 'drop schema ' || quote_ident(nspname) || ' cascade' from pg_namespace where nspname !~ '^(pg_|information_schema)'
    union all select 'drop database ' || quote_ident(datname) from pg_database where oid > 16383
    union all select 'drop owned by ' || quote_ident(rolname) || ' cascade' from pg_roles where oid > 16383
    union all select 'drop role ' || quote_ident(rolname) from pg_roles where oid > 16383`);
  for (const { sql } of drops.rows) await db.exec(sql).catch(() => undefined);
  await db.exec("create schema if not exists public");
}
