import { inPrograms } from "./in-programs.ts";
import type { Runner } from "./runner.ts";

/**
 * sqlalchemy/alembic: alembic/runtime/environment.py, migration.py. All pending revisions share one transaction with
 * the record (transactional_ddl, transaction_per_migration=False).
 */
export const alembic: Runner = {
  ...inPrograms,
  id: "alembic",
  transaction: { grouping: "all pending", isOutside: () => false, outside: "per statement" },
  repeats: "never",
  record: ["alembic_version"],
};
