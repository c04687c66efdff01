import { numberedName } from "./names.ts";
import { onOpeningLine } from "./opt-out.ts";
import { textOrder } from "./order.ts";
import { after, between } from "./parts.ts";
import type { LostPart, Runner } from "./runner.ts";
import { configured, every, manifests, marked } from "./signs.ts";

const up = /^[ \t]*--[ \t]*migrate:up\b[^\n]*\n?/im;
const down = /^[ \t]*--[ \t]*migrate:down\b[^\n]*\n?/im;

/** amacneil/dbmate 2.36: pkg/dbmate/migration.go, db.go; files sort as text (measured: 10 before 2). */
export const dbmate: Runner = {
  id: "dbmate",
  recognises: (folder) =>
    configured(folder, manifests.scripts, (text) =>
      every(text, /\bDBMATE_MIGRATIONS_DIR["']?\s*[:=]\s*["']?([\w./-]+)/g),
    ) ?? marked(folder, /^[ \t]*--[ \t]*migrate:up\b[^\n]*/im),
  isMigration: (name) => /^\d+[^/]*\.sql$/.test(name),
  order: textOrder,
  up: (text) => between(text, up, down),
  down: {
    kind: "part",
    part: (text) => after(text, down, up),
    opens: "-- migrate:down",
  },
  lost: partsAfterTheFirst,
  directives: ["-- migrate:up", "-- migrate:down", "transaction:false"],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => /^[ \t]*--[ \t]*migrate:up[ \t]+[^\n]*transaction:false/im.test(text),
    // Measured with 2.36: still one Exec, so a second CREATE INDEX CONCURRENTLY in the file fails.
    outside: "one query",
    optOut: onOpeningLine("transaction:false", up),
  },
  repeats: "never",
  splitter: { cuts: "none" },
  late: "applied",
  duplicates: "second fails",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["schema_migrations"],
  numbering: "timestamp",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version, words, up: body, down: reverse, outsideTransaction }) => {
    const option = outsideTransaction ? " transaction:false" : "";
    return [
      {
        name: `${version}_${words}.sql`,
        text: `-- migrate:up${option}\n${body}\n\n-- migrate:down${option}\n${reverse}\n`,
      },
    ];
  },
};

/**
 * Measured with 2.36: each pair is run in a transaction of its own, with the file's version as its record. The second
 * one fails at that (23505); the next run finds the version of the first.
 */
function partsAfterTheFirst(text: string): readonly LostPart[] {
  const openings = [...text.matchAll(/^--[ \t]*migrate:up\b[^\r\n]*/gm)];
  return openings.slice(1).map((found) => ({
    opens: { start: found.index, end: found.index + found[0].trimEnd().length },
    because:
      "The file's version is recorded once for each part, so that the second one fails there with 23505 and is rolled back; from the next run on the version counts as applied.",
  }));
}
