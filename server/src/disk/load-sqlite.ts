import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createSqlite, type SqliteEngine } from "../sqlite/engine.ts";

/** SQLite from the file that the build puts beside the bundle. Throws when it is missing. */
export const loadSqlite = (): Promise<SqliteEngine> =>
  createSqlite(readFileSync(join(__dirname, "sql-wasm.wasm")));
