import type { Row } from "../catalog/catalog.ts";
import { findRelation } from "../catalog/look-up.ts";
import type { Failure, Outcome } from "../catalog/outcome.ts";
import { isTable } from "../catalog/relations/require.ts";
import { halfWay, type TrippedOver } from "../history/half-way.ts";
import { type Ran, rerunWith, secondRun } from "../history/run-file.ts";
import type { Fix, Grade } from "../rules/finding.ts";
import { isMissing } from "../rules/fixes/failure-kinds.ts";
import { insertOnce } from "../rules/fixes/insert-once.ts";
import { leaveAlone } from "../rules/fixes/leave-alone.ts";
import { rerunFixes } from "../rules/fixes/rerun-fixes.ts";
import type { Proposal, Scene } from "../rules/rule.ts";
import { chased, type Next } from "./chase.ts";
import { type Bench, withEdits } from "./context.ts";
import { type Patience, spend } from "./patience.ts";
import { scenes } from "./scenes.ts";
import { allEdits, fixOf, objection } from "./try-fix.ts";

/** A statement that a full second run passes, and another run trips over, with its tried fix. */
export interface HalfWayFix {
  readonly statement: number;
  readonly fix: Fix;
}

/** What another run than a full second one trips over. */
export type Trial = (on: Bench) => readonly Tripped[];

interface Tripped extends Pick<TrippedOver, "statement" | "again"> {
  readonly failure: Outcome;
  /** What could be done about it, where nothing fails. */
  readonly fixes?: (scene: Scene) => readonly Proposal[];
}

/** Runs from the start after the first one stopped half-way. */
export const stopped: Trial = (on) =>
  halfWay(on.machine, on.first, on.height).map(({ statement, outcome, again }) => ({
    statement,
    failure: outcome,
    again,
    ...(outcome.kind === "fails" ? {} : { fixes: addedOnce }),
  }));

/** Its rows are added twice where the key that is to stop it is made later in the file. */
const addedOnce = (scene: Scene): readonly Proposal[] =>
  scene.effects.flatMap((effect) => (effect.kind === "insert" ? insertOnce(scene, effect) : []));

/**
 * A second run in a world where every condition holds that nobody can answer: IF EXISTS (SELECT … FROM pg_extension …)
 * is as true in the second run as in the first, and what it guards is not guarded against having been done.
 */
export const undecided: Trial = (on) => {
  if (!on.second.statements.some((one, index) => isOpen(on, one, index))) return [];
  const machine = { ...on.machine, undecided: "holds" } as const;
  const first = rerunWith(machine, { ...on.first, statements: [] }, on.file, on.height);
  const second = secondRun(machine, first, on.height);
  return second.statements.flatMap(({ before, outcome }, statement) =>
    outcome.kind === "fails" &&
    first.statements[statement]?.outcome.kind !== "fails" &&
    on.second.statements[statement]?.outcome.kind === "unsure" &&
    !asksFor(first.statements[statement], outcome)
      ? [{ statement, failure: outcome, again: before }]
      : [],
  );
};

/** Does a condition name the very thing that is missing, or in the way? It does not hold again, whatever it asks. */
const asksFor = (ran: Ran | undefined, { subject }: Failure): boolean =>
  subject !== undefined && (ran?.read.statement.text.includes(`'${subject.name}'`) ?? false);

/** Rows that have what an UPDATE sets, of which a trigger keeps the time: it is another one after the second run. */
export const restamped: Trial = (on) =>
  on.second.statements.flatMap(({ before, after, outcome, read }, statement) => {
    const [effect] = read.effects;
    if (effect?.kind !== "update" || outcome.kind !== "applied") return [];
    const { key } = findRelation(before, effect.table);
    const [was, now] = [before, after].map((one) => one.relations.known.get(key));
    if (!was || !now || !isTable(was) || !isTable(now)) return [];
    const changed = now.rows.known.filter((row, index) => row !== was.rows.known.get(index));
    const isStamped = (row: Row, old: Row | undefined) =>
      row.values.every(
        (value, column) => value === old?.values.get(column) || value.kind === "fresh",
      );
    return !changed.isEmpty() &&
      now.rows.known.every((row, index) => isStamped(row, was.rows.known.get(index)))
      ? [{ statement, failure: outcome, again: before, fixes: leaveAlone }]
      : [];
  });

const isOpen = (on: Bench, { outcome, read }: Ran, index: number): boolean =>
  outcome.kind === "unsure" &&
  on.first.statements[index]?.outcome.kind !== "fails" &&
  read.effects.some((effect) => effect.kind === "do");

/**
 * The next round of fixes for what a trial trips over: what holds together, less tripped over than before, and the
 * first and the second run as good as they were. Empty when nothing more can be done.
 */
export function halfWayFixes(
  on: Bench,
  trial: Trial,
  grades: readonly Grade[],
  left: Patience,
): readonly HalfWayFix[] {
  const tripped = trial(on);
  if (tripped.length === 0) return [];
  const kept: HalfWayFix[] = [];
  const all = candidates(on, tripped, grades);
  // DROP a, b that fails because a is gone leaves b there: with IF EXISTS, CREATE b is as good as it was.
  const gone = all.filter(isGone);
  if (gone.length > 0 && gone.length < all.length) {
    const first: HalfWayFix[] = [];
    take(on, trial, gone, tripped.length, first, grades, left);
    if (comesThrough(on, trial, first)) return first;
  }
  take(on, trial, all, tripped.length, kept, grades, left);
  return kept;
}

function comesThrough(on: Bench, trial: Trial, fixes: readonly HalfWayFix[]): boolean {
  const tried = withEdits(on, allEdits(fixes.map(({ fix }) => fix)));
  return !("refused" in tried) && trial(tried).length === 0;
}

const isGone = ({ failure }: Candidate): boolean => failure.kind === "fails" && isMissing(failure);

interface Candidate extends Next {
  readonly statement: number;
}

function candidates(
  on: Bench,
  tripped: readonly Tripped[],
  grades: readonly Grade[],
): readonly Candidate[] {
  const placed = new Map([...scenes(on)].map((one) => [one.index, one]));
  return tripped.flatMap(({ statement, failure, again, fixes }) => {
    const found = placed.get(statement);
    if (!found) return [];
    const scene = { ...found.scene, second: failure, again, changes: [], echoes: [] };
    const made = (fixes ?? rerunFixes)(scene)
      .filter((one) => grades.includes(one.grade))
      .flatMap((one) => fixOf(on, statement, one) ?? []);
    return made.length > 0 ? [{ statement, failure, fixes: made }] : [];
  });
}

/** Together where that comes out right, else in halves; a single one by its alternatives. */
function take(
  on: Bench,
  trial: Trial,
  list: readonly Candidate[],
  before: number,
  kept: HalfWayFix[],
  grades: readonly Grade[],
  left: Patience,
): void {
  const [only] = list;
  if (!only || !spend(left, on)) return;
  const taken = kept.map(({ fix }) => fix);
  if (list.length > 1) {
    const best = list.flatMap(({ statement, fixes: [fix] }) => (fix ? [{ statement, fix }] : []));
    if (holds(on, trial, [...taken, ...best.map(({ fix }) => fix)], before - kept.length)) {
      kept.push(...best);
      return;
    }
    const middle = list.length >> 1;
    take(on, trial, list.slice(0, middle), before, kept, grades, left);
    take(on, trial, list.slice(middle), before, kept, grades, left);
    return;
  }
  const isRight = (one: Fix) =>
    spend(left, on) && holds(on, trial, [...taken, one], before - kept.length);
  const fix = only.fixes.find(isRight) ?? innerByInner(on, trial, only, grades, isRight);
  if (fix) kept.push({ statement: only.statement, fix });
}

function innerByInner(
  on: Bench,
  trial: Trial,
  { statement, failure, fixes: [first] }: Candidate,
  grades: readonly Grade[],
  isRight: (fix: Fix) => boolean,
): Fix | undefined {
  if (!first || failure.kind !== "fails" || !failure.inside) return undefined;
  const next = (tried: Bench): Next | undefined =>
    candidates(
      tried,
      trial(tried).filter((one) => one.statement === statement),
      grades,
    )[0];
  return chased(on, statement, first, failure, next, isRight);
}

function holds(on: Bench, trial: Trial, fixes: readonly Fix[], before: number): boolean {
  if (objection(on, fixes) !== undefined) return false;
  const tried = withEdits(on, allEdits(fixes));
  return !("refused" in tried) && trial(tried).length < before;
}
