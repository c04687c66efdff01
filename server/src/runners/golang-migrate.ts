import { numberedName } from "./names.ts";
import { oneQuery } from "./one-query.ts";
import { numberOrder } from "./order.ts";
import { pairedFile, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests, named, used } from "./signs.ts";

const form = /^\d+_[^/]*\.up\.sql$/;

/**
 * golang-migrate 4: source/parse.go (file names), database/postgres/postgres.go (the whole file is one simple query;
 * `schema_migrations` holds one row, written before and after it in transactions of its own).
 */
export const golangMigrate: Runner = {
  id: "golang-migrate",
  recognises: (folder) => {
    const name = named(folder, form, "a file named N_name.up.sql");
    if (!name) return undefined;
    const use = used(folder, manifests.go, /^.*golang-migrate\/migrate.*$/m);
    return use ? { ...use, because: `${name.because}; ${use.because}` } : name;
  },
  isMigration: (name) => form.test(name),
  order: numberOrder(/^(\d+)_/),
  up: wholeFile,
  down: pairedFile(/\.up\.sql$/, ".down.sql"),
  directives: [],
  transaction: oneQuery,
  repeats: "crash",
  splitter: { cuts: "none" },
  late: "skipped",
  duplicates: "refused",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["schema_migrations"],
  adjusts: (folder) =>
    folder.nearby.some(({ text }) =>
      /x-multi-statement=true|MultiStatementEnabled:\s*true/.test(text),
    )
      ? {
          splitter: {
            cuts: "semicolon",
            forbidden: [
              {
                text: /\$(?:\w*)\$/,
                because: "x-multi-statement cuts at every semicolon, between dollar quotes too",
              },
            ],
          },
          transaction: { ...golangMigrate.transaction, grouping: "per statement" },
        }
      : {},
  numbering: "sequence",
  nameParts: numberedName(/\.up\.sql/),
  newFiles: ({ version, words, up, down }) => [
    { name: `${version}_${words}.up.sql`, text: `${up}\n` },
    { name: `${version}_${words}.down.sql`, text: `${down}\n` },
  ],
};
