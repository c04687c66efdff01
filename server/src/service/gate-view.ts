import { catalogBefore } from "../history/before.ts";
import type { OpenedHistory } from "../history/open.ts";
import { firstRun } from "../history/run-file.ts";
import type { GateView } from "../rules/folder-rule.ts";
import { letsThrough } from "../sources/workflow/gate.ts";
import { baseOf, joinPath } from "../text/path.ts";
import { type Engines, rootOf } from "./context.ts";
import { writtenPlace } from "./written.ts";

/** The workflow of a tree, beside the tree. */
export function gateView(machine: Engines, history: OpenedHistory): GateView | undefined {
  const { gate } = history;
  if (!gate) return undefined;
  return {
    path: gate.path,
    folder: gate.folder,
    late: lateSeeds(machine, history),
    missed: gate.filters
      .filter((one) => !letsThrough(one, joinPath(gate.folder, "any.py")))
      .map(({ at, add }) => {
        const pattern = joinPath(gate.folder, "**");
        return { at, pattern, add: add(pattern) };
      }),
  };
}

/** A revision that stops on a new database, and does not where the workflow's last SQL is run before it. */
function lateSeeds(machine: Engines, history: OpenedHistory): GateView["late"] {
  const { files, gate } = history;
  const last = files.findLastIndex((one) => one.path !== gate?.path);
  const late = files.slice(last + 1);
  if (late.length === 0) return [];
  const root = rootOf(machine, history);
  for (const [height, file] of files.slice(0, last + 1).entries()) {
    const before = catalogBefore(machine, root, history, height);
    const failed = firstRun(machine, before, file, height).statements.find(
      ({ outcome }) => outcome.kind === "fails",
    );
    if (!failed) continue;
    for (const seed of late) {
      const seeded = firstRun(machine, before, seed, height);
      const again = firstRun(machine, seeded.after, file, height);
      const fails = [...seeded.statements, ...again.statements].some(
        ({ outcome }) => outcome.kind === "fails",
      );
      const [first] = seeded.statements;
      const end = seeded.statements.at(-1);
      if (fails || !first || !end) continue;
      const span = {
        start: first.read.statement.span.start,
        end: end.read.statement.span.end,
      };
      const place = writtenPlace(seed, span);
      const own = history.revisions?.revisions.find((one) => one.path === file.path);
      const [below] = own?.down ?? [];
      return [
        {
          ...place,
          moved: below && gate?.moved(place.span, below.name),
          revision: baseOf(file.path),
          needs: writtenPlace(file, failed.read.statement.span),
        },
      ];
    }
    return [];
  }
  return [];
}
