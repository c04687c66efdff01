import { atlas } from "./atlas.ts";
import { dbmate } from "./dbmate.ts";
import { diesel } from "./diesel.ts";
import { drizzle } from "./drizzle.ts";
import { drizzleFolders } from "./drizzle-folders.ts";
import { flyway } from "./flyway.ts";
import type { Folder } from "./folder.ts";
import { golangMigrate } from "./golang-migrate.ts";
import { goose } from "./goose.ts";
import { graphileMigrate } from "./graphile-migrate.ts";
import { initdb } from "./initdb.ts";
import { knex } from "./knex.ts";
import { kysely } from "./kysely.ts";
import { liquibase } from "./liquibase.ts";
import { noTracker } from "./no-tracker.ts";
import { nodePgMigrate } from "./node-pg-migrate.ts";
import { pop } from "./pop.ts";
import { postgrator } from "./postgrator.ts";
import { postgresMigrations } from "./postgres-migrations.ts";
import { prisma } from "./prisma.ts";
import { refinery } from "./refinery.ts";
import type { Recognition, Runner } from "./runner.ts";
import { sqitch } from "./sqitch.ts";
import { sqlMigrate } from "./sql-migrate.ts";
import { sqlx } from "./sqlx.ts";
import { supabase } from "./supabase.ts";
import { tern } from "./tern.ts";
import { typeorm } from "./typeorm.ts";
import { umzug } from "./umzug.ts";
import { unknown } from "./unknown.ts";
import { yoyo } from "./yoyo.ts";

/** Of two equally good signs the earlier tool's counts. */
export const runners: readonly Runner[] = [
  goose,
  dbmate,
  sqlMigrate,
  tern,
  liquibase,
  graphileMigrate,
  drizzle,
  supabase,
  sqitch,
  yoyo,
  noTracker,
  initdb,
  atlas,
  prisma,
  drizzleFolders,
  diesel,
  refinery,
  flyway,
  pop,
  golangMigrate,
  sqlx,
  postgrator,
  nodePgMigrate,
  postgresMigrations,
  knex,
  typeorm,
  kysely,
  umzug,
  unknown,
];

export const runnerOf = (id: string): Runner | undefined => runners.find((one) => one.id === id);

const strength = { configured: 0, marked: 1, used: 2, named: 3 } as const;

/** The tool with the best sign: configuration, marks in files, use in the workspace (the nearest), names. */
export function recognise(
  folder: Folder,
): { readonly runner: Runner; readonly because: string } | undefined {
  let best: { runner: Runner; found: Recognition } | undefined;
  for (const runner of runners) {
    const found = runner.recognises(folder);
    if (found && (!best || isBetter(found, best.found))) best = { runner, found };
  }
  return best && { runner: best.runner, because: best.found.because };
}

function isBetter(one: Recognition, other: Recognition): boolean {
  if (one.sign !== other.sign) return strength[one.sign] < strength[other.sign];
  return (one.away ?? 0) < (other.away ?? 0);
}

/** The tool as the workspace configures it. */
export const adjusted = (runner: Runner, folder: Folder): Runner =>
  runner.adjusts ? { ...runner, ...runner.adjusts(folder) } : runner;
