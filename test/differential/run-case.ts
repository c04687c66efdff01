import type { Outcome } from "../../server/src/catalog/outcome.ts";
import type { Parser } from "../../server/src/sql/parser.ts";
import { compareOutcomes, compareShapes, type Disagreement } from "./compare.ts";
import type { Migration } from "./grammar/migration.ts";
import type { Real } from "./real.ts";
import type { Shape } from "./shape.ts";
import { type Simulated, startSimulated } from "./simulated.ts";

export interface Difference extends Disagreement {
  readonly run: "before" | "first" | "second";
  /** The statement; undefined: the catalog after the run. */
  readonly statement: string | undefined;
}

export interface CaseResult {
  readonly statements: number;
  /** Reasons. */
  readonly unsure: readonly string[];
  readonly failed: number;
  /** Open world: failures of the second run that the simulation took for successes. */
  readonly missed: number;
  /** "" or PostgreSQL's SQLSTATE. */
  readonly answers: Readonly<Record<Difference["run"], readonly string[]>>;
  readonly difference: Difference | undefined;
}

/** Closed: the simulation sees everything from the first statement on. Open: it is not shown what ran before the file. */
export type World = "closed" | "open";

/** Runs a migration twice on both sides, statement by statement, up to the first difference. */
export async function runCase(
  real: Real,
  parser: Parser,
  migration: Migration,
  world: World,
): Promise<CaseResult> {
  await real.reset();
  const sides: Sides = {
    real,
    simulated: startSimulated(parser, world),
    tally: {
      statements: 0,
      failed: 0,
      missed: 0,
      unsure: [],
      answers: { before: [], first: [], second: [] },
    },
  };
  const run = world === "open" ? runOpen : runClosed;
  const difference = await run(sides, migration);
  return { ...sides.tally, difference };
}

interface Sides {
  readonly real: Real;
  readonly simulated: Simulated;
  readonly tally: {
    statements: number;
    failed: number;
    missed: number;
    readonly unsure: string[];
    readonly answers: Record<Difference["run"], string[]>;
  };
}

/** Every answer agrees, and the catalogs after each run. */
async function runClosed(
  sides: Sides,
  { before, file }: Migration,
): Promise<Difference | undefined> {
  const { real, simulated } = sides;
  const runFile = async (
    statements: readonly string[],
    run: Difference["run"],
  ): Promise<Difference | undefined> => {
    for (const statement of statements) {
      const { error } = await real.run(statement);
      const outcome = simulate(sides, run, statement, error);
      const disagreement = compareOutcomes(error, outcome);
      if (disagreement) return { run, statement, ...disagreement };
      if (error !== "") simulated.takeBack();
    }
    await real.endSession();
    simulated.endSession();
    const disagreement = run !== "before" && compareShapes(await real.shape(), simulated.catalog());
    return disagreement ? { run, statement: undefined, ...disagreement } : undefined;
  };
  return (
    (await runFile(before, "before")) ??
    (await runFile(file, "first")) ??
    (await runFile(file, "second"))
  );
}

/**
 * A file of an unknown past is taken to have run well: what PostgreSQL refuses or skips in the first run is left out.
 * Then whatever the simulation says will fail must fail, with the same SQLSTATE.
 */
async function runOpen(sides: Sides, { before, file }: Migration): Promise<Difference | undefined> {
  const { real, simulated } = sides;
  for (const statement of before) await real.run(statement);
  await real.endSession();
  const ranWell: string[] = [];
  for (const statement of file) {
    const isBlock = statement.startsWith("DO ");
    const shape = isBlock || mayDoPart.test(statement) ? await real.shape() : undefined;
    const { error, skipped } = await real.run(isBlock ? telling(statement) : statement);
    // What else a block did that caught something, or a statement that skipped a part, the simulation would not be shown.
    if (shape && skipped && !same(shape, await real.shape())) return undefined;
    if (error !== "" || skipped) continue;
    if (shape && isBlock && same(shape, await real.shape())) {
      // It may have made a temporary table, which is in no shape.
      if (/ TEMP /.test(statement)) return undefined;
      continue;
    }
    // A guard that nobody can decide is taken to have let its statements run; here others may have.
    if (isBlock && / THEN .*( THEN | ELSE )/.test(statement)) return undefined;
    const outcome = simulate(sides, "first", statement, error);
    // A guard that asks the unseen past is answered as where nothing of it is there; here something was.
    if (isBlock && outcome.kind === "skipped") return undefined;
    const disagreement = outcome.kind === "fails" && compareOutcomes(error, outcome);
    if (disagreement) return { run: "first", statement, ...disagreement };
    ranWell.push(statement);
  }
  await real.endSession();
  simulated.endSession();
  for (const statement of ranWell) {
    const { error } = await real.run(statement);
    const outcome = simulate(sides, "second", statement, error);
    const disagreement = compareOutcomes(error, outcome);
    if (disagreement && outcome.kind === "fails")
      return { run: "second", statement, ...disagreement };
    if (disagreement) sides.tally.missed++;
    if (error !== "") simulated.takeBack();
  }
  return undefined;
}

/** Several commands, some with a guard of their own. */
const mayDoPart = /^ALTER TABLE\b(?=.* IF ).*,/;

/** Its handlers tell when they catch something. */
const telling = (block: string): string =>
  block.replace(/(EXCEPTION WHEN .*? THEN )/g, "$1RAISE NOTICE 'caught, skipping'; ");

const same = (before: Shape, after: Shape): boolean =>
  JSON.stringify([...before]) === JSON.stringify([...after]);

function simulate(
  { simulated, tally }: Sides,
  run: Difference["run"],
  statement: string,
  error: string,
): Outcome {
  const outcome = simulated.run(statement);
  tally.statements++;
  tally.answers[run].push(error.slice(0, 5));
  if (error !== "") tally.failed++;
  if (outcome.kind === "unsure") tally.unsure.push(outcome.because);
  return outcome;
}
