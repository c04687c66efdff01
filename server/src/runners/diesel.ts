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
};
