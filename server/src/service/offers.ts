import type { Finding, Fix } from "../rules/finding.ts";
import { type CheckOptions, checkFile } from "./check-file.ts";
import type { Bench } from "./context.ts";
import { proposed } from "./fix-all.ts";
import { sameFinding } from "./same-finding.ts";
import { objection } from "./try-fix.ts";

/**
 * The fixes of every finding of a file. First all best ones are tried together, which is one run of the file; only
 * where that does not hold is each tried by itself.
 */
export function offers(on: Bench, options: CheckOptions): (finding: Finding) => readonly Fix[] {
  const judged = checkFile(on, options).filter((one) => one.proposals.length > 0);
  if (judged.length === 0) return () => [];
  const best = judged.flatMap((one) => proposed(on, one, "sketch").slice(0, 1));
  const together =
    new Set(judged.map((one) => one.statement)).size === judged.length && !objection(on, best);
  return (finding) => {
    const found = judged.find((one) => sameFinding(one.finding, finding));
    if (!found) return [];
    const fixes = proposed(on, found, "sketch");
    if (together) return fixes.slice(0, 1);
    return fixes.filter((fix) => !objection(on, [fix]));
  };
}
