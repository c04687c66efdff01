import { baseOf, joinPath, parentOf } from "../text/path.ts";
import type { NearbyFile } from "./folder.ts";

const configuration =
  /^(?:go\.mod|\.npmignore|Cargo\.toml|package\.json|requirements[^/]*\.txt|pyproject\.toml|Pipfile|setup\.cfg|pom\.xml|build\.gradle(?:\.kts)?|dependencies\.gradle|libs\.versions\.toml|safe-migrations(?:-baseline)?\.json|drizzle[^/]*\.config\.[cm]?[jt]s|prisma\.config\.[cm]?[jt]s|[^/]*\.prisma|migration_lock\.toml|_journal\.json|diesel\.toml|metadata\.toml|sqlx\.toml|refinery\.toml|tern\.conf|atlas\.hcl|atlas\.sum|sqitch\.plan|sqitch\.conf|yoyo\.ini|dbconfig\.ya?ml|\.gmrc(?:\.[cm]?js)?|\.node-pg-migraterc[^/]*|knexfile\.[cm]?[jt]s|ormconfig\.\w+|\.sequelizerc|flyway[^/]*\.(?:conf|toml)|[^/]*\.sql\.conf|liquibase[^/]*\.properties|[^/]*changelog[^/]*\.(?:ya?ml|xml|json)|application[^/]*\.(?:ya?ml|properties)|config\.toml|Makefile|[^/]*\.mk|Taskfile[^/]*|[Jj]ustfile|\.justfile|Procfile|Dockerfile[^/]*|[^/]*\.[Dd]ockerfile|[^/]*\.dockerignore|(?:docker-)?compose[^/]*\.ya?ml|\.env(?:\.[\w.]*)?|[^/]*\.sh)$/;

const source = /\.(?:go|rs|py|[cm]?[jt]s)$/;
const sourceName =
  /migrat|^db\b|^db[_.-]|database|schema|postgres|^pg|sql|storage|store|^init|^main\.|boot|^server\.|pglite|client|setup|settings|data-?source|kysely|umzug/i;
/** A migration that is a program, among SQL files (goose, refinery). */
const programMigration = /^(?:\d+_[^/]*\.go|[UV]\d+(?:\.\d+)?__\w+\.rs)$/;
const isTest = /(?:[._](?:test|spec)\.|_test\.)/;

/** Files (by path) that callers read and hand in, because they may say which tool runs the migrations. */
export const maySayWho = (path: string): boolean => {
  const base = baseOf(path);
  return configuration.test(base) || isSource(path) || workflow.test(path);
};

const workflow = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/;

/** Of sources only those are kept that speak of SQL files or of a tool. */
export const saysSomething = (path: string, text: string): boolean =>
  !isSource(path) ||
  configuration.test(baseOf(path)) ||
  /\.sql\b|migrat|\bPGlite\b|django\.db\.backends/i.test(text);

const isSource = (path: string): boolean => {
  const base = baseOf(path);
  return (
    source.test(base) &&
    (sourceName.test(base) || programMigration.test(base)) &&
    !isTest.test(base)
  );
};

/** A file that is larger says nothing that is worth reading. */
export const largestNearby = 200_000;

/** A workspace with more of them tells no more. */
export const mostNearby = 2_000;

/** SQL files that settings of ours name as what is run before the first migration. */
export const namedBaselines = ({ path, text }: NearbyFile): readonly string[] =>
  baseOf(path) === "safe-migrations.json"
    ? [...text.matchAll(/"baseline"\s*:\s*"([^"\\]+)"/g)].map((found) =>
        joinPath(parentOf(path), found[1] ?? ""),
      )
    : [];
