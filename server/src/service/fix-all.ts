import { writtenText } from "../history/source-file.ts";
import { type Finding, type Fix, type Grade, grades } from "../rules/finding.ts";
import type { Span } from "../text/span.ts";
import { type CheckOptions, checkFile, type Judged } from "./check-file.ts";
import { type Bench, withEdits } from "./context.ts";
import { firstThatHolds, proposed } from "./first-that-holds.ts";
import { halfWayFixes, restamped, stopped, type Trial, undecided } from "./half-way.ts";
import { type Patience, patience } from "./patience.ts";
import { guardSwap } from "./swap.ts";
import { allEdits, lostIn, objection } from "./try-fix.ts";

export interface Fixed {
  readonly text: string;
  readonly applied: readonly { rule: string; title: string; statement: Span }[];
  readonly declined: readonly { finding: Finding; because: string }[];
}

const mostRounds = 10;

/** Fixes at most of `grade`, all at once where that comes out right, else one by one; again until nothing is left. */
export function fixAll(start: Bench, path: string, grade: Grade, options: FixOptions): Fixed {
  const allowed = grades.slice(0, grades.indexOf(grade) + 1);
  const left = patience();
  let done = swapsGuarded(rounds(start, grade, options), allowed, grade, options);
  if (options.halfWay)
    for (const trial of [undecided, restamped, stopped])
      done = trialRounds(done, trial, allowed, left);
  return {
    text: writtenText(done.on.file, path),
    applied: done.applied,
    declined: [...done.declined, ...unmended(done.on, options)],
  };
}

export interface FixOptions extends CheckOptions {
  /** Mend also what other runs than a full second one would trip over: see half-way.ts. */
  readonly halfWay?: boolean;
}

const mostSwaps = 5;

/** All of them, or none: what is behind a guarded one is thrown away by the next. */
function swapsGuarded(
  start: Done,
  allowed: readonly Grade[],
  grade: Grade,
  options: CheckOptions,
): Done {
  let done: Done = { ...start, on: { ...start.on, swapping: true } };
  for (let swap = 0; swap < mostSwaps; swap++) {
    const guarded = guardSwap(done.on, allowed, (on) => rounds(on, grade, options).on);
    if (!guarded) break;
    const applied = [...done.applied, entry(done.on, guarded.statement, guarded.fix)];
    done = { ...rounds(guarded.on, grade, options), applied };
  }
  const { swapping: _, ...on } = done.on;
  return lostIn(on) > lostIn(start.on) ? start : { ...done, on };
}

interface Done {
  readonly on: Bench;
  readonly applied: Fixed["applied"];
  readonly declined: Fixed["declined"];
}

function rounds(start: Bench, grade: Grade, options: CheckOptions): Done {
  const applied: { rule: string; title: string; statement: Span }[] = [];
  let declined: Fixed["declined"] = [];
  let on = start;
  for (let round = 0; round < mostRounds; round++) {
    const candidates = checkFile(on, options).filter(isToMend);
    const chosen = choose(on, candidates, grade);
    declined = chosen.declined;
    if (chosen.fixes.length === 0) break;
    for (const { judged, fix } of chosen.fixes)
      applied.push({
        rule: judged.finding.rule,
        title: fix.title,
        statement: judged.finding.statement ?? judged.finding.span,
      });
    on = edited(
      on,
      chosen.fixes.map(({ fix }) => fix),
    );
  }
  return { on, applied, declined };
}

/** What is merely said of a first run that goes well is left to whoever reads it. */
const isToMend = ({ finding, proposals }: Judged): boolean =>
  finding.run === "fresh" ? proposals.some(({ mends }) => mends) : proposals.length > 0;

function trialRounds(start: Done, trial: Trial, allowed: readonly Grade[], left: Patience): Done {
  let { on, applied } = start;
  for (let round = 0; round < mostRounds; round++) {
    const more = halfWayFixes(on, trial, allowed, left);
    if (more.length === 0) break;
    applied = [...applied, ...more.map(({ statement, fix }) => entry(on, statement, fix))];
    on = edited(
      on,
      more.map(({ fix }) => fix),
    );
  }
  return { ...start, on, applied };
}

/** What a second run trips over and nothing could be proposed for. */
const unmended = (on: Bench, options: CheckOptions): Fixed["declined"] =>
  checkFile(on, options)
    .filter((one) => one.finding.run === "second" && one.proposals.length === 0)
    .map((one) => ({ finding: one.finding, because: "no fix is known for it" }));

const entry = (on: Bench, statement: number, fix: Fix): Fixed["applied"][number] => ({
  rule: "rerun/guard-needed",
  title: fix.title,
  statement: on.first.statements[statement]?.read.statement.span ?? { start: 0, end: 0 },
});

function edited(on: Bench, fixes: readonly Fix[]): Bench {
  const next = withEdits(on, allEdits(fixes));
  return "refused" in next ? on : next;
}

interface Chosen {
  readonly fixes: readonly { judged: Judged; fix: Fix }[];
  readonly declined: Fixed["declined"];
}

function choose(on: Bench, candidates: readonly Judged[], grade: Grade): Chosen {
  const kept: { judged: Judged; fix: Fix }[] = [];
  const declined: { finding: Finding; because: string }[] = [];
  take(on, firstOfEachStatement(on, candidates, grade), grade, kept, declined);
  return { fixes: kept, declined };
}

/** All at once on top of those kept; in halves where that does not hold, so that the stubborn few cost little. */
function take(
  on: Bench,
  best: readonly { judged: Judged; fix: Fix }[],
  grade: Grade,
  kept: { judged: Judged; fix: Fix }[],
  declined: { finding: Finding; because: string }[],
): void {
  const [only] = best;
  if (!only) return;
  const taken = kept.map((one) => one.fix);
  if (best.length > 1) {
    if (!objection(on, [...taken, ...best.map(({ fix }) => fix)])) {
      kept.push(...best);
      return;
    }
    const middle = best.length >> 1;
    take(on, best.slice(0, middle), grade, kept, declined);
    take(on, best.slice(middle), grade, kept, declined);
    return;
  }
  const outcome = firstThatHolds(on, only.judged, grade, taken);
  if (typeof outcome === "string")
    declined.push({ finding: only.judged.finding, because: outcome });
  else kept.push({ judged: only.judged, fix: outcome });
}

function firstOfEachStatement(on: Bench, candidates: readonly Judged[], grade: Grade) {
  const seen = new Set<number>();
  const best: { judged: Judged; fix: Fix }[] = [];
  for (const judged of candidates) {
    const fix = proposed(on, judged, grade)[0];
    if (!fix || seen.has(judged.statement)) continue;
    seen.add(judged.statement);
    best.push({ judged, fix });
  }
  return best;
}
