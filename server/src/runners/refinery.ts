import { folderName } from "./names.ts";
import { numberOrder } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests, used } from "./signs.ts";

const form = /(?:^|\/)[UV]\d+(?:\.\d+)?__\w+\.sql$/;

/** rust-db/refinery: refinery_core/src/util.rs, traits/sync.rs: statements and record are two transactions by default. */
export const refinery: Runner = {
  id: "refinery",
  recognises: (folder) =>
    folder.files.some(({ name }) => form.test(name))
      ? (used(folder, /(?:^|\/)refinery\.toml$/, /^.*\bdb_type\b.*$/m) ??
        used(folder, manifests.rust, /^\s*refinery\b.*$/m) ??
        used(folder, /\.rs$/, /\bembed_migrations!.*$/m))
      : undefined,
  isMigration: (name) => form.test(name),
  isProgram: (name) => /^[UV]\d+(?:\.\d+)?__\w+\.rs$/.test(name),
  order: numberOrder(/(?:^|\/)[UV](\d+)/),
  up: wholeFile,
  down: noDown,
  directives: [],
  transaction: { grouping: "per file", isOutside: () => false, outside: "per file" },
  repeats: "crash",
  splitter: { cuts: "none" },
  late: "refused",
  duplicates: "refused",
  edited: "refused",
  gaps: "allowed",
  record: ["refinery_schema_history"],
  adjusts: (folder) => ({
    ...(folder.files.some(({ name }) => /(?:^|\/)U\d/.test(name))
      ? { late: "applied" as const }
      : {}),
    ...(folder.nearby.some(({ text }) => /\.set_grouped\(true\)/.test(text))
      ? {
          repeats: "never" as const,
          transaction: { ...refinery.transaction, grouping: "all pending" as const },
        }
      : {}),
  }),
  numbering: "sequence",
  nameParts: folderName(/(?:^|\/)[UV](\d+)(?:\.\d+)?__(\w+)\.sql$/),
  newFiles: ({ version, words, up }) => [
    { name: `V${version}__${words.replaceAll("-", "_")}.sql`, text: `${up}\n` },
  ],
};
