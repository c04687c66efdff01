import { byText, never, type Runner, wholeFile } from "./runner.ts";

const version = (name: string): string => (name.split("_")[0] ?? name).replaceAll("-", "");

/** diesel_migrations: file_based_migrations.rs; the version is the folder's name up to `_`, without dashes. */
export const diesel: Runner = {
  id: "diesel",
  recognises: (folder) =>
    folder.files.some((file) => /^[^/]+\/up\.sql$/.test(file.name))
      ? "folders with an up.sql"
      : undefined,
  isMigration: (name) => /^[^/]+\/up\.sql$/.test(name),
  compare: (one, other) => byText(version(one), version(other)) || byText(one, other),
  up: wholeFile,
  repeats: "never",
  outsideTransaction: never,
  numbering: "dashed timestamp",
  nameParts: (name) => {
    const match = /^([\d-]+)_([^/]*)\/up\.sql$/.exec(name);
    return match ? { version: match[1] ?? "", words: match[2] ?? "" } : undefined;
  },
  newFiles: ({ version: number, words, up, down, outsideTransaction }) => [
    { name: `${number}_${words}/up.sql`, text: `${up}\n` },
    { name: `${number}_${words}/down.sql`, text: `${down}\n` },
    ...(outsideTransaction
      ? [{ name: `${number}_${words}/metadata.toml`, text: "run_in_transaction = false\n" }]
      : []),
  ],
};
