import { snapshot } from "./again.ts";
import { openDatabase } from "./database.ts";
import { objectDifferences } from "./differences.ts";
import type { Plan } from "./plan.ts";
import { problemsOf } from "./problems.ts";
import type { ObjectDifference, Problem, Progress } from "./report.ts";
import { runPart } from "./run-part.ts";
import type { Engine } from "./session.ts";
import { result, type Shown } from "./verify-history.ts";

/** Each file up, down and up again on a database of its own; rows do not count, a down part may not bring them back. */
export async function runDownAndUp(
  engine: Engine,
  setup: readonly string[],
  plan: Plan,
  shown: Shown,
  tell: (progress: Progress) => void,
): Promise<void> {
  const database = await openDatabase(engine, setup);
  try {
    let before = await snapshot(database.session());
    for (const [index, file] of plan.files.entries()) {
      const start = performance.now();
      tell({
        kind: "file",
        path: file.path,
        check: "down and up",
        done: index,
        of: plan.files.length,
      });
      const up = await runPart(database, file, file.grouping);
      const after = await snapshot(database.session());
      const report = shown.files[index];
      if (file.down && report) {
        // The way down and up is not written down: where it goes wrong, the database is had again without it.
        const aside = { ...database, committed: () => undefined };
        const down = await runPart(aside, file.down, file.grouping);
        const below = await snapshot(database.session());
        const again = await runPart(aside, file, file.grouping);
        const above = await snapshot(database.session());
        const failed = new Set(
          up.answers.flatMap((one, at) => (one?.error || one?.lost ? [at] : [])),
        );
        const left = objectDifferences(before.objects, below.objects);
        const changed = objectDifferences(after.objects, above.objects);
        const problems: readonly Problem[] = [
          ...problemsOf(file.down, down),
          ...difference(file.down.path, "after down", left),
          ...problemsOf(file, again)
            .filter((one) => !failed.has(one.statement ?? -1))
            .map((one) => ({ ...one, message: `${one.message}, going up again after down` })),
          ...difference(file.path, "after down and up again", left.length > 0 ? [] : changed),
        ];
        if (problems.length > 0) await database.restore();
        const checked = result("down and up", problems, start);
        shown.files[index] = { ...report, checks: [...report.checks, checked] };
        tell({ kind: "checked", path: file.path, result: checked });
      }
      before = after;
    }
  } finally {
    await database.close();
  }
}

const changes = { added: "is left over", missing: "is gone", changed: "is not as it was" } as const;

const difference = (
  path: string,
  when: string,
  differences: readonly ObjectDifference[],
): readonly Problem[] =>
  differences.length === 0
    ? []
    : [
        {
          kind: "difference",
          path,
          message: `${when} ${differences.map((one) => `${one.class} ${one.name} ${changes[one.change]}`).join(", ")}`,
          differences,
        },
      ];
