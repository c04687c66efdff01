import { joinPath, parentOf } from "../text/path.ts";
import { numberedName } from "./names.ts";
import { versionTextOrder } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { manifests } from "./signs.ts";

const form = /^\d+_[^/]*\.sql$/;
const cannotRunInside = /\bconcurrently\b|^\s*(?:vacuum|alter\s+system)\b/im;

/** supabase/cli: pkg/migration/file.go, list.go, apply.go; measured with 3.1 (1, 10, 2). */
export const supabase: Runner = {
  id: "supabase",
  recognises: (folder) => {
    if (!/(?:^|\/)migrations$/.test(folder.path)) return undefined;
    if (!folder.files.some(({ name }) => form.test(name))) return undefined;
    const path = joinPath(parentOf(folder.path), "config.toml");
    const config = folder.nearby.find((file) => file.path === path);
    if (config && /^\s*(?:project_id\b|\[(?:api|db|auth)\b)/m.test(config.text))
      return { sign: "configured", because: path };
    return /(?:^|\/)supabase\/migrations$/.test(folder.path)
      ? { sign: "configured", because: `the folder ${folder.path}` }
      : undefined;
  },
  // The first file, when it is an *_init.sql from before December 2021, is the CLI's own.
  isMigration: (name) => {
    const init = /^(\d+)_init\.sql$/.exec(name);
    return (
      form.test(name) &&
      !(init && BigInt(init[1] ?? "0") < 20211209000000n && init[1]?.length === 14)
    );
  },
  order: versionTextOrder,
  up: wholeFile,
  down: noDown,
  directives: [],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => cannotRunInside.test(text),
    outside: "per statement",
  },
  repeats: "never",
  splitter: { cuts: "dollar-aware" },
  late: "refused",
  duplicates: "second fails",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["supabase_migrations.schema_migrations"],
  seeds: "supabase/seed.sql ([db.seed] in config.toml); roles in supabase/roles.sql",
  adjusts: (folder) =>
    folder.nearby.some(
      ({ path, text }) =>
        manifests.scripts.test(path) && /\bsupabase\b[^\n]*--include-all/.test(text),
    )
      ? { late: "applied" }
      : {},
  numbering: "timestamp",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version, words, up }) => [{ name: `${version}_${words}.sql`, text: `${up}\n` }],
};
