import fc from "fast-check";
import type { Parser } from "../../server/src/sql/parser.ts";
import { type Migration, migration } from "./grammar/migration.ts";
import type { Real } from "./real.ts";
import { runCase, type World } from "./run-case.ts";
import { type Found, shrink, signature } from "./shrink.ts";

export interface Totals {
  cases: number;
  statements: number;
  failed: number;
  missed: number;
  /** By reason. */
  readonly unsure: Map<string, number>;
}

/**
 * Runs generated cases until the time is over; the same seed gives the same cases in the same order.
 * `onFound` is told every difference, the first two of a kind shrunk; its answer says whether to go on.
 */
export async function search(
  real: Real,
  parser: Parser,
  options: { readonly seed: number; readonly until: () => boolean; readonly world: World },
  onFound: (found: Found) => boolean,
): Promise<Totals> {
  const totals: Totals = { cases: 0, statements: 0, failed: 0, missed: 0, unsure: new Map() };
  const known = new Map<string, number>();
  const differs = async (one: Migration) =>
    (await runCase(real, parser, one, options.world)).difference;
  for (let batch = 0; ; batch++) {
    const cases = fc.sample(migration, { seed: options.seed + batch, numRuns: batchSize });
    for (const one of cases) {
      if (options.until()) return totals;
      const result = await runCase(real, parser, one, options.world);
      totals.cases++;
      totals.statements += result.statements;
      totals.failed += result.failed;
      totals.missed += result.missed;
      for (const because of result.unsure)
        totals.unsure.set(because, (totals.unsure.get(because) ?? 0) + 1);
      if (!result.difference) continue;
      const found = { migration: one, difference: result.difference };
      const times = (known.get(signature(found.difference)) ?? 0) + 1;
      known.set(signature(found.difference), times);
      if (!onFound(times > 2 ? found : await shrink(found, differs))) return totals;
    }
  }
}

/** fast-check makes the first cases of a batch small. */
const batchSize = 100;
