import { inQuotes } from "../sql/names.ts";
import type { SqliteColumn, SqliteDatabase, SqliteEngine } from "./engine.ts";
import type { Script } from "./script.ts";

/** A database of an older release. */
export interface Older {
  readonly db: SqliteDatabase;
  /** Tables of which no migration says what they lacked: by what ALTER TABLE cannot add. */
  readonly guessed: ReadonlySet<string>;
}

/**
 * What today's baseline makes, without what the migrations from `from` on have added. Undefined where that cannot be
 * told.
 */
export function olderDatabase(
  engine: SqliteEngine,
  baseline: Script,
  migrations: readonly Script[],
  from: number,
): Older | undefined {
  const db = engine.open();
  const guessed = new Set<string>();
  for (const { sql } of baseline.steps) if (db.run(sql) !== undefined) return closed(db);
  for (const script of migrations.slice(from).toReversed())
    if (!undo(db, script, guessed)) return closed(db);
  return { db, guessed };
}

const closed = (db: SqliteDatabase): undefined => {
  db.close();
  return undefined;
};

function undo(db: SqliteDatabase, script: Script, guessed: Set<string>): boolean {
  const rebuilt = rebuiltTables(script);
  const done = new Set<string>();
  for (const { deed } of script.steps.toReversed()) {
    if (deed.kind === "create" && deed.what === "table") {
      const table = rebuilt.get(deed.name);
      if (done.has(table ?? deed.name)) continue;
      done.add(table ?? deed.name);
      if (table === undefined) db.run(`DROP TABLE IF EXISTS ${inQuotes(deed.name)}`);
      else if (!makeOlder(db, script, table, guessed)) return false;
    } else if (deed.kind === "create")
      db.run(`DROP ${deed.what.toUpperCase()} IF EXISTS ${inQuotes(deed.name)}`);
    else if (deed.kind === "add column") {
      if (!dropColumn(db, deed.table, deed.column)) return false;
    } else if (deed.kind === "alter") return false;
    else if (deed.kind === "rename table" && !rebuilt.has(deed.table)) return false;
  }
  return true;
}

/** Tables that the script makes in the place of one that was there, by the name that it makes them under. */
function rebuiltTables(script: Script): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const gone = new Set<string>();
  for (const { deed } of script.steps) {
    if (deed.kind === "drop" && deed.what === "table") gone.add(deed.name);
    if (deed.kind === "create" && deed.what === "table" && gone.has(deed.name))
      out.set(deed.name, deed.name);
    if (deed.kind !== "rename table") continue;
    if (gone.has(deed.to)) out.set(deed.table, deed.to);
    else gone.add(deed.table);
  }
  return out;
}

/** The table as it was before it was made anew: without the columns for which that had to be done. */
function makeOlder(
  db: SqliteDatabase,
  script: Script,
  table: string,
  guessed: Set<string>,
): boolean {
  const now = db.columns(table);
  if (now.length === 0) return true;
  const told = notCopied(now, script, table);
  const fresh = told ?? notAddable(now);
  if (!told) guessed.add(table);
  const left = now.filter((one) => !fresh.has(one.name.toLowerCase()));
  if (fresh.size === 0 || left.length === 0) return false;
  if (db.run(`DROP TABLE ${inQuotes(table)}`) !== undefined) return false;
  const columns = left.map((one) => `${inQuotes(one.name)} ${one.type}`);
  return db.run(`CREATE TABLE ${inQuotes(table)} (${columns.join(", ")})`) === undefined;
}

/** Columns that the table lacked: those that its rows were not copied into. Undefined where none were copied. */
function notCopied(
  now: readonly SqliteColumn[],
  script: Script,
  table: string,
): ReadonlySet<string> | undefined {
  const called = new Set([table]);
  for (const { deed } of script.steps) {
    if (deed.kind === "rename table" && deed.table === table) called.add(deed.to);
    if (deed.kind !== "copy" || !called.has(deed.from) || deed.columns.length === 0) continue;
    return names(now.filter((one) => !deed.columns.includes(one.name.toLowerCase())));
  }
  return undefined;
}

const names = (columns: readonly SqliteColumn[]): ReadonlySet<string> =>
  new Set(columns.map((one) => one.name.toLowerCase()));

/**
 * What ALTER TABLE cannot add (https://sqlite.org/lang_altertable.html: UNIQUE, PRIMARY KEY, then NOT NULL without a
 * default): a table is not likely to be thrown away for others.
 */
export function notAddable(now: readonly SqliteColumn[]): ReadonlySet<string> {
  const unique = now.filter((one) => (one.unique || one.key) && !/^integer$/i.test(one.type));
  if (unique.length > 0) return names(unique);
  return names(now.filter((one) => one.notNull && !one.hasDefault));
}

/** Its indexes go first: SQLite keeps a column that one is on. */
function dropColumn(db: SqliteDatabase, table: string, column: string): boolean {
  const has = (): boolean => db.columns(table).some((one) => one.name.toLowerCase() === column);
  if (!has()) return true;
  for (const { type, name, table: of } of db.objects())
    if (type !== "table" && of.toLowerCase() === table)
      db.run(`DROP ${type.toUpperCase()} IF EXISTS ${inQuotes(name)}`);
  return db.run(`ALTER TABLE ${inQuotes(table)} DROP COLUMN ${inQuotes(column)}`) === undefined;
}
