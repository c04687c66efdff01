import { between, byText, numberedName, type Runner } from "./runner.ts";

/** amacneil/dbmate 2.36: pkg/dbmate/migration.go; files sort as text (measured: 10 before 2). */
export const dbmate: Runner = {
  id: "dbmate",
  recognises: (folder) =>
    folder.files.some((file) => /^[ \t]*--[ \t]*migrate:up\b/im.test(file.text))
      ? "files with `-- migrate:up`"
      : undefined,
  isMigration: (name) => /^\d+[^/]*\.sql$/.test(name),
  compare: byText,
  up: (text) =>
    between(text, /^[ \t]*--[ \t]*migrate:up\b[^\n]*\n?/im, /^[ \t]*--[ \t]*migrate:down\b/im),
  repeats: "never",
  outsideTransaction: (text) =>
    /^[ \t]*--[ \t]*migrate:up[ \t]+[^\n]*transaction:false/im.test(text),
  numbering: "timestamp",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version, words, up, down, outsideTransaction }) => {
    const option = outsideTransaction ? " transaction:false" : "";
    return [
      {
        name: `${version}_${words}.sql`,
        text: `-- migrate:up${option}\n${up}\n\n-- migrate:down${option}\n${down}\n`,
      },
    ];
  },
};
