import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Tool } from "../tools.ts";

/** Debian's sql-migrate: reads its configuration where it is run. */
export const sqlMigrate: Tool = {
  runner: "sql-migrate",
  name: (n) => `migrations/${n}_a.sql`,
  text: (body) => `-- +migrate Up\n${body}\n-- +migrate Down\n`,
  beside: () => ({
    "dbconfig.yml":
      "development:\n  dialect: postgres\n  datasource: ${DATABASE_URL}\n  dir: migrations\n",
  }),
  run: (project, database) =>
    promisify(execFile)("sql-migrate", ["up", `-config=${join(project, "dbconfig.yml")}`], {
      cwd: project,
      env: { ...process.env, DATABASE_URL: database },
    }),
};
