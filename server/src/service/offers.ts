import type { Finding, Fix } from "../rules/finding.ts";
import { type CheckOptions, checkFile, type Judged } from "./check-file.ts";
import type { Bench } from "./context.ts";
import { firstThatHolds, proposed } from "./first-that-holds.ts";
import { sameFinding } from "./same-finding.ts";
import { objection } from "./try-fix.ts";
import { writtenFinding, writtenFix } from "./written.ts";

/**
 * The best fix of every finding of a file. Best ones are tried together, which is one run of the file, and in halves
 * where that does not hold, so that a few stubborn statements do not cost a run for each of the others.
 */
export function offers(on: Bench, options: CheckOptions): (finding: Finding) => readonly Fix[] {
  const judged = checkFile(on, options).filter((one) => one.proposals.length > 0);
  const offered = new Map<Judged, Fix>();
  offer(on, judged, offered);
  return (finding) => {
    const found = judged.find((one) =>
      sameFinding(writtenFinding(on.history, on.file, one.finding), finding),
    );
    const fix = found && offered.get(found);
    const written = fix && writtenFix(on.file, finding.path, fix);
    return written ? [written] : [];
  };
}

function offer(on: Bench, judged: readonly Judged[], offered: Map<Judged, Fix>): void {
  const [only] = judged;
  if (!only) return;
  if (judged.length === 1) {
    const fix = firstThatHolds(on, only, "sketch", []);
    if (typeof fix !== "string") offered.set(only, fix);
    return;
  }
  const best = judged.flatMap((one) => {
    const [fix] = proposed(on, one, "sketch");
    return fix ? [{ one, fix }] : [];
  });
  const apart = new Set(best.map(({ one }) => one.statement)).size === best.length;
  if (
    apart &&
    !objection(
      on,
      best.map(({ fix }) => fix),
    )
  ) {
    for (const { one, fix } of best) offered.set(one, fix);
    return;
  }
  const middle = judged.length >> 1;
  offer(on, judged.slice(0, middle), offered);
  offer(on, judged.slice(middle), offered);
}
