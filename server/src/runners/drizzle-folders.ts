import { folderName } from "./names.ts";
import { textOrder } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { configured, every, used } from "./signs.ts";

const form = /^\d{14}_[^/]*\/migration\.sql$/;
const config = /(?:^|\/)drizzle[^/]*\.config\.[cm]?[jt]s$/;

/**
 * Drizzle 1.0 (release candidates): a folder for each migration, no journal; each commits by itself
 * (drizzle-orm#3466), and what is not recorded is applied, late or not.
 */
export const drizzleFolders: Runner = {
  id: "drizzle-1",
  recognises: (folder) =>
    folder.files.some(({ name }) => form.test(name))
      ? (configured(folder, config, (text) => every(text, /\bout\s*:\s*["'`]([^"'`]+)["'`]/g)) ??
        used(folder, config, /^.*\bout\s*:.*$/m))
      : undefined,
  isMigration: (name) => form.test(name),
  order: textOrder,
  up: wholeFile,
  down: noDown,
  directives: ["--> statement-breakpoint"],
  transaction: { grouping: "per file", isOutside: () => false, outside: "per file" },
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
