import type { Catalog } from "../catalog/catalog.ts";
import { sameState } from "../catalog/same-state.ts";
import type { Machine } from "../plpgsql/execute.ts";
import { firstOpaque } from "./by-path.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";
import { runThrough, sameFile } from "./run-file.ts";

/** Where a run of a file, and of all before it, came to. */
interface Reached {
  readonly file: OpenedFile;
  readonly after: Catalog;
}

interface Walk {
  readonly reached: Reached[];
  /** Up to `sound`, what was reached is of these files. */
  files: OpenedHistory["files"];
  sound: number;
}

const walks = new WeakMap<Catalog, Walk>();

/** The catalog that the files before `index` leave. Each is run once; what an edit does not touch is not asked again. */
export const catalogBefore = (
  machine: Machine,
  root: Catalog,
  history: OpenedHistory,
  index: number,
): Catalog => approach(machine, root, history, index, () => false).catalog;

/** The same as far as it is certain: after a program that may have done anything only the root is. */
export const certainBefore = (
  machine: Machine,
  root: Catalog,
  history: OpenedHistory,
  index: number,
): Catalog => (firstOpaque(history) < index ? root : catalogBefore(machine, root, history, index));

/** How far the files before `index` have been run: to `index` when all of them have. */
export interface Approach {
  readonly reached: number;
  readonly catalog: Catalog;
}

/** The same a piece at a time: it stops before the next file once `isTime`; another call goes on from there. */
export function approach(
  machine: Machine,
  root: Catalog,
  history: OpenedHistory,
  index: number,
  isTime: () => boolean,
): Approach {
  const { files } = history;
  const walk = walks.get(root) ?? { reached: [], files, sound: 0 };
  walks.set(root, walk);
  if (walk.files !== files) Object.assign(walk, { files, sound: 0 });
  const { reached } = walk;
  const start = Math.min(walk.sound, index);
  let catalog = reached[start - 1]?.after ?? root;
  for (const [above, file] of files.slice(start, index).entries()) {
    const height = start + above;
    const known = reached[height];
    if (known && sameFile(known.file, file)) catalog = known.after;
    else {
      if (isTime()) return { reached: height, catalog };
      const after = runThrough(machine, catalog, file, height);
      // An edit that leaves what was left before (a comment, a guard) is nothing to the files after it.
      const stands = known && sameState(after, known.after);
      if (!stands) reached.length = Math.min(reached.length, height);
      catalog = stands ? known.after : after;
      reached[height] = { file, after: catalog };
    }
    walk.sound = height + 1;
  }
  return { reached: index, catalog };
}
