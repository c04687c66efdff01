import { unknown } from "../runners/unknown.ts";
import { lex } from "../sql/lex.ts";
import { nameIn } from "../text/path.ts";
import { partText } from "../text/span.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";

/** The folder as the branch has it that this work will be merged into: databases may have run those files. */
export interface Released {
  /** The branch or commit. */
  readonly called: string;
  /** Paths as in the history. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

export interface Compared {
  /** The released migration that runs last; this one is new and its name comes before that. */
  readonly lateFor?: string;
  /** The released migration of another name that has the version of this new one. */
  readonly takenBy?: string;
  /** What runs is not what was released. `layout`: comments and white space only. */
  readonly edited?: "statements" | "layout";
}

/** A migration beside what was released; undefined where nothing is to be said. */
export function compared(history: OpenedHistory, file: OpenedFile): Compared | undefined {
  const { released, runner } = history;
  if (!released || runner === unknown || file.source) return undefined;
  const name = nameIn(history.folder, file.path);
  const version = runner.nameParts(name)?.version;
  if (version === undefined) return undefined;
  const before = released.files.find((one) => one.path === file.path);
  if (before) return howEdited(history, file, before.text);
  const names = released.files
    .map((one) => nameIn(history.folder, one.path))
    .filter((one) => runner.isMigration(one, history.listed));
  const takenBy = names.find((one) => sameVersion(runner.nameParts(one)?.version, version));
  if (takenBy !== undefined) return { takenBy };
  if (runner.order.listed) return undefined;
  const last = names.sort(runner.order.compare).at(-1);
  return last !== undefined && runner.order.compare(name, last) < 0 ? { lateFor: last } : undefined;
}

/** 007 and 7 are one version. */
const sameVersion = (one: string | undefined, other: string): boolean =>
  one?.replace(/^0+(?=\d)/, "") === other.replace(/^0+(?=\d)/, "");

function howEdited(
  { runner }: OpenedHistory,
  file: OpenedFile,
  released: string,
): Compared | undefined {
  // Git may write other line endings than it keeps.
  if (withoutCr(file.text) === withoutCr(released)) return undefined;
  const was = runner.up(released);
  const same = said(partText(file.text, file.up)) === said(partText(released, was));
  return { edited: same ? "layout" : "statements" };
}

const withoutCr = (text: string): string => text.replaceAll("\r", "");

const said = (sql: string): string =>
  lex(sql)
    .filter(({ kind }) => kind !== "comment")
    .map(({ span }) => sql.slice(span.start, span.end))
    .join("\0");
