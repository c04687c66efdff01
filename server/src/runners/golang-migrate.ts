import { byNumber, numberedName, type Runner, wholeFile } from "./runner.ts";

/**
 * golang-migrate 4: source/parse.go (file names), database/postgres/postgres.go (the whole file is one simple query;
 * `schema_migrations` is written before and after it in transactions of its own).
 */
export const golangMigrate: Runner = {
  id: "golang-migrate",
  recognises: (folder) =>
    folder.files.some((file) => /^\d+_[^/]*\.up\.sql$/.test(file.name))
      ? "files named N_name.up.sql"
      : undefined,
  isMigration: (name) => /^\d+_[^/]*\.up\.sql$/.test(name),
  compare: byNumber(/^(\d+)_/),
  up: wholeFile,
  repeats: "crash",
  outsideTransaction: (text) => /\bconcurrently\b|^\s*(commit|begin)\b/im.test(text),
  numbering: "sequence",
  nameParts: numberedName(/\.up\.sql/),
  newFiles: ({ version, words, up, down }) => [
    { name: `${version}_${words}.up.sql`, text: `${up}\n` },
    { name: `${version}_${words}.down.sql`, text: `${down}\n` },
  ],
};
