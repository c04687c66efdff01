import { byText } from "./order.ts";
import type { Runner } from "./runner.ts";
import { scriptTool, sqlOfScripts } from "./script-tools.ts";

/** Kysely: src/migration/migrator.ts, 0.29 run against PostgreSQL 15: all pending in one transaction; an order that was changed is "corrupted". */
export const kysely: Runner = {
  ...sqlOfScripts,
  id: "kysely",
  recognises: (folder) =>
    scriptTool(
      folder,
      /\.[cm]?[jt]s$/,
      /migrationFolder\s*:\s*[^"'`\n]*["'`]([^"'`]+)["'`]/g,
      /^.*\b(?:FileMigrationProvider|kysely-ctl)\b.*$/m,
    ),
  // Object.keys(migrations).sort(), by names without their endings: 10_b comes before 1_a.
  order: { key: "text", compare: (a, b) => byText(key(a), key(b)) },
  transaction: { grouping: "all pending", isOutside: () => false, outside: "per statement" },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "refused",
  duplicates: "impossible",
  record: ["kysely_migration", "kysely_migration_lock"],
  adjusts: (folder) =>
    folder.nearby.some(({ text }) => /allowUnorderedMigrations\s*:\s*true/.test(text))
      ? { late: "applied" }
      : {},
};

const key = (name: string): string => name.replace(/\.[^.]*$/, "");
