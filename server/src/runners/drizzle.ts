import { joinPath } from "../text/path.ts";
import { type Folder, textOf } from "./folder.ts";
import { type Journal, readJournal } from "./journal.ts";
import { json } from "./json.ts";
import { numberedName } from "./names.ts";
import { byText } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { NamedText, Runner } from "./runner.ts";

const journalName = "meta/_journal.json";
const form = /^\d+_[^/]*\.sql$/;

/** drizzle-orm up to 0.45: src/migrator.ts, src/pg-core/dialect.ts; run against PostgreSQL 15. */
export const drizzle: Runner = {
  id: "drizzle",
  recognises: (folder) =>
    textOf(folder, journalName) === undefined
      ? undefined
      : { sign: "marked", because: joinPath(folder.path, journalName) },
  isMigration: (name) => form.test(name),
  order: {
    key: "journal",
    compare: byText,
    listed: (folder) => read(folder)?.entries.flatMap(({ tag }) => (tag ? `${tag.value}.sql` : [])),
  },
  journal: journalName,
  // Another database's: nothing in it is PostgreSQL's business.
  adjusts: (folder) =>
    /^(?:pg|postgresql|cockroach)?$/.test(read(folder)?.dialect ?? "")
      ? {}
      : { order: { ...drizzle.order, listed: () => [] }, leavesOut: () => true },
  up: wholeFile,
  down: noDown,
  directives: ["--> statement-breakpoint"],
  transaction: { grouping: "all pending", isOutside: () => false, outside: "all pending" },
  repeats: "never",
  splitter: { cuts: "mark", between: "--> statement-breakpoint" },
  // Skipped where `when` is not above the newest applied one; a fresh database applies it all the same.
  late: "skipped",
  duplicates: "both",
  edited: "unnoticed",
  gaps: "allowed",
  record: ["drizzle.__drizzle_migrations"],
  seeds: "drizzle-seed",
  numbering: "sequence",
  nameParts: numberedName(/\.sql/),
  newFiles: ({ version, words, up }) => [{ name: `${version}_${words}.sql`, text: `${up}\n` }],
  registers: (folder, { version, words, now }): readonly NamedText[] => {
    const text = textOf(folder, journalName);
    const known = read(folder)?.entries;
    const journal = json(text);
    if (!known || typeof journal !== "object" || journal === null) return [];
    const last = Math.max(0, ...known.map(({ when }) => when?.value ?? 0));
    const entry = {
      idx: Math.max(-1, ...known.map(({ idx }) => idx?.value ?? 0)) + 1,
      version: "version" in journal ? journal.version : "7",
      when: Math.max(now, last + 1),
      tag: `${version}_${words}`,
      breakpoints: true,
    };
    const old: unknown[] =
      "entries" in journal && Array.isArray(journal.entries) ? journal.entries : [];
    const next = { ...journal, entries: [...old, entry] };
    return [
      {
        name: journalName,
        text: JSON.stringify(next, null, 2) + (text?.endsWith("\n") ? "\n" : ""),
      },
    ];
  },
};

const read = (folder: Folder): Journal | undefined => {
  const text = textOf(folder, journalName);
  return text === undefined ? undefined : readJournal(text);
};
