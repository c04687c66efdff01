import init, { type Database } from "sql.js";
import { literal } from "../sql/names.ts";

/** SQLite itself (WASM). Running it is the cheapest exact answer. */
export interface SqliteEngine {
  /** An empty database in memory. */
  readonly open: () => SqliteDatabase;
}

export interface SqliteDatabase {
  /** Undefined when it went well; else SQLite's own words. */
  readonly run: (sql: string) => string | undefined;
  /** Tables, indexes, views and triggers that somebody wrote. */
  readonly objects: () => readonly SqliteObject[];
  /** Of a table; none when there is no such table. */
  readonly columns: (table: string) => readonly SqliteColumn[];
  readonly close: () => void;
}

export interface SqliteObject {
  readonly type: "table" | "index" | "view" | "trigger";
  readonly name: string;
  /** The table that it belongs to; its own name for a table. */
  readonly table: string;
}

export interface SqliteColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly key: boolean;
  /** Some unique index or primary key is of it alone. */
  readonly unique: boolean;
}

export async function createSqlite(wasm: Uint8Array): Promise<SqliteEngine> {
  const { Database } = await init({ wasmBinary: wasm });
  return { open: () => opened(new Database()) };
}

function opened(db: Database): SqliteDatabase {
  const rows = (sql: string) => db.exec(sql)[0]?.values ?? [];
  return {
    run(sql) {
      // It would not come back from an endless one.
      if (/\brecursive\b/i.test(sql)) return undefined;
      try {
        db.exec(sql);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    objects: () =>
      rows(
        "SELECT type, name, tbl_name FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
      ).map(([type, name, table]) => ({
        type: String(type) as SqliteObject["type"],
        name: String(name),
        table: String(table),
      })),
    columns(table) {
      const of = literal(table);
      const unique = new Set(
        rows(
          `SELECT min(c.name) FROM pragma_index_list(${of}) i, pragma_index_info(i.name) c WHERE i."unique" GROUP BY i.name HAVING count(*) = 1`,
        ).map(([name]) => String(name)),
      );
      return rows(`SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(${of})`).map(
        ([name, type, notNull, value, key]) => ({
          name: String(name),
          type: String(type),
          notNull: notNull === 1,
          hasDefault: value !== null,
          key: Number(key) > 0,
          unique: unique.has(String(name)),
        }),
      );
    },
    close: () => db.close(),
  };
}
