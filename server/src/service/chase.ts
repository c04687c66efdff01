import type { Outcome } from "../catalog/outcome.ts";
import type { Fix } from "../rules/finding.ts";
import { replace } from "../text/edits.ts";
import { type Bench, withEdits } from "./context.ts";
import { buildsAnother } from "./try-fix.ts";

/** What a statement still trips over, and what could be done about that. */
export interface Next {
  readonly failure: Outcome;
  readonly fixes: readonly Fix[];
}

/** Inner statements of one block that may be mended one after the other: each takes a run. */
const mostSteps = 10;

/**
 * PostgreSQL reports the first inner statement of a block that fails. Where a fix of it moves the failure on to another
 * one, that is mended as well, until the block comes through: one fix for all of them.
 */
export function chased(
  on: Bench,
  statement: number,
  start: Fix,
  from: Outcome,
  next: (tried: Bench) => Next | undefined,
  holds: (fix: Fix) => boolean,
): Fix | undefined {
  const seen = new Set([place(from)]);
  let fix = start;
  for (let step = 0; step < mostSteps; step++) {
    const tried = withEdits(on, fix.edits);
    if ("refused" in tried || buildsAnother(on, tried) !== undefined) return undefined;
    const more = next(tried);
    const at = more && place(more.failure);
    const [best] = more?.fixes ?? [];
    if (!best || at === undefined || seen.has(at)) return undefined;
    seen.add(at);
    const whole = together(on, statement, tried, fix, best);
    if (!whole) return undefined;
    if (holds(whole)) return whole;
    fix = whole;
  }
  return undefined;
}

const place = (outcome: Outcome): string | undefined =>
  outcome.kind === "fails" ? outcome.inside?.sql : undefined;

/** Both, as an edit of the one statement. */
function together(
  on: Bench,
  statement: number,
  tried: Bench,
  fix: Fix,
  more: Fix,
): Fix | undefined {
  const result = withEdits(tried, more.edits);
  if ("refused" in result) return undefined;
  const was = on.first.statements[statement]?.read.statement;
  const now = result.first.statements[statement]?.read.statement;
  if (!was || !now) return undefined;
  const edit = replace(was.span, now.text);
  const alone = withEdits(on, [edit]);
  if ("refused" in alone || alone.file.text !== result.file.text) return undefined;
  return {
    title: fix.title === more.title ? fix.title : `${fix.title}; ${more.title}`,
    grade: more.grade === "safe" ? fix.grade : more.grade,
    edits: [edit],
  };
}
