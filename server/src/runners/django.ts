import { inPrograms } from "./in-programs.ts";
import type { Runner } from "./runner.ts";

/**
 * django/django: django/db/migrations/executor.py, apply_migration: each migration with its record in one transaction,
 * or, with `atomic = False`, each statement by itself. Tables of other applications are there as well.
 */
export const django: Runner = {
  ...inPrograms,
  id: "django",
  transaction: { grouping: "per file", isOutside: () => false, outside: "per statement" },
  repeats: "never",
  record: ["django_migrations"],
  numbering: "sequence",
  runsOthers: () => true,
};
