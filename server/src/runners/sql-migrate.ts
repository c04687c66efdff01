import { numberedName } from "./names.ts";
import { onOpeningLine } from "./opt-out.ts";
import { byText } from "./order.ts";
import { allAfter, wholeFile } from "./parts.ts";
import type { Runner } from "./runner.ts";
import { configured, every, marked } from "./signs.ts";

// A mark counts at the first column only, in this spelling.
const up = /^-- \+migrate +Up\b[^\n]*\n?/m;
const down = /^-- \+migrate +Down\b[^\n]*\n?/m;
const nothing = { start: 0, end: 0 };
const configuration = /(?:^|\/)dbconfig\.ya?ml$/;

/** rubenv/sql-migrate: sqlparse/sqlparse.go, migrate.go; measured with Debian's program. */
export const sqlMigrate: Runner = {
  id: "sql-migrate",
  recognises: (folder) =>
    marked(folder, up) ??
    configured(folder, configuration, (text) => every(text, /^\s+dir:\s*["']?([\w./-]+)/gm)),
  isMigration: (name) => /^[^/]+\.sql$/.test(name),
  order: { key: "number", compare },
  // Several parts of one direction are put together.
  up: (text) => allAfter(text, up, down) ?? (down.test(text) ? nothing : wholeFile(text)),
  down: {
    kind: "part",
    part: (text) => allAfter(text, down, up),
    opens: "-- +migrate Down",
  },
  directives: [
    "-- +migrate Up",
    "-- +migrate Down",
    "-- +migrate StatementBegin",
    "-- +migrate StatementEnd",
    "notransaction",
  ],
  transaction: {
    grouping: "per file",
    isOutside: ({ text }) => /^-- \+migrate +Up\b[^\n]*\snotransaction\b/m.test(text),
    outside: "per statement",
    optOut: onOpeningLine("notransaction", up),
  },
  repeats: "never",
  // A statement ends with the line whose last word before a comment ends with a semicolon.
  splitter: {
    cuts: "semicolon",
    around: { before: "-- +migrate StatementBegin", after: "-- +migrate StatementEnd" },
  },
  // What is missing below the last one that was run is caught up with before the others (ToCatchup).
  late: "applied",
  // The record holds names of files.
  duplicates: "both",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["gorp_migrations"],
  numbering: "timestamp",
  nameParts: (name) => {
    const parts = numberedName(/\.sql/)(name);
    return parts && { ...parts, separator: /^\d+(__?|[-.])/.exec(name)?.[1] ?? "-" };
  },
  newFiles: ({ version, separator, words, up: body, down: reverse, outsideTransaction, block }) => {
    const marked = block ? `-- +migrate StatementBegin\n${body}\n-- +migrate StatementEnd` : body;
    const option = outsideTransaction ? " notransaction" : "";
    return [
      {
        name: `${version}${separator}${words}.sql`,
        text: `-- +migrate Up${option}\n${marked}\n\n-- +migrate Down${option}\n${reverse}\n`,
      },
    ];
  },
};

/** Numbers before names without one; of one number by name. */
function compare(one: string, other: string): number {
  const [a, b] = [/^\d+/.exec(one)?.[0], /^\d+/.exec(other)?.[0]];
  if (a === undefined || b === undefined)
    return a !== undefined ? -1 : b !== undefined ? 1 : byText(one, other);
  const [left, right] = [BigInt(a), BigInt(b)];
  return left < right ? -1 : left > right ? 1 : byText(one, other);
}
