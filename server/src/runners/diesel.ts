import { parentOf } from "../text/path.ts";
import { folderName } from "./names.ts";
import { byText } from "./order.ts";
import { pairedFile, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { configured, every, manifests, named, used } from "./signs.ts";

const version = (name: string): string => (name.split("_")[0] ?? name).replaceAll("-", "");
const form = /^[^/]+\/up\.sql$/;

/** diesel_migrations: file_based_migrations.rs; the version is the folder's name up to `_`, without dashes. */
export const diesel: Runner = {
  id: "diesel",
  recognises: (folder) => {
    const name = named(folder, form, "a folder with an up.sql");
    if (!name) return undefined;
    const config = configured(folder, /(?:^|\/)diesel\.toml$/, (text) =>
      every(text, /^\s*dir\s*=\s*"([^"]+)"/gm),
    );
    const use = used(folder, manifests.rust, /^.*\bdiesel\b.*$/m);
    return config ?? (use ? { ...use, because: `${name.because}; ${use.because}` } : name);
  },
  isMigration: (name) => form.test(name),
  order: {
    key: "text",
    compare: (one, other) => byText(version(one), version(other)) || byText(one, other),
  },
  up: wholeFile,
  down: pairedFile(/\/up\.sql$/, "/down.sql"),
  directives: [],
  transaction: {
    grouping: "per file",
    isOutside: ({ beside }) =>
      /^\s*run_in_transaction\s*=\s*false/m.test(beside("metadata.toml") ?? ""),
    outside: "one query",
    optOut: {
      kind: "file",
      file: (name) => ({
        name: `${parentOf(name)}/metadata.toml`,
        text: "run_in_transaction = false\n",
      }),
    },
  },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "second fails",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["__diesel_schema_migrations"],
  numbering: "dashed timestamp",
  nameParts: folderName(/^([\d-]+)_([^/]*)\/up\.sql$/),
  newFiles: ({ version: number, words, up, down, outsideTransaction }) => [
    { name: `${number}_${words}/up.sql`, text: `${up}\n` },
    { name: `${number}_${words}/down.sql`, text: `${down}\n` },
    ...(outsideTransaction
      ? [{ name: `${number}_${words}/metadata.toml`, text: "run_in_transaction = false\n" }]
      : []),
  ],
};
