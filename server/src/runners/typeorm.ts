import { numberOrder } from "./order.ts";
import type { Runner } from "./runner.ts";
import { scriptTool, sqlOfScripts } from "./script-tools.ts";

/** TypeORM 1.1: src/migration/MigrationExecutor.ts, run against PostgreSQL 15. SQL files are read by its classes. */
export const typeorm: Runner = {
  ...sqlOfScripts,
  id: "typeorm",
  recognises: (folder) =>
    scriptTool(
      folder,
      /(?:^|\/)(?:ormconfig\.\w+|[^/]*data-?source[^/]*\.[cm]?[jt]s)$/i,
      /["'`]([^"'`*]*migrations?)\/[^"'`]*["'`]/g,
      /^.*\b(?:new DataSource|typeorm|migrations)\b.*$/m,
    ),
  order: numberOrder(/^(\d+)/),
  transaction: { grouping: "all pending", isOutside: () => false, outside: "per statement" },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "refused",
  record: ["migrations"],
  numbering: "milliseconds",
};
