import type { OpenedHistory } from "../history/open.ts";
import { firstRun } from "../history/run-file.ts";
import { type Engines, rootOf } from "./context.ts";

/** How many statements of the whole history PostgreSQL would refuse on a fresh database. */
export function firstRunFailures(machine: Engines, history: OpenedHistory): number {
  let catalog = rootOf(machine, history);
  let count = 0;
  for (const [height, file] of history.files.entries()) {
    const run = firstRun(machine, catalog, file, height);
    count += run.statements.filter((one) => one.outcome.kind === "fails").length;
    catalog = run.after;
  }
  return count;
}
