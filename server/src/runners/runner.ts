import type { Span } from "../text/span.ts";

/** The tool that applies the files. One object per tool, in a file named like it; facts from its code or from a run. */
export interface Runner {
  readonly id: string;
  /** Why this folder is this tool's, in a few words; undefined when it is not. */
  readonly recognises: (folder: Folder) => string | undefined;
  /** Is this file a migration that the tool runs upwards? `name` is relative to the folder. */
  readonly isMigration: (name: string) => boolean;
  /** The order in which the tool runs them. */
  readonly compare: (one: string, other: string) => number;
  /** The part of the text that is run upwards. */
  readonly up: (text: string) => Span;
  /**
   * Can the tool run a file again that it has run already?
   * always: it keeps no record · crash: statements and record are committed apart · never: in one transaction.
   */
  readonly repeats: "always" | "crash" | "never";
  /** The statements of this file run outside a transaction, so that a failure leaves half of them behind. */
  readonly outsideTransaction: (text: string) => boolean;
  /** What must stand around a statement with semicolons inside; undefined where the tool's splitter reads dollar quotes. */
  readonly around?: { readonly before: string; readonly after: string };
  /** How the tool's own `new` numbers a first migration. */
  readonly numbering: "sequence" | "timestamp" | "milliseconds" | "dashed timestamp";
  /** Version and words of a migration's name, as written. */
  readonly nameParts: (
    name: string,
  ) => { readonly version: string; readonly words: string } | undefined;
  /** The files of a new migration, names relative to the folder. */
  readonly newFiles: (
    parts: NewMigration,
  ) => readonly { readonly name: string; readonly text: string }[];
}

/** What goes into a new migration; bodies end without a line break. */
export interface NewMigration {
  readonly version: string;
  readonly words: string;
  readonly up: string;
  readonly down: string;
  /** The statements cannot run in a transaction. */
  readonly outsideTransaction: boolean;
  /** A body holds semicolons between dollar quotes. */
  readonly block: boolean;
  /** The folder has down files. */
  readonly pairs: boolean;
}

/** `1_name.sql` and the like: digits, a separator, words. */
export const numberedName =
  (suffix: RegExp) =>
  (name: string): { readonly version: string; readonly words: string } | undefined => {
    const match = new RegExp(`^[A-Za-z]?(\\d+)(?:__?|[-.])(.*?)${suffix.source}$`).exec(name);
    return match ? { version: match[1] ?? "", words: match[2] ?? "" } : undefined;
  };

/** A folder as the caller lists it: names relative to it (posix), and each file's text. */
export interface Folder {
  readonly path: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

export const wholeFile = (text: string): Span => ({
  start: text.charCodeAt(0) === 0xfeff ? 1 : 0,
  end: text.length,
});

/** From the end of the line that matches `from` to the line that matches `to`; the whole file without the first. */
export function between(text: string, from: RegExp, to: RegExp): Span {
  const opening = from.exec(text);
  if (!opening) return wholeFile(text);
  const start = opening.index + opening[0].length;
  const closing = new RegExp(to.source, to.flags).exec(text.slice(start));
  return { start, end: closing ? start + closing.index : text.length };
}

/** Text order of code units, as most tools sort names. */
export const byText = (one: string, other: string): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** By the number that `version` finds in the name (no size limit), then by text. */
export const byNumber =
  (version: RegExp) =>
  (one: string, other: string): number => {
    const a = version.exec(one)?.[1];
    const b = version.exec(other)?.[1];
    if (a === undefined || b === undefined) return byText(one, other);
    const [left, right] = [BigInt(a), BigInt(b)];
    return left < right ? -1 : left > right ? 1 : byText(one, other);
  };

export const never = (): boolean => false;
