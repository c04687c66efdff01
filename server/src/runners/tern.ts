import { byNumber, numberedName, type Runner, wholeFile } from "./runner.ts";

const border = /^---- create above \/ drop below ----/m;

/** jackc/tern 2.4: migrate/migrate.go. */
export const tern: Runner = {
  id: "tern",
  recognises: (folder) =>
    folder.files.some((file) => border.test(file.text))
      ? "files with `---- create above / drop below ----`"
      : undefined,
  isMigration: (name) => /^\d+_[^/]+\.sql$/.test(name),
  compare: byNumber(/^(\d+)_/),
  up: (text) => {
    const whole = wholeFile(text);
    const at = border.exec(text)?.index;
    return at === undefined ? whole : { start: whole.start, end: at };
  },
  repeats: "never",
  outsideTransaction: (text) => /^---- tern: disable-tx ----$/m.test(text),
  numbering: "sequence",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version, words, up, down, outsideTransaction }) => {
    const head = outsideTransaction ? "---- tern: disable-tx ----\n" : "";
    const text = `${head}${up}\n\n---- create above / drop below ----\n\n${down}\n`;
    return [{ name: `${version}_${words}.sql`, text }];
  },
};
