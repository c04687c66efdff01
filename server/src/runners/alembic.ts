import { textOrder } from "./order.ts";
import { wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";

/**
 * sqlalchemy/alembic: alembic/runtime/environment.py, migration.py. All pending revisions share one transaction with
 * the record (transactional_ddl, transaction_per_migration=False). Histories of it are opened from Python files, so
 * what concerns SQL files is empty here.
 */
export const alembic: Runner = {
  id: "alembic",
  recognises: () => undefined,
  isMigration: () => false,
  order: textOrder,
  up: wholeFile,
  down: { kind: "none" },
  directives: [],
  transaction: { grouping: "all pending", isOutside: () => false, outside: "per statement" },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "refused",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["alembic_version"],
  numbering: "timestamp",
  nameParts: () => undefined,
  newFiles: () => [],
};
