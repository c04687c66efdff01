import { dbmate } from "./dbmate.ts";
import { type Folder, textOf } from "./folder.ts";
import { golangMigrate } from "./golang-migrate.ts";
import { goose } from "./goose.ts";
import { numberedName } from "./names.ts";
import { topThenBlank } from "./opt-out.ts";
import { textOrder } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { configured, every, named } from "./signs.ts";

const form = /^\d[^/]*\.sql$/;
const config = /(?:^|\/)atlas\.hcl$/;

/** ariga/atlas: sql/migrate/dir.go, migrate.go, cmd/atlas/internal/cmdapi/migrate.go. */
export const atlas: Runner = {
  id: "atlas",
  recognises: (folder) => {
    if (!folder.files.some(({ name }) => form.test(name))) return undefined;
    const said = configured(folder, config, (text) =>
      every(text, /\bdir\s*=\s*"file:\/\/([^"?]+)/g),
    );
    if (said) return said;
    const sum = textOf(folder, "atlas.sum");
    return sum === undefined ? undefined : named(folder, form, "listed in atlas.sum beside it");
  },
  isMigration: (name) => form.test(name),
  order: textOrder,
  up: wholeFile,
  down: noDown,
  directives: [
    "-- atlas:txmode none",
    "-- atlas:txmode file",
    "-- atlas:nolint",
    "-- atlas:delimiter",
    "-- atlas:checkpoint",
    "-- atlas:import",
  ],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => /^--\s*atlas:txmode\s+none\b/m.test(text),
    outside: "per statement",
    optOut: topThenBlank("-- atlas:txmode none"),
  },
  repeats: "never",
  splitter: { cuts: "dollar-aware" },
  late: "refused",
  duplicates: "refused",
  edited: "refused",
  gaps: "allowed",
  record: ["atlas_schema_revisions.atlas_schema_revisions"],
  seeds: "data blocks in the schema",
  adjusts: (folder) => ({ ...foreign(folder), ...options(folder) }),
  numbering: "timestamp",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version, words, up, outsideTransaction }) => {
    const head = outsideTransaction ? "-- atlas:txmode none\n\n" : "";
    return [{ name: `${version}_${words}.sql`, text: `${head}${up}\n` }];
  },
};

/** Atlas also reads the folders of other tools: their parts and names then hold. */
function foreign(folder: Folder): Partial<Runner> {
  const format = folder.nearby
    .filter(({ path }) => config.test(path))
    .flatMap(({ text }) => every(text, /\bformat\s*=\s*"?([\w-]+)/g));
  for (const other of [goose, dbmate, golangMigrate]) {
    const marks = other.recognises({ ...folder, nearby: [] });
    if (!format.includes(other.id) && !marks) continue;
    const { up, down, isMigration, nameParts, newFiles } = other;
    return { up, down, isMigration, nameParts, ...(newFiles ? { newFiles } : {}) };
  }
  return {};
}

function options(folder: Folder): Partial<Runner> {
  const says = (pattern: RegExp): boolean => folder.nearby.some(({ text }) => pattern.test(text));
  return {
    ...(says(/\bexec_order\s*=\s*"?NON_LINEAR|--exec-order\s+non-linear/i)
      ? { late: "applied" as const }
      : says(/\bexec_order\s*=\s*"?LINEAR_SKIP|--exec-order\s+linear-skip/i)
        ? { late: "skipped" as const }
        : {}),
    ...(says(/\batlas\b[^\n]*--tx-mode\s+all\b/)
      ? { transaction: { ...atlas.transaction, grouping: "all pending" as const } }
      : says(/\batlas\b[^\n]*--tx-mode\s+none\b/)
        ? { transaction: { ...atlas.transaction, grouping: "per statement" as const } }
        : {}),
  };
}
