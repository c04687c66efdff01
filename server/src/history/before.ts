import type { Catalog } from "../catalog/catalog.ts";
import type { Machine } from "../plpgsql/execute.ts";
import type { OpenedFile, OpenedHistory } from "./open.ts";
import { firstRun } from "./run-file.ts";

/** Where a run of a file, and of all before it, came to. */
interface Reached {
  readonly file: OpenedFile;
  readonly after: Catalog;
}

const walked = new WeakMap<Catalog, Reached[]>();

/** The catalog that the files before `index` leave. Each is run once; what an edit does not touch is not asked again. */
export function catalogBefore(
  machine: Machine,
  root: Catalog,
  history: OpenedHistory,
  index: number,
): Catalog {
  const reached = walked.get(root) ?? [];
  walked.set(root, reached);
  let catalog = root;
  for (let height = 0; height < index; height++) {
    const file = history.files[height];
    if (!file) continue;
    if (reached[height]?.file !== file) {
      reached.length = Math.min(reached.length, height);
      reached[height] = { file, after: firstRun(machine, catalog, file, height).after };
    }
    catalog = reached[height]?.after ?? catalog;
  }
  return catalog;
}
