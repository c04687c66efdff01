import { halfWay, type TrippedOver } from "../history/half-way.ts";
import type { Finding, Fix, Grade } from "../rules/finding.ts";
import { rerunFixes } from "../rules/fixes/rerun-fixes.ts";
import { applyEdits } from "../text/edits.ts";
import type { Judged } from "./check-file.ts";
import { type Bench, withText } from "./context.ts";
import { scenes } from "./scenes.ts";
import { fixOf, objection } from "./try-fix.ts";

/** A statement that a full second run passes, and one after a stop half-way trips over, with its tried fix. */
export interface HalfWayFix {
  readonly statement: number;
  readonly fix: Fix;
}

/**
 * The next round of fixes for runs that stopped half-way: what holds together, less tripped over than before, and the
 * first and the second run as good as they were. Empty when nothing more can be done.
 */
export function halfWayFixes(on: Bench, grades: readonly Grade[]): readonly HalfWayFix[] {
  const tripped = trippedOver(on);
  if (tripped.length === 0) return [];
  const kept: HalfWayFix[] = [];
  take(on, candidates(on, tripped, grades), tripped.length, kept);
  return kept;
}

const trippedOver = (on: Bench): readonly TrippedOver[] => halfWay(on.machine, on.first, on.height);

interface Candidate {
  readonly statement: number;
  readonly fixes: readonly Fix[];
}

function candidates(
  on: Bench,
  tripped: readonly TrippedOver[],
  grades: readonly Grade[],
): readonly Candidate[] {
  const placed = new Map(
    [...scenes(on.file.text, on.first, on.second)].map((one) => [one.index, one]),
  );
  return tripped.flatMap(({ statement, failure, again }) => {
    const found = placed.get(statement);
    if (!found) return [];
    const scene = { ...found.scene, second: failure, again, changes: [], echoes: [] };
    const judged: Judged = { finding: nobody, proposals: rerunFixes(scene), statement };
    const fixes = judged.proposals
      .filter((one) => grades.includes(one.grade))
      .flatMap((one) => fixOf(on, judged, one) ?? []);
    return fixes.length > 0 ? [{ statement, fixes }] : [];
  });
}

/** Together where that comes out right, else in halves; a single one by its alternatives. */
function take(on: Bench, list: readonly Candidate[], before: number, kept: HalfWayFix[]): void {
  const [only] = list;
  if (!only) return;
  const taken = kept.map(({ fix }) => fix);
  if (list.length > 1) {
    const best = list.flatMap(({ statement, fixes: [fix] }) => (fix ? [{ statement, fix }] : []));
    if (holds(on, [...taken, ...best.map(({ fix }) => fix)], before - kept.length)) {
      kept.push(...best);
      return;
    }
    const middle = list.length >> 1;
    take(on, list.slice(0, middle), before, kept);
    take(on, list.slice(middle), before, kept);
    return;
  }
  const fix = only.fixes.find((one) => holds(on, [...taken, one], before - kept.length));
  if (fix) kept.push({ statement: only.statement, fix });
}

function holds(on: Bench, fixes: readonly Fix[], before: number): boolean {
  if (objection(on, fixes) !== undefined) return false;
  const text = applyEdits(
    on.file.text,
    fixes.flatMap((fix) => fix.edits),
  );
  return trippedOver(withText(on, text)).length < before;
}

/** Its statement is not reported: a full second run passes it. */
const nobody: Finding = {
  rule: "rerun/half-way",
  severity: "information",
  message: "",
  detail: "",
  run: null,
  sqlstate: null,
  path: "",
  span: { start: 0, end: 0 },
  statement: null,
  related: [],
};
