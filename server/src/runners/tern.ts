import { numberedName } from "./names.ts";
import { ownLine } from "./opt-out.ts";
import { numberOrder } from "./order.ts";
import { after, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { marked, used } from "./signs.ts";

const border = /^---- create above \/ drop below ----[^\n]*\n?/m;
const form = /^\d+_[^/]+\.sql$/;

/** jackc/tern 2.4: migrate/migrate.go. */
export const tern: Runner = {
  id: "tern",
  recognises: (folder) => {
    const mark = marked(folder, /^---- create above \/ drop below ----/m);
    if (mark) return mark;
    if (!folder.files.some(({ name }) => form.test(name))) return undefined;
    return used(folder, /(?:^|\/)(?:tern\.conf|go\.mod)$/, /^.*(?:jackc\/tern|version_table).*$/m);
  },
  isMigration: (name) => form.test(name),
  order: numberOrder(/^(\d+)_/),
  up: (text) => {
    const whole = wholeFile(text);
    const at = border.exec(text)?.index;
    return at === undefined ? whole : { start: whole.start, end: at };
  },
  down: {
    kind: "part",
    part: (text) => after(text, border),
    opens: "---- create above / drop below ----",
  },
  directives: ["---- create above / drop below ----", "---- tern: disable-tx ----"],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => /^---- tern: disable-tx ----$/m.test(text),
    outside: "per statement",
    optOut: ownLine("---- tern: disable-tx ----"),
  },
  repeats: "never",
  splitter: {
    cuts: "dollar-aware",
    forbidden: [{ text: /\{\{/, because: "tern reads {{ as a template" }],
  },
  late: "impossible",
  duplicates: "refused",
  edited: "unnoticed",
  gaps: "refused",
  record: ["schema_version"],
  numbering: "sequence",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version, words, up, down, outsideTransaction }) => {
    const head = outsideTransaction ? "---- tern: disable-tx ----\n" : "";
    const text = `${head}${up}\n\n---- create above / drop below ----\n\n${down}\n`;
    return [{ name: `${version}_${words}.sql`, text }];
  },
};
