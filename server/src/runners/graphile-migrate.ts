import { joinPath } from "../text/path.ts";
import { folderName } from "./names.ts";
import { afterHeader } from "./opt-out.ts";
import { byText } from "./order.ts";
import { noDown } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { marked } from "./signs.ts";

const committed = /^committed\/\d{6}[^/]*\.sql$/;
const header = /^(?:\ufeff?--! (?:Previous|Hash|Message|AllowInvalidHash)[^\n]*\n)+\n*/;

/** graphile/migrate 1.4 (src/migration.ts, current.ts), run against PostgreSQL 15. current.sql is run after the committed ones. */
export const graphileMigrate: Runner = {
  id: "graphile-migrate",
  recognises: (folder) => {
    const mark = marked(folder, /^--! Previous:.*/m);
    if (mark) return mark;
    const config = folder.nearby.find(({ path }) => /(?:^|\/)\.gmrc(?:\.js|\.cjs)?$/.test(path));
    const current = folder.files.find(({ name }) => /^current(?:\.sql|\/)/.test(name));
    return config && current
      ? { sign: "configured", because: `${config.path}; ${joinPath(folder.path, current.name)}` }
      : undefined;
  },
  isMigration: (name) => committed.test(name) || /^current(?:\.sql$|\/[^/]+\.sql$)/.test(name),
  // A chain of hashes whose links are numbered.
  order: { key: "number", compare: byText },
  up: (text) => {
    const start = header.exec(text)?.[0].length ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
    return { start, end: text.length };
  },
  down: noDown,
  directives: [
    "--! Previous:",
    "--! Hash:",
    "--! Message:",
    "--! AllowInvalidHash",
    "--! no-transaction",
    "--!include",
  ],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => /^--! no-transaction\b/m.test(text),
    outside: "one query",
    optOut: afterHeader("--! no-transaction", header),
  },
  repeats: "never",
  splitter: {
    cuts: "none",
    forbidden: [
      {
        text: /(?<!:):[A-Z][A-Z0-9_]+\b/,
        because: "graphile-migrate reads :NAME as a placeholder",
      },
    ],
  },
  late: "impossible",
  duplicates: "impossible",
  edited: "refused",
  gaps: "refused",
  record: ["graphile_migrate.migrations", "graphile_migrate.current"],
  seeds: "the actions afterReset and afterCurrent in .gmrc",
  numbering: "sequence",
  nameParts: folderName(/^committed\/(\d{6})-?(.*)\.sql$/),
  // A new migration is written into current.sql; `graphile-migrate commit` gives it its number.
  newFiles: ({ up, words, outsideTransaction }) => [
    {
      name: "current.sql",
      text: `--! Message: ${words}\n\n${outsideTransaction ? "--! no-transaction\n" : ""}${up}\n`,
    },
  ],
};
