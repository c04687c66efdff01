import { folderName } from "./names.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { configured, every, used } from "./signs.ts";

const form = /^\d{14}_[^/]*\/migration\.sql$/;
const config = /(?:^|\/)drizzle[^/]*\.config\.[cm]?[jt]s$/;

/**
 * Drizzle 1.0: a folder for each migration, no journal; what is not recorded by its name is applied, late or not, all of
 * it in one transaction (1.0.0-rc.5: src/migrator.ts, pg-core/async/session.ts).
 */
/** It sorts names by localeCompare. */
const byLocale = new Intl.Collator("en");

export const drizzleFolders: Runner = {
  id: "drizzle-1",
  recognises: (folder) =>
    folder.files.some(({ name }) => form.test(name))
      ? (configured(folder, config, (text) => every(text, /\bout\s*:\s*["'`]([^"'`]+)["'`]/g)) ??
        used(folder, config, /^.*\bout\s*:.*$/m))
      : undefined,
  isMigration: (name) => form.test(name),
  order: { key: "text", compare: (one, other) => byLocale.compare(one, other) },
  up: wholeFile,
  down: noDown,
  directives: ["--> statement-breakpoint"],
  transaction: { grouping: "all pending", isOutside: () => false, outside: "all pending" },
  repeats: "never",
  splitter: { cuts: "mark", between: "--> statement-breakpoint" },
  late: "applied",
  duplicates: "both",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["drizzle.__drizzle_migrations"],
  seeds: "drizzle-seed",
  numbering: "timestamp",
  nameParts: folderName(/^(\d+)_([^/]*)\/migration\.sql$/),
  newFiles: ({ version, words, up }) => [
    { name: `${version}_${words}/migration.sql`, text: `${up}\n` },
  ],
};
