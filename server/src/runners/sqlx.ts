import { numberedName } from "./names.ts";
import { firstBytes } from "./opt-out.ts";
import { numberOrder } from "./order.ts";
import { pairedFile, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests, used } from "./signs.ts";

const form = /^\d+_[^/]*\.sql$/;

/** launchbadge/sqlx: sqlx-core/src/migrate/source.rs, migrator.rs; sqlx-postgres/src/migrate.rs (2026-03). */
export const sqlx: Runner = {
  id: "sqlx",
  recognises: (folder) =>
    folder.files.some(({ name }) => form.test(name))
      ? (used(folder, /(?:^|\/)sqlx\.toml$/, /^.*\S.*$/m) ??
        used(folder, manifests.rust, /^\s*sqlx\b.*$/m) ??
        used(folder, /\.rs$/, /\bsqlx::migrate!.*$/m) ??
        used(folder, manifests.scripts, /\bsqlx migrate\b.*$/m))
      : undefined,
  isMigration: (name) => form.test(name) && !/\.down\.sql$/.test(name),
  order: numberOrder(/^(\d+)_/),
  up: wholeFile,
  down: pairedFile(/\.up\.sql$/, ".down.sql"),
  directives: ["-- no-transaction"],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => text.startsWith("-- no-transaction"),
    outside: "one query",
    optOut: firstBytes("-- no-transaction"),
  },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "second fails",
  edited: "refused",
  gaps: "allowed",
  record: ["_sqlx_migrations"],
  numbering: "timestamp",
  nameParts: numberedName(/(?:\.up)?\.sql/),
  newFiles: ({ version, words, up, down, outsideTransaction, pairs }) => {
    const head = outsideTransaction ? "-- no-transaction\n" : "";
    return pairs
      ? [
          { name: `${version}_${words}.up.sql`, text: `${head}${up}\n` },
          { name: `${version}_${words}.down.sql`, text: `${head}${down}\n` },
        ]
      : [{ name: `${version}_${words}.sql`, text: `${head}${up}\n` }];
  },
};
