import type { OpenedHistory } from "../../history/open.ts";
import type { HostFile } from "../../sources/source.ts";
import type { Snippet } from "../snippet.ts";

/** How a tool's new migration is written where its migrations are programs. One file per tool, named like it. */
export interface ProgramTool {
  /** Its programs can run statements outside a transaction. */
  readonly leavesTransaction: boolean;
  readonly write: (given: NewProgram) => Written | { readonly problem: string };
}

export interface Written {
  /** Path as those of the history's files. */
  readonly path: string;
  readonly text: Snippet;
}

/** What goes into it. */
export interface NewProgram {
  readonly history: OpenedHistory;
  /** Everything that lies in the folder. */
  readonly names: readonly string[];
  /** What it does, in the user's words. */
  readonly title: string;
  /** The same, in small letters and joined by `_`. */
  readonly words: string;
  /** A statement each, without semicolons at their ends. */
  readonly up: readonly Snippet[];
  readonly down: readonly Snippet[];
  /** Why nothing is run downwards. */
  readonly remark: string | undefined;
  readonly outsideTransaction: boolean;
  /** Milliseconds since 1970, UTC. */
  readonly now: number;
}

/** The programs of a history in the order in which they run. */
export const programsOf = ({ files }: OpenedHistory): readonly HostFile[] =>
  files.flatMap(({ path, source }) => source?.hosts.find((host) => host.path === path) ?? []);
