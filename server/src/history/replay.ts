import type { Catalog } from "../catalog/catalog.ts";
import { type Difference, differences } from "../catalog/difference.ts";
import type { Outcome } from "../catalog/outcome.ts";
import { execute, type Machine } from "../plpgsql/execute.ts";
import type { OpenedHistory } from "./open.ts";
import { type FileRun, firstRun } from "./run-file.ts";

/** One statement when the whole history is run again, as by a tool that keeps no record. */
export interface Replayed {
  readonly outcome: Outcome;
  /** What it then meets. */
  readonly before: Catalog;
  /** What it made that was not there at the end of the history: a later statement takes it away again. */
  readonly recreated: readonly Difference[];
}

/**
 * The whole history again, on what its first run left: by file, by statement. Failing ones are rolled back alone.
 */
export function replay(
  machine: Machine,
  root: Catalog,
  history: OpenedHistory,
): readonly (readonly Replayed[])[] {
  const runs: FileRun[] = [];
  let end = root;
  for (const [height, file] of history.files.entries()) {
    const run = firstRun(machine, end, file, height);
    runs.push(run);
    end = run.after;
  }
  const known = replays.get(end);
  if (known?.runs.every((run, index) => run === runs[index]) && known.runs.length === runs.length)
    return known.made;
  let catalog = end;
  const made = runs.map((run, migration) =>
    run.statements.map(({ read, outcome: first }, statement): Replayed => {
      const step = execute(machine, catalog, read.effects, { migration, statement });
      const recreated =
        step.catalog === catalog || first.kind === "fails"
          ? []
          : differences(catalog, step.catalog).filter(
              (one) => isNew(end, one) && !isNew(run.after, one),
            );
      const before = catalog;
      catalog = step.catalog;
      return { outcome: step.outcome, before, recreated };
    }),
  );
  replays.set(end, { runs, made });
  return made;
}

const replays = new WeakMap<
  Catalog,
  { readonly runs: readonly FileRun[]; readonly made: readonly (readonly Replayed[])[] }
>();

/** It was added by the replay, and had been taken away in this catalog. */
function isNew(end: Catalog, { class: of, key, on, change }: Difference): boolean {
  if (change !== "added") return false;
  if (of === "column") {
    const relation = on === undefined ? undefined : end.relations.known.get(on);
    return relation !== undefined && "rows" in relation && relation.columns.gone.has(key);
  }
  return (of === "index" || of === "table") && end.relations.gone.has(key);
}
