import type { Catalog } from "../catalog/catalog.ts";
import { sameState } from "../catalog/same-state.ts";
import type { Machine } from "../plpgsql/execute.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";
import { runThrough, sameFile } from "./run-file.ts";

/** Where a run of a file, and of all before it, came to. */
interface Reached {
  readonly file: OpenedFile;
  readonly after: Catalog;
}

const walked = new WeakMap<Catalog, Reached[]>();

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
): Catalog =>
  history.files.slice(0, index).some((file) => file.source?.opaque)
    ? root
    : catalogBefore(machine, root, history, index);

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
  const reached = walked.get(root) ?? [];
  walked.set(root, reached);
  let catalog = root;
  for (let height = 0; height < index; height++) {
    const file = history.files[height];
    if (!file) continue;
    const known = reached[height];
    if (known && sameFile(known.file, file)) {
      catalog = known.after;
      continue;
    }
    if (isTime()) return { reached: height, catalog };
    const after = runThrough(machine, catalog, file, height);
    // An edit that leaves what was left before (a comment, a guard) is nothing to the files after it.
    const stands = known && sameState(after, known.after);
    if (!stands) reached.length = Math.min(reached.length, height);
    catalog = stands ? known.after : after;
    reached[height] = { file, after: catalog };
  }
  return { reached: index, catalog };
}
