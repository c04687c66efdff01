import { assemble } from "../assemble.ts";
import { textOf } from "../host-string.ts";
import type { Program } from "../rust/programs.ts";
import type { HostFile, Source } from "../source.ts";
import { type Item, type Package, readPackage } from "./package.ts";
import { perform } from "./run.ts";

const makesTables = /^\s*(?:--[^\n]*\n\s*)*create\s+(?:unlogged\s+)?table\b/i;
const drivers =
  /"(?:github\.com\/lib\/pq|github\.com\/jackc\/pgx[^"]*|github\.com\/go-pg\/pg[^"]*|gorm\.io\/driver\/postgres|github\.com\/uptrace\/bun\/(?:driver\/pgdriver|dialect\/pgdialect))"/;
const otherDrivers =
  /"(?:[^"\n]*(?:sqlite|mysql|mssql|sqlserver|go-ora|clickhouse|duckdb|spanner|snowflake|cockroach)[^"\n]*)"/i;
/** A record of what was run: the program has migrations of its own kind. */
const record =
  /\b(?:schema_migrations?|schema_versions?|db_version|migrations_history|goose|user_version)\b|golang-migrate|\bmigrations?\s*\(\s*(?:id|version|name)\b/i;

/** Cheap, before anything is parsed. */
export const mayBeGoProgram = ({ path, text }: HostFile): boolean =>
  path.endsWith(".go") &&
  !path.endsWith("_test.go") &&
  (/\bcreate\s+(?:unlogged\s+)?table\b/i.test(text) ||
    /\.(?:Must)?Exec(?:Context)?\(/.test(text) ||
    drivers.test(text));

/** The functions of these packages that send DDL to PostgreSQL at every start and that no other such function calls. */
export function goPrograms(files: readonly HostFile[]): readonly Program[] {
  const folders = new Map<string, HostFile[]>();
  for (const file of files) {
    if (!mayBeGoProgram(file)) continue;
    const folder = file.path.slice(0, file.path.lastIndexOf("/") + 1);
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].flatMap(([folder, own]) => {
    const says = (pattern: RegExp): boolean => own.some((file) => pattern.test(file.text));
    if (!says(/\bcreate\s+(?:unlogged\s+)?table\b/i) && !says(/^\/\/go:embed\s/m)) return [];
    if (!says(drivers) || says(otherDrivers) || says(record)) return [];
    const sql = files.filter((file) => /\.sql$/i.test(file.path) && file.path.startsWith(folder));
    return programsOf(readPackage([...own, ...sql]));
  });
}

function programsOf(own: Package): readonly Program[] {
  const found = own.functions.flatMap((item) => {
    const sent = perform(own, item);
    const makes = sent.steps.some((step) => makesTables.test(textOf(step.pieces)));
    return makes && !sent.conditional ? [{ item, sent }] : [];
  });
  return found
    .filter(({ item }) => !found.some(({ sent }) => sent.called.has(item)))
    .map(({ item }) => ({
      path: own.files[item.host]?.path ?? "",
      name: item.name,
      source: sourceOf(own, item),
    }));
}

function sourceOf(own: Package, item: Item): Source {
  const { steps, opaque } = perform(own, item);
  const source = assemble(own.files, steps, undefined, (hosts) => {
    const again = readPackage(hosts);
    const same = again.functions.find((one) => one.name === item.name && one.host === item.host);
    return same ? sourceOf(again, same) : assemble(hosts, [], undefined, () => source);
  });
  return { ...source, outsideTransaction: true, ...(opaque ? { opaque: true as const } : {}) };
}
