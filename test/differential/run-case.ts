import type { Parser } from "../../server/src/sql/parser.ts";
import { compareOutcomes, compareShapes, type Disagreement } from "./compare.ts";
import type { Migration } from "./grammar/migration.ts";
import type { Real } from "./real.ts";
import { type Simulated, startSimulated } from "./simulated.ts";

export interface Difference extends Disagreement {
  readonly run: "before" | "first" | "second";
  /** The statement; undefined: the catalog after the run. */
  readonly statement: string | undefined;
}

export interface CaseResult {
  readonly statements: number;
  readonly unsure: readonly { readonly statement: string; readonly because: string }[];
  readonly failed: number;
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
  { before, file }: Migration,
  world: World,
): Promise<CaseResult> {
  await real.reset();
  const simulated = startSimulated(parser, world);
  const seen: Tally = {
    statements: 0,
    failed: 0,
    unsure: [],
    answers: { before: [], first: [], second: [] },
  };
  let difference: Difference | undefined;
  if (world === "open") for (const statement of before) await real.run(statement);
  else difference = await runFile(real, simulated, before, "before", seen);
  if (world === "open") await real.endSession();
  difference ??= await runFile(real, simulated, file, "first", seen);
  difference ??= await runFile(real, simulated, file, "second", seen);
  return { ...seen, difference };
}

interface Tally {
  statements: number;
  failed: number;
  readonly unsure: { readonly statement: string; readonly because: string }[];
  readonly answers: Record<Difference["run"], string[]>;
}

async function runFile(
  real: Real,
  simulated: Simulated,
  statements: readonly string[],
  run: Difference["run"],
  tally: Tally,
): Promise<Difference | undefined> {
  for (const statement of statements) {
    const answer = await real.run(statement);
    const outcome = simulated.run(statement);
    tally.statements++;
    tally.answers[run].push(answer.slice(0, 5));
    if (answer !== "") tally.failed++;
    const disagreement = compareOutcomes(answer, outcome);
    if (disagreement) return { run, statement, ...disagreement };
    if (outcome.kind !== "unsure") continue;
    tally.unsure.push({ statement, because: outcome.because });
    if (answer !== "") simulated.takeBack();
  }
  await real.endSession();
  simulated.endSession();
  const disagreement = compareShapes(await real.shape(), simulated.catalog());
  return disagreement && { run, statement: undefined, ...disagreement };
}
