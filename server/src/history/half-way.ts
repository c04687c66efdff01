import type { Catalog } from "../catalog/catalog.ts";
import { beforeCommit } from "../catalog/objects/session.ts";
import type { Failure } from "../catalog/outcome.ts";
import { execute, type Machine } from "../plpgsql/execute.ts";
import type { FileRun } from "./run-file.ts";

/** A statement that fails when the file is run from its start after it had stopped half-way. */
export interface TrippedOver {
  readonly statement: number;
  readonly failure: Failure;
  /** What the statement found. */
  readonly again: Catalog;
}

/** A file of at most so many statements is stopped after each of them. */
const mostEverywhere = 60;

/** Runs of statements in a longer one, which is stopped at evenly spread places: each trial of a fix costs as many. */
const budget = 1_500;

/**
 * What a run from the start would trip over, had the first run stopped after any of its statements: the first failure
 * of each statement. Every failing one is rolled back alone, and the run goes on.
 */
export function halfWay(machine: Machine, first: FileRun, height: number): readonly TrippedOver[] {
  const count = first.statements.length;
  const found = new Map<number, TrippedOver>();
  for (const stop of stops(count)) {
    let catalog = beforeCommit(first.statements[stop - 1]?.after ?? first.after);
    for (const [statement, ran] of first.statements.entries()) {
      // What the file has not reached yet meets the catalog that it is written for.
      if (statement >= stop && catalog === ran.before) break;
      const { outcome, catalog: next } = execute(machine, catalog, ran.read.effects, {
        migration: height,
        statement,
      });
      if (outcome.kind === "fails" && ran.outcome.kind !== "fails" && !found.has(statement))
        found.set(statement, { statement, failure: outcome, again: catalog });
      catalog = next;
    }
  }
  return [...found.values()].sort((a, b) => a.statement - b.statement);
}

/** After which statements the run stops, 1-based; evenly spread where it cannot be everywhere. */
function stops(count: number): readonly number[] {
  const most = count <= mostEverywhere ? count : Math.max(3, Math.floor(budget / count));
  const step = Math.max(1, Math.ceil((count - 1) / most));
  const places: number[] = [];
  for (let stop = 1; stop < count; stop += step) places.push(stop);
  return places;
}
