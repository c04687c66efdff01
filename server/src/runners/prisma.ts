import { byText, type Runner, wholeFile } from "./runner.ts";

/** Prisma Migrate: one simple query for each migration.sql; start and end are recorded apart (P3009 after a failure). */
export const prisma: Runner = {
  id: "prisma",
  recognises: (folder) =>
    folder.files.some((file) => /^[^/]+\/migration\.sql$/.test(file.name))
      ? "folders with a migration.sql"
      : undefined,
  isMigration: (name) => /^[^/]+\/migration\.sql$/.test(name),
  compare: byText,
  up: wholeFile,
  repeats: "crash",
  outsideTransaction: (text) => /\bconcurrently\b|^\s*(commit|begin)\b/im.test(text),
  numbering: "timestamp",
  nameParts: (name) => {
    const match = /^(\d+)_([^/]*)\/migration\.sql$/.exec(name);
    return match ? { version: match[1] ?? "", words: match[2] ?? "" } : undefined;
  },
  newFiles: ({ version, words, up }) => [
    { name: `${version}_${words}/migration.sql`, text: `${up}\n` },
  ],
};
