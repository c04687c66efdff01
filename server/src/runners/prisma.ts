import { joinPath, parentOf } from "../text/path.ts";
import { textOf } from "./folder.ts";
import { folderName } from "./names.ts";
import { oneQuery } from "./one-query.ts";
import { textOrder } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests, named, used } from "./signs.ts";

const form = /^[^/]+\/migration\.sql$/;

/** Prisma Migrate: one simple query for each migration.sql; start and end are recorded apart (P3009 after a failure). */
export const prisma: Runner = {
  id: "prisma",
  recognises: (folder) => {
    const name = named(folder, form, "a folder with a migration.sql");
    if (!name) return undefined;
    if (textOf(folder, "migration_lock.toml") !== undefined)
      return { sign: "marked", because: joinPath(folder.path, "migration_lock.toml") };
    const schema = folder.nearby.find(
      ({ path }) => /\.prisma$/.test(path) && parentOf(path) === parentOf(folder.path),
    );
    if (schema) return { sign: "marked", because: schema.path };
    const use = used(folder, manifests.node, /^.*"prisma":.*$/m);
    return use ? { ...use, because: `${name.because}; ${use.because}` } : name;
  },
  isMigration: (name) => form.test(name),
  order: textOrder,
  up: wholeFile,
  down: noDown,
  directives: [],
  transaction: oneQuery,
  repeats: "crash",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "impossible",
  edited: "refused",
  gaps: "allowed",
  record: ["_prisma_migrations"],
  seeds: "`prisma.seed` in package.json, or migrations.seed in prisma.config.ts",
  // prisma-engines#5767 (7.4): a script with CREATE INDEX CONCURRENTLY is sent statement by statement.
  adjusts: (folder) =>
    folder.nearby.some(
      ({ path, text }) =>
        manifests.node.test(path) &&
        /"prisma":\s*"[\^~]?(?:7\.(?:[4-9]|\d\d)|[89]\.|\d\d\.)/.test(text),
    )
      ? { transaction: { ...prisma.transaction, outside: "per statement" } }
      : {},
  numbering: "timestamp",
  nameParts: folderName(/^(\d+)_([^/]*)\/migration\.sql$/),
  newFiles: ({ version, words, up }) => [
    { name: `${version}_${words}/migration.sql`, text: `${up}\n` },
  ],
};
