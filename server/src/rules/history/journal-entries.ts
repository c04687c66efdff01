import type { JournalEntry } from "../../runners/journal.ts";
import type { Edit } from "../../text/span.ts";
import type { Listing } from "../folder-rule.ts";

/** Takes one entry out, with the comma that stands for it. */
export function withoutEntry({ journal }: Listing, entry: JournalEntry): Edit {
  const index = journal.entries.indexOf(entry);
  const before = journal.entries[index - 1];
  const after = journal.entries[index + 1];
  const start = before ? before.at.end : entry.at.start;
  const end = before ? entry.at.end : (after?.at.start ?? entry.at.end);
  return { span: { start, end }, text: "" };
}

/** Adds an entry at the end, written like the last one. */
export function withEntry({ journal, text }: Listing, idx: number, tag: string): Edit {
  const { entries, list, version } = journal;
  const last = entries.at(-1);
  const line = last ? text.lastIndexOf("\n", last.at.start) + 1 : 0;
  const indent = last ? (/^[ \t]*/.exec(text.slice(line, last.at.start))?.[0] ?? "") : "    ";
  const written = { idx, version, when: lastTime(entries) + 1, tag, breakpoints: true };
  const step = indent.startsWith("\t") ? "\t" : indent.slice(0, Math.ceil(indent.length / 2)) || "";
  const body = JSON.stringify(written, null, step).replaceAll("\n", `\n${indent}`);
  return last
    ? { span: { start: last.at.end, end: last.at.end }, text: `,\n${indent}${body}` }
    : { span: list, text: `[\n${indent}${body}\n${indent.slice(step.length)}]` };
}

/** The newest time in the journal. */
const lastTime = (entries: readonly JournalEntry[]): number =>
  Math.max(0, ...entries.map(({ when }) => when?.value ?? 0));

export const nextIdx = (entries: readonly JournalEntry[]): number =>
  Math.max(-1, ...entries.map(({ idx }) => idx?.value ?? -1)) + 1;

/** The number that a tag begins with: what the tool gave it as its idx. */
export const numberOf = (tag: string): number | undefined => {
  const digits = /^\d{1,9}(?=_)/.exec(tag)?.[0];
  return digits === undefined ? undefined : Number(digits);
};

/** The tag with another number in front, of the same length. */
export const renumbered = (tag: string, idx: number): string =>
  tag.replace(/^\d+/, (old) => String(idx).padStart(old.length, "0"));
