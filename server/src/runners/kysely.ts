import type { Runner } from "./runner.ts";
import { scriptTool, sqlOfScripts } from "./script-tools.ts";

/** Kysely: src/migration/migrator.ts: all pending in one transaction; an order that was changed is "corrupted". */
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
  // name.localeCompare(other): punctuation before digits, so 1_a comes before 10_b.
  order: { key: "text", compare: (a, b) => english().compare(a, b) },
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

let collator: Intl.Collator | undefined;

/** When it is asked for: making one takes longer than checking a migration. */
function english(): Intl.Collator {
  collator ??= new Intl.Collator("en");
  return collator;
}
