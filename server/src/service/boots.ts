import type { Catalog } from "../catalog/catalog.ts";
import { type Difference, differences } from "../catalog/difference.ts";
import { find } from "../catalog/names.ts";
import { downRun } from "../history/down-run.ts";
import type { OpenedFile } from "../history/open.ts";
import { replay } from "../history/replay.ts";
import { type FileRun, firstRun } from "../history/run-file.ts";
import type { Bench } from "./context.ts";

/** A history that is run at every boot: on a fresh database, and once more. */
export interface Boots {
  readonly end: Catalog;
  /** Statements of the first boot that fail or that are not certain. */
  readonly worse: number;
  /** Statements that the second one trips over, and things that it makes again. */
  readonly again: number;
  /** Statements of the file's reverse that fail. */
  readonly down: number;
  /** What files from this height on add and what is there at the end, the earliest first. */
  readonly results: (height: number) => readonly Result[];
}

export interface Result {
  readonly path: string;
  readonly made: Difference;
}

/** With this text in the file's place; undefined where the tool keeps a record. */
export function boots(
  { machine, root, history, height }: Bench,
  file: OpenedFile,
): Boots | undefined {
  if (history.runner.repeats !== "always") return undefined;
  const files = history.files.with(height, file);
  const runs: FileRun[] = [];
  let end = root;
  for (const [at, one] of files.entries()) {
    const run = firstRun(machine, end, one, at);
    runs.push(run);
    end = run.after;
  }
  const again = replay(machine, root, { ...history, files }).flat();
  const own = runs[height];
  return {
    end,
    worse: count(runs.flatMap((run) => run.statements).map(({ outcome }) => outcome.kind)),
    again: again.reduce(
      (sum, one) => sum + one.recreated.length + (one.outcome.kind === "fails" ? 1 : 0),
      0,
    ),
    down: count(
      (own && downRun(machine, own, file, height))?.statements.map((one) => one.outcome.kind) ?? [],
    ),
    results: (from) =>
      runs.slice(from).flatMap((run, index) =>
        differences(run.before, run.after)
          .filter(
            (made) => made.change === "added" && isAbsent(run.before, made) && isThere(end, made),
          )
          .sort((a, b) => (nameIn(a) < nameIn(b) ? -1 : 1))
          .map((made) => ({ path: files[from + index]?.path ?? "", made })),
      ),
  };
}

/** A table before its columns and indexes. */
const nameIn = ({ class: of, key, on = "" }: Difference): string =>
  `${of === "table" ? 0 : 1} ${on} ${key}`;

const count = (kinds: readonly string[]): number =>
  kinds.filter((one) => one === "fails" || one === "unsure").length;

function isThere({ relations }: Catalog, { class: of, key, on }: Difference): boolean {
  if (of === "table" || of === "index") return relations.known.has(key);
  const relation = on === undefined ? undefined : relations.known.get(on);
  return of === "column" && relation !== undefined && "rows" in relation
    ? relation.columns.known.has(key)
    : false;
}

/** Certainly: IF NOT EXISTS may find there what nobody showed, and a fresh database would have it, too. */
function isAbsent({ relations }: Catalog, { class: of, key, on }: Difference): boolean {
  if (of === "table" || of === "index") return find(relations, key) === "absent";
  const relation = on === undefined ? undefined : relations.known.get(on);
  return (
    of === "column" &&
    (relation === undefined
      ? find(relations, on ?? "") === "absent"
      : "rows" in relation && find(relation.columns, key) === "absent")
  );
}

/** Why another text is no better; undefined when the same schema comes out and the next boot has less to trip over. */
export function objectionToBoots(before: Boots, after: Boots): string | undefined {
  if (after.worse > before.worse) return "the first boot would fail";
  if (differences(before.end, after.end).length > 0) return "another schema would come out";
  if (after.again >= before.again) return "the next boot would be no better";
  return after.down > before.down ? "the reverse would fail" : undefined;
}
