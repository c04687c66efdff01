import { textOrder } from "./order.ts";
import type { Runner } from "./runner.ts";
import { scriptTool, sqlOfScripts } from "./script-tools.ts";

/** Knex 3.3: lib/migrations/migrate/Migrator.js, run against PostgreSQL 15 (10 before 2; all pending in one transaction). */
export const knex: Runner = {
  ...sqlOfScripts,
  id: "knex",
  recognises: (folder) =>
    scriptTool(
      folder,
      /(?:^|\/)knexfile\.[cm]?[jt]s$/,
      /\bdirectory\s*:\s*["'`]([^"'`]+)["'`]/g,
      /^.*\bmigrations?\b.*$/m,
    ),
  order: textOrder,
  transaction: { grouping: "all pending", isOutside: () => false, outside: "per statement" },
  repeats: "never",
  splitter: {
    cuts: "none",
    forbidden: [{ text: /\?/, because: "knex.raw reads ? as a binding" }],
  },
  late: "applied",
  duplicates: "both",
  record: ["knex_migrations", "knex_migrations_lock"],
  seeds: "./seeds (knex seed:run)",
};
