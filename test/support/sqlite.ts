import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createSqlite, type SqliteEngine } from "../../server/src/sqlite/engine.ts";

/** SQLite for a test file. */
export const newSqlite = (): Promise<SqliteEngine> =>
  createSqlite(readFileSync(createRequire(import.meta.url).resolve("sql.js/dist/sql-wasm.wasm")));
