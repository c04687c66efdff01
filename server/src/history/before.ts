import type { Catalog } from "../catalog/catalog.ts";
import type { Machine } from "../plpgsql/execute.ts";
import type { OpenedHistory } from "./open.ts";
import { firstRun } from "./run-file.ts";

/** The catalog that the files before `index` leave. Each is run once; see firstRun. */
export function catalogBefore(
  machine: Machine,
  root: Catalog,
  history: OpenedHistory,
  index: number,
): Catalog {
  let catalog = root;
  for (let height = 0; height < index; height++) {
    const file = history.files[height];
    if (file) catalog = firstRun(machine, catalog, file, height).after;
  }
  return catalog;
}
