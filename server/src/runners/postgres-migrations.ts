import { folderName } from "./names.ts";
import { ownLine } from "./opt-out.ts";
import { numberOrder } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests, used } from "./signs.ts";

const form = /^-?\d+[-_]?[^/]*\.sql$/i;

/** thomwright/postgres-migrations 5.3 (src/migrate.ts, file-name-parser.ts, run-migration.ts), run against PostgreSQL 15. */
export const postgresMigrations: Runner = {
  id: "postgres-migrations",
  recognises: (folder) =>
    folder.files.some(({ name }) => form.test(name))
      ? used(folder, manifests.node, /^.*"(?:postgres-migrations|pg-migrations)":.*$/m)
      : undefined,
  isMigration: (name) => form.test(name),
  order: numberOrder(/^(-?\d+)/),
  up: wholeFile,
  down: noDown,
  directives: ["-- postgres-migrations disable-transaction"],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => text.includes("-- postgres-migrations disable-transaction"),
    outside: "one query",
    optOut: ownLine("-- postgres-migrations disable-transaction"),
  },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "impossible",
  duplicates: "refused",
  edited: "refused",
  gaps: "refused",
  record: ["migrations"],
  numbering: "sequence",
  nameParts: folderName(/^(\d+)[-_]?(.*)\.sql$/i),
  newFiles: ({ version, words, up, outsideTransaction }) => {
    const head = outsideTransaction ? "-- postgres-migrations disable-transaction\n" : "";
    return [{ name: `${version}_${words}.sql`, text: `${head}${up}\n` }];
  },
};
