import { approach } from "./history/before.ts";
import type { OpenedHistory, Surroundings } from "./history/open.ts";
import { emptyHistory, openAlone, openHistories } from "./history/open.ts";
import { replaceText } from "./history/reopen.ts";
import { holds } from "./history/source-file.ts";
import type { Finding, Fix, Grade } from "./rules/finding.ts";
import { rules } from "./rules/registry.ts";
import type { Rule } from "./rules/rule.ts";
import { bootFixes } from "./service/boot-fixes.ts";
import type { CheckOptions } from "./service/check-file.ts";
import { folderFixes, pathsAround } from "./service/check-folder.ts";
import { type CheckedFile, checkPath, glance } from "./service/check-path.ts";
import { type Suggestion, suggestionsAt } from "./service/complete/suggestions.ts";
import { bench, benches, type Engines, rootOf } from "./service/context.ts";
import { type Fixed, type FixOptions, fixAll } from "./service/fix-all.ts";
import { fixesOf } from "./service/fixes-of.ts";
import {
  type Locked,
  locksAt,
  locksOfFile,
  type ObjectAt,
  objectAt,
  type Place,
  placesOf,
} from "./service/objects/objects.ts";
import { offers } from "./service/offers.ts";
import { sqlOffset } from "./service/written.ts";
import type { Parser } from "./sql/parser.ts";
import type { SqliteEngine } from "./sqlite/engine.ts";

/** A file as its owner (editor or disk) has it now. */
export interface SourceFile {
  /** Posix path; what it is relative to is the caller's business, it only comes back in findings. */
  readonly path: string;
  readonly text: string;
}

/** The front door: all that lsp, cli and tests call. Never throws for what a user typed. */
export interface Service {
  /** Groups files into histories, by folder and the runner's form. Files that are no migrations are left out. */
  readonly open: (
    files: readonly SourceFile[],
    surroundings?: Surroundings,
  ) => readonly OpenedHistory[];
  /** One file, with what ran before it: a migration, its reverse, or a file that is not run. */
  readonly check: (history: OpenedHistory, path: string, options: CheckOptions) => CheckedFile;
  /** What can be said of a file whatever came before it: for those who cannot wait until `approach` has arrived. */
  readonly glance: (
    history: OpenedHistory,
    path: string,
    options: CheckOptions,
  ) => readonly Finding[];
  /**
   * Runs what comes before a file a piece at a time: how many files are left when `isTime` has stopped it. Another call
   * goes on; at 0 all that is asked of the file is answered at once.
   */
  readonly approach: (history: OpenedHistory, path: string, isTime: () => boolean) => number;
  /** What is to be said of files around a history that are no migrations: journal, manifest, sources. */
  readonly around: (history: OpenedHistory, options: CheckOptions) => readonly CheckedFile[];
  /** A history of one file that no runner takes: for files that a user names. */
  readonly alone: (file: SourceFile) => OpenedHistory;
  /** A folder that has no migrations yet. */
  readonly empty: (
    folder: string,
    surroundings?: Surroundings,
    files?: readonly SourceFile[],
  ) => OpenedHistory;
  /** The same history with another text in one of its files; the same object when nothing differs. */
  readonly withText: (history: OpenedHistory, path: string, text: string) => OpenedHistory;
  /** For all findings of a file: a look-up of their tried fixes; those that hold together are tried together. */
  readonly offers: (
    history: OpenedHistory,
    path: string,
    options: CheckOptions,
  ) => (finding: Finding) => readonly Fix[];
  /** The tried fixes of one finding of `check`, best first. */
  readonly fixes: (
    history: OpenedHistory,
    finding: Finding,
    options: CheckOptions,
  ) => readonly Fix[];
  /** The file's text with every fix of at most this grade applied, to a fixed point. */
  readonly fixAll: (
    history: OpenedHistory,
    path: string,
    grade: Grade,
    options: FixOptions,
  ) => Fixed;
  /** The object that the name at an offset (UTF-16) means, with what happened to it so far. */
  readonly objectAt: (history: OpenedHistory, path: string, offset: number) => ObjectAt | undefined;
  /** What could be written at an offset (UTF-16): keywords, and names that are known there. */
  readonly suggestions: (
    history: OpenedHistory,
    path: string,
    offset: number,
  ) => readonly Suggestion[];
  /** Where that object is named, over the whole history. */
  readonly references: (history: OpenedHistory, path: string, offset: number) => readonly Place[];
  /** The locks that the statement at an offset takes. */
  readonly locksAt: (history: OpenedHistory, path: string, offset: number) => Locked | undefined;
  /** What each statement of a migration locks, of what was there before the migration. */
  readonly locks: (history: OpenedHistory, path: string) => readonly Locked[];
  readonly rules: readonly Rule[];
}

/**
 * `failed` hears of bugs of ours that cost one statement its answer; where `sqlite` gives no engine, nothing is said of
 * histories of SQLite.
 */
export function createService(
  parser: Parser,
  failed?: Engines["failed"],
  sqlite?: () => SqliteEngine | undefined,
): Service {
  const machine: Engines = {
    parser,
    roots: new Map(),
    ...(failed ? { failed } : {}),
    ...(sqlite ? { sqlite } : {}),
  };
  return {
    rules,
    open: openHistories,
    alone: openAlone,
    empty: emptyHistory,
    withText: replaceText,
    offers(history, path, options) {
      const on = bench(machine, history, path);
      const ofFile = on ? offers(on, options) : () => [];
      return (finding) => [
        ...ofFile(finding),
        ...folderFixes(machine, history, finding).slice(0, 1),
        ...bootFixes(machine, history, finding, options).slice(0, 1),
      ];
    },
    glance: (history, path, options) => glance(machine, history, path, options),
    approach(history, path, isTime) {
      const index = history.files.findLastIndex(
        (file) => holds(file, path) || file.down?.path === path,
      );
      const root = rootOf(machine, history);
      return index < 1 ? 0 : index - approach(machine, root, history, index, isTime).reached;
    },
    check: (history, path, options) => checkPath(machine, history, path, options),
    around: (history, options) =>
      pathsAround(machine, history).map((path) => checkPath(machine, history, path, options)),
    fixes: (history, finding, options) => fixesOf(machine, history, finding, options),
    fixAll(history, path, grade, options) {
      const on = bench(machine, history, path);
      if (!on) return { text: "", applied: [], declined: [] };
      return fixAll(on, path, grade, options);
    },
    suggestions(history, path, offset) {
      const on = benches(machine, history, path).find(
        ({ file }) => sqlOffset(file, path, offset) !== undefined,
      );
      return on ? suggestionsAt(on, path, offset) : [];
    },
    objectAt(history, path, offset) {
      const on = bench(machine, history, path);
      return on && objectAt(on, path, offset);
    },
    references(history, path, offset) {
      const on = bench(machine, history, path);
      const found = on && objectAt(on, path, offset);
      return found ? placesOf(on, found.thing) : [];
    },
    locksAt(history, path, offset) {
      const on = bench(machine, history, path);
      return on && locksAt(on, path, offset);
    },
    locks(history, path) {
      const on = bench(machine, history, path);
      return on ? locksOfFile(on) : [];
    },
  };
}
