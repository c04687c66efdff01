import { type Fix, type Grade, grades } from "../rules/finding.ts";
import { rerunFixes } from "../rules/fixes/rerun-fixes.ts";
import { chased, type Next } from "./chase.ts";
import type { Judged } from "./check-file.ts";
import type { Bench } from "./context.ts";
import { scenes } from "./scenes.ts";
import { fixOf, objection } from "./try-fix.ts";

/** Tries the proposals of one finding in order, on top of those already taken. */
export function firstThatHolds(
  on: Bench,
  judged: Judged,
  grade: Grade,
  taken: readonly Fix[],
): Fix | string {
  let reason = "there is no fix of this grade";
  for (const fix of proposed(on, judged, grade)) {
    const against = objection(on, [...taken, fix]);
    if (against === undefined) return fix;
    reason = against;
  }
  return innerByInner(on, judged, grade, taken) ?? reason;
}

/** A DO block in which several inner statements fail, one after the other. */
function innerByInner(
  on: Bench,
  { statement, ...judged }: Judged,
  grade: Grade,
  taken: readonly Fix[],
): Fix | undefined {
  const failure = on.second.statements[statement]?.outcome;
  if (failure?.kind !== "fails" || !failure.inside) return undefined;
  const next = (tried: Bench): Next | undefined => {
    const outcome = tried.second.statements[statement]?.outcome;
    const placed = [...scenes(tried)].find(({ index }) => index === statement);
    if (outcome?.kind !== "fails" || !placed) return undefined;
    const proposals = rerunFixes(placed.scene);
    return { failure: outcome, fixes: proposed(tried, { ...judged, proposals, statement }, grade) };
  };
  for (const fix of proposed(on, { ...judged, statement }, grade).slice(0, mostChased)) {
    const found = chased(
      on,
      statement,
      fix,
      failure,
      next,
      (whole) => objection(on, [...taken, whole]) === undefined,
    );
    if (found) return found;
  }
  return undefined;
}

/** Alternatives for the first inner statement. */
const mostChased = 2;

export const proposed = (on: Bench, judged: Judged, grade: Grade): readonly Fix[] =>
  judged.proposals
    .filter((one) => grades.indexOf(one.grade) <= grades.indexOf(grade))
    .flatMap((one) => fixOf(on, judged.statement, one) ?? []);
