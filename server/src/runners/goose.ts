import { between, byNumber, numberedName, type Runner } from "./runner.ts";

const version = /^(\d+)_/;

/** pressly/goose 3: internal/sqlparser/parser.go, migrate.go. */
export const goose: Runner = {
  id: "goose",
  recognises: (folder) =>
    folder.files.some((file) => /^[ \t]*--[ \t]*\+goose[ \t]+up\b/im.test(file.text))
      ? "files with `-- +goose Up`"
      : undefined,
  isMigration: (name) => /^\d+_[^/]*\.sql$/.test(name),
  compare: byNumber(version),
  up: (text) =>
    between(
      text,
      /^[ \t]*--[ \t]*\+goose[ \t]+up\b[^\n]*\n?/im,
      /^[ \t]*--[ \t]*\+goose[ \t]+down\b/im,
    ),
  repeats: "never",
  outsideTransaction: (text) => /^[ \t]*--[ \t]*\+goose[ \t]+no[ \t]+transaction\b/im.test(text),
  around: { before: "-- +goose StatementBegin", after: "-- +goose StatementEnd" },
  numbering: "timestamp",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version: number, words, up, down, outsideTransaction, block }) => {
    const marked = block ? `-- +goose StatementBegin\n${up}\n-- +goose StatementEnd` : up;
    const head = outsideTransaction ? "-- +goose NO TRANSACTION\n" : "";
    const text = `${head}-- +goose Up\n${marked}\n\n-- +goose Down\n${down}\n`;
    return [{ name: `${number}_${words}.sql`, text }];
  },
};
