import { joinPath, textOf } from "./folder.ts";
import { json } from "./json.ts";
import { numberedName } from "./names.ts";
import { byText } from "./order.ts";
import { noDown, wholeFile } from "./parts.ts";
import type { NamedText, Runner } from "./runner.ts";

const journalName = "meta/_journal.json";
const form = /^\d+_[^/]*\.sql$/;

interface Entry {
  readonly idx: number;
  readonly when: number;
  readonly tag: string;
}

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
    listed: (folder) => entries(textOf(folder, journalName))?.map(({ tag }) => `${tag}.sql`),
  },
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
    const known = entries(text);
    const journal = json(text);
    if (!known || typeof journal !== "object" || journal === null) return [];
    const last = known.reduce((most, one) => Math.max(most, one.when), 0);
    const entry = {
      idx: known.reduce((most, one) => Math.max(most, one.idx), -1) + 1,
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

/** The journal's entries as far as they can be read; undefined without a journal. */
function entries(text: string | undefined): readonly Entry[] | undefined {
  const journal = json(text);
  if (typeof journal !== "object" || journal === null || !("entries" in journal)) return undefined;
  if (!Array.isArray(journal.entries)) return undefined;
  return journal.entries.flatMap((one: unknown) => {
    if (typeof one !== "object" || one === null || !("tag" in one)) return [];
    if (typeof one.tag !== "string") return [];
    const number = (value: unknown): number => (typeof value === "number" ? value : 0);
    return {
      tag: one.tag,
      idx: number("idx" in one ? one.idx : 0),
      when: number("when" in one ? one.when : 0),
    };
  });
}
