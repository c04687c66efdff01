import type { Migration } from "./grammar/migration.ts";
import type { Difference, World } from "./run-case.ts";

/** A case as SQL, with both answers. */
export function report({ before, file }: Migration, world: World, difference: Difference): string {
  const where = difference.statement ?? "-- the catalog afterwards";
  return [
    ...(before.length > 0
      ? [`-- before${world === "open" ? " (not shown to the simulation)" : ""}`]
      : []),
    ...before.map((statement) => `${statement};`),
    "-- file",
    ...file.map((statement) => `${statement};`),
    "",
    `${difference.run} run: ${where}`,
    `  PostgreSQL: ${difference.postgres}`,
    `  simulation: ${difference.simulated}`,
  ].join("\n");
}
