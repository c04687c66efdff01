import type { Catalog } from "../catalog/catalog.ts";
import { differences } from "../catalog/difference.ts";
import { beforeCommit } from "../catalog/objects/session.ts";
import type { Outcome } from "../catalog/outcome.ts";
import { execute, type Machine } from "../plpgsql/execute.ts";
import type { FileRun } from "./run-file.ts";

/** A statement that the file trips over when it is run from its start after it had stopped half-way. */
export interface TrippedOver {
  readonly statement: number;
  /** It fails; or it succeeds and adds its rows again, which no key is there yet to stop. */
  readonly outcome: Outcome;
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
  const found = new Map<number, TrippedOver>();
  for (const stop of stops(first))
    for (const one of resumed(machine, first, height, stop))
      if (!found.has(one.statement)) found.set(one.statement, one);
  return [...found.values()].sort((a, b) => a.statement - b.statement);
}

function resumed(
  machine: Machine,
  first: FileRun,
  height: number,
  stop: number,
): readonly TrippedOver[] {
  const failed: TrippedOver[] = [];
  const added: (TrippedOver & { readonly tables: ReadonlySet<string> })[] = [];
  let catalog = beforeCommit(first.statements[stop - 1]?.after ?? first.after);
  for (const [statement, ran] of first.statements.entries()) {
    // What the file has not reached yet meets the catalog that it is written for.
    if (statement >= stop && catalog === ran.before) break;
    const again = catalog;
    const { outcome, catalog: next } = execute(machine, again, ran.read.effects, {
      migration: height,
      statement,
    });
    if (outcome.kind === "fails" && ran.outcome.kind !== "fails")
      failed.push({ statement, outcome, again });
    if (statement < stop && outcome.kind === "applied" && inserts(ran.read.effects))
      added.push({ statement, outcome, again, tables: rowsAdded(again, next) });
    catalog = next;
  }
  const doubled = added.some(({ tables }) => tables.size > 0)
    ? rowsAdded(first.after, catalog)
    : none;
  const twice = added.filter(({ tables }) => [...tables].some((table) => doubled.has(table)));
  // A key that cannot be made over rows that are there twice, and what needs the key, are consequences.
  const consequence = failed.find(({ outcome }) => isUniqueViolation(outcome))?.statement;
  return twice.length === 0 || consequence === undefined
    ? failed
    : [...twice, ...failed.filter(({ statement }) => statement < consequence)];
}

const none: ReadonlySet<string> = new Set();

const inserts = (effects: FileRun["statements"][number]["read"]["effects"]): boolean =>
  effects.some(({ kind }) => kind === "insert");

/** The tables that certainly have rows more. */
const rowsAdded = (before: Catalog, after: Catalog): ReadonlySet<string> =>
  new Set(
    differences(before, after).flatMap(({ class: of, change, on }) =>
      of === "row" && change === "added" && on !== undefined ? [on] : [],
    ),
  );

const isUniqueViolation = (outcome: Outcome): boolean =>
  outcome.kind === "fails" && outcome.sqlstate === "23505";

/**
 * After which statements the run stops, 1-based; where it cannot be everywhere, evenly spread, and where rows have been
 * inserted: a dump makes their keys later.
 */
function stops({ statements }: FileRun): readonly number[] {
  const count = statements.length;
  const most = count <= mostEverywhere ? count : Math.max(3, Math.floor(budget / count));
  const step = Math.max(1, Math.ceil((count - 1) / most));
  const places = new Set<number>();
  for (let stop = 1; stop < count; stop += step) places.add(stop);
  const isInsert = (index: number): boolean => inserts(statements[index]?.read.effects ?? []);
  const filled = statements.flatMap((_, index) =>
    isInsert(index) && !isInsert(index + 1) && index + 1 < count ? [index + 1] : [],
  );
  for (const stop of filled.slice(-most)) places.add(stop);
  return [...places].sort((a, b) => a - b);
}
