// Long runs of the generated differential test: npx tsx scripts/differential.mts --minutes 10 --seed 1 [--world open]
import { parseArgs } from "node:util";
import { startReal } from "../test/differential/real.ts";
import { report } from "../test/differential/report.ts";
import type { World } from "../test/differential/run-case.ts";
import { search, type Totals } from "../test/differential/search.ts";
import { type Found, signature } from "../test/differential/shrink.ts";
import { newParser } from "../test/support/parser.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    world: { type: "string", default: "both" },
  },
});
const worlds: readonly World[] =
  values.world === "open" ? ["open"] : values.world === "closed" ? ["closed"] : ["closed", "open"];
const milliseconds = (Number(values.minutes) * 60_000) / worlds.length;

const parser = await newParser();
const real = await startReal();
const differences = new Map<string, { times: number; readonly shown: string }>();
for (const world of worlds) {
  const end = Date.now() + milliseconds;
  const until = (): boolean => Date.now() > end;
  const totals = await search(real, parser, { seed: Number(values.seed), until, world }, (found) =>
    note(world, found),
  );
  console.log(summary(world, totals));
}
await real.close();

for (const [cause, { times, shown }] of [...differences].sort(([, a], [, b]) => b.times - a.times))
  console.log(`\n#### ${times} × ${cause}\n${shown}`);
process.exit(differences.size > 0 ? 1 : 0);

/** The shortest case of each signature is kept. */
function note(world: World, found: Found): boolean {
  const cause = `${world} ${signature(found.difference)}`;
  const shown = report(found.migration, world, found.difference);
  const known = differences.get(cause);
  const shorter = known && known.shown.length <= shown.length ? known.shown : shown;
  differences.set(cause, { times: (known?.times ?? 0) + 1, shown: shorter });
  return true;
}

function summary(world: World, totals: Totals): string {
  const unsure = [...totals.unsure.values()].reduce((sum, times) => sum + times, 0);
  const share = ((100 * unsure) / totals.statements).toFixed(1);
  const reasons = [...totals.unsure]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 12)
    .map(([because, times]) => `  ${times} × ${because}`);
  return [
    `${world} world: ${totals.cases} cases, ${totals.statements} statements, ${totals.failed} refused by PostgreSQL, ${unsure} unsure (${share} %)${world === "open" ? `, ${totals.missed} failures not foreseen` : ""}`,
    ...reasons,
  ].join("\n");
}
