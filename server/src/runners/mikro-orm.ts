import { textOrder } from "./order.ts";
import type { Runner } from "./runner.ts";
import { sqlOfScripts } from "./script-tools.ts";

/** MikroORM 6: packages/migrations/src/Migrator.ts: allOrNothing, so that all pending share a transaction. */
export const mikroOrm: Runner = {
  ...sqlOfScripts,
  id: "mikro-orm",
  // Its migrations are classes: SQL files are never its own.
  recognises: () => undefined,
  order: textOrder,
  transaction: { grouping: "all pending", isOutside: () => false, outside: "per statement" },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "both",
  record: ["mikro_orm_migrations"],
};
