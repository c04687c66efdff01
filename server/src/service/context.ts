import type { Catalog } from "../catalog/catalog.ts";
import { catalogBefore } from "../history/before.ts";
import { heightsOf } from "../history/by-path.ts";
import { catalogAtStart, startKey } from "../history/environment.ts";
import type { OpenedFile, OpenedHistory } from "../history/open.ts";
import { replay } from "../history/replay.ts";
import {
  type FileRun,
  firstRun,
  rerunWith,
  type SecondRun,
  secondRun,
} from "../history/run-file.ts";
import { edited, withHostEdits } from "../history/source-file.ts";
import type { Machine } from "../plpgsql/execute.ts";
import type { HostEdit } from "../sources/map.ts";
import type { SqliteEngine } from "../sqlite/engine.ts";
import type { Edit } from "../text/span.ts";

/** What answers: the simulated PostgreSQL, and SQLite itself where somebody handed it in. */
export interface Engines extends Machine {
  /** It runs SQL: an untrusted workspace has none. */
  readonly sqlite?: () => SqliteEngine | undefined;
  /**
   * What histories start from, by folder, world and declared environment: each from a catalog object of its own, so
   * that caches never mix.
   */
  readonly roots: Map<string, Catalog>;
}

/** One file of a history on the bench: run twice after what came before it. */
export interface Bench {
  readonly machine: Engines;
  readonly history: OpenedHistory;
  readonly file: OpenedFile;
  readonly height: number;
  /** Before the first file. */
  readonly root: Catalog;
  readonly before: Catalog;
  readonly first: FileRun;
  readonly second: SecondRun;
  /** Swaps are being guarded, one after the other: what the second run throws away is looked at when all of them are. */
  readonly swapping?: true;
  /** The whole history again; undefined where the runner never does that. */
  readonly replay: () => ReturnType<typeof replay> | undefined;
}

export function rootOf(machine: Engines, history: OpenedHistory): Catalog {
  const key = startKey(machine, history);
  const root = machine.roots.get(key) ?? catalogAtStart(machine, history);
  machine.roots.set(key, root);
  return root;
}

export function bench(machine: Engines, history: OpenedHistory, path: string): Bench | undefined {
  const [height] = heightsOf(history, path);
  return height === undefined ? undefined : benchAt(machine, history, height);
}

/** A file that holds SQL for several places of the history is on a bench for each. */
export const benches = (machine: Engines, history: OpenedHistory, path: string): readonly Bench[] =>
  heightsOf(history, path).flatMap((height) => benchAt(machine, history, height) ?? []);

function benchAt(machine: Engines, history: OpenedHistory, height: number): Bench | undefined {
  const file = history.files[height];
  if (!file) return undefined;
  const root = rootOf(machine, history);
  const before = catalogBefore(machine, root, history, height);
  const first = firstRun(machine, before, file, height);
  return {
    machine,
    history,
    file,
    height,
    root,
    before,
    first,
    second: secondRun(machine, first, height),
    replay: () =>
      history.runner.repeats === "always" ? replay(machine, root, history) : undefined,
  };
}

/** The same bench with edits made in the file. Nothing is cached over the file that the user has. */
export function withEdits(on: Bench, edits: readonly Edit[]): Bench | { readonly refused: string } {
  const file = edited(on.history, on.file, edits);
  return "refused" in file ? file : withFile(on, file);
}

/** The same bench with edits made in the program. */
export const withHosts = (on: Bench, edits: readonly HostEdit[]): Bench =>
  withFile(on, withHostEdits(on.file, edits));

function withFile(on: Bench, file: OpenedFile): Bench {
  const first = rerunWith(on.machine, on.first, file, on.height);
  const second = secondRun(on.machine, first, on.height, on.second);
  return { ...on, file, first, second, replay: nothing };
}

/** Fixes are tried on one file: what the rest of the history does is not asked again. */
const nothing = (): undefined => undefined;
