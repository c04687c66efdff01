import type { OpenedHistory } from "../history/open.ts";
import type { Finding, Fix } from "../rules/finding.ts";
import { bootFixes } from "./boot-fixes.ts";
import { type CheckOptions, checkFile } from "./check-file.ts";
import { folderFixes } from "./check-folder.ts";
import { benches, type Engines } from "./context.ts";
import { declareFixes } from "./declare-fix.ts";
import { proposed } from "./first-that-holds.ts";
import { nullableKeyFixes } from "./nullable-key.ts";
import { earlierFixes, idleFixes, unpreparedFixes } from "./program-calls.ts";
import { renewEnumFixes } from "./renew-enum.ts";
import { reordered } from "./reorder-revisions.ts";
import { reorderedSeeds } from "./reorder-seeds.ts";
import { sameFinding } from "./same-finding.ts";
import { seedFixes } from "./seed-revision.ts";
import { objection } from "./try-fix.ts";
import { writtenFinding, writtenFix } from "./written.ts";

/** Every fix of a finding that holds when it is tried, best first: in the statement, in the program, in other files. */
export function fixesOf(
  machine: Engines,
  history: OpenedHistory,
  finding: Finding,
  options: CheckOptions,
): readonly Fix[] {
  const [found] = benches(machine, history, finding.path).flatMap((on) => {
    const judged = checkFile(on, options).find((one) =>
      sameFinding(writtenFinding(history, on.file, one.finding), finding),
    );
    return judged ? [{ on, judged }] : [];
  });
  if (!found) return folderFixes(machine, history, finding);
  const { on, judged } = found;
  const written = (fixes: readonly Fix[]): readonly Fix[] =>
    fixes.flatMap((fix) => writtenFix(on.file, finding.path, fix) ?? []);
  const own = proposed(on, judged, "sketch").filter((fix) => objection(on, [fix]) === undefined);
  return [
    ...written(nullableKeyFixes(on, judged)),
    ...idleFixes(on, judged, finding.path),
    ...seedFixes(on, judged, finding.path),
    ...earlierFixes(on, judged, finding.path),
    ...unpreparedFixes(on, judged, finding.path),
    ...reordered(machine, history, finding),
    ...reorderedSeeds(machine, history, finding),
    ...written(own),
    ...renewEnumFixes(machine, history, judged),
    ...bootFixes(machine, history, finding, options),
    ...declareFixes(machine, history, judged, options),
  ];
}
