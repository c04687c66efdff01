import { differences } from "../catalog/difference.ts";
import { thrownAway } from "../history/thrown-away.ts";
import type { Fix } from "../rules/finding.ts";
import type { Proposal } from "../rules/rule.ts";
import { insertAt } from "../text/edits.ts";
import { lineEnding } from "../text/lines.ts";
import { type Edit, type Span, shift } from "../text/span.ts";
import { type Bench, withEdits } from "./context.ts";
import { refusedForTransaction } from "./transaction-of.ts";

/** A proposal for the statement of this index as edits of the file, with what the runner needs around it. */
export function fixOf(on: Bench, index: number, proposal: Proposal): Fix | undefined {
  const statement = on.first.statements[index]?.read.statement;
  if (!statement) return undefined;
  const edits: Edit[] = proposal.edits.map((edit) => ({
    span: shift(edit.span, statement.span.start),
    text: edit.text,
  }));
  const { around, forbidden, keepWhole } = on.history.runner.splitter;
  if (forbidden?.some((one) => edits.some((edit) => one.text.test(edit.text)))) return undefined;
  if (proposal.block) {
    const option = keepWhole?.(on.file.text, statement.span.start);
    if (option) edits.unshift(option);
  }
  if (proposal.block && around && !isAround(on.file.text, statement.span, around)) {
    const eol = lineEnding(on.file.text);
    const end = statement.terminator?.end ?? statement.span.end;
    edits.unshift(insertAt(statement.span.start, around.before + eol));
    edits.push(insertAt(end, `${statement.terminator ? "" : ";"}${eol}${around.after}`));
  }
  const { title, grade, mends } = proposal;
  return { title, grade, edits, ...(mends ? { mends } : {}) };
}

/** The edits of fixes that are made together; what two of them insert at one place (an option of the file) once. */
export function allEdits(fixes: readonly Fix[]): readonly Edit[] {
  const seen = new Map<string, Fix>();
  return fixes.flatMap((fix) =>
    fix.edits.filter((edit) => {
      const key = `${edit.span.start} ${edit.span.end} ${edit.text}`;
      const other = seen.get(key) ?? fix;
      seen.set(key, other);
      return other === fix;
    }),
  );
}

const isAround = (text: string, span: Span, around: { before: string; after: string }): boolean =>
  text.lastIndexOf(around.before, span.start) > text.lastIndexOf(around.after, span.start);

/** Why a set of fixes cannot be offered; undefined when the file comes out right. */
export function objection(on: Bench, fixes: readonly Fix[]): string | undefined {
  const tried = withEdits(on, allEdits(fixes));
  if ("refused" in tried) return tried.refused;
  if (tried.file.text === on.file.text) return "it changes nothing";
  if (fixes.some((fix) => fix.mends === "first run"))
    return broken(tried) <= broken(on) && troubles(tried) < troubles(on)
      ? undefined
      : "the first run would be no better";
  const another = fixes.some((fix) => fix.mends === "what is skipped")
    ? makesNoMore(on, tried)
    : buildsAnother(on, tried);
  if (another !== undefined) return another;
  const [lost] = on.swapping ? [] : thrownAway(tried.first, tried.second);
  if (lost && lostIn(tried) > lostIn(on))
    return `the second run would throw away ${lost.name} with what the first one put into it`;
  if (stillUnclean(on, tried) || problems(tried) > problems(on) - mendedStatements(on, fixes))
    return "the second run would still not be clean";
  return undefined;
}

/** How much of what the first run left the second one throws away. */
export const lostIn = (on: Bench): number => thrownAway(on.first, on.second).length;

/** Why the first run of another text is not as good as the one that is there; undefined when it is the same. */
export function buildsAnother(on: Bench, tried: Bench): string | undefined {
  const worse = runsWorse(on, tried);
  if (worse !== undefined) return worse;
  const [difference] = differences(on.first.after, tried.first.after);
  return difference && `the first run would build another ${difference.class} ${difference.key}`;
}

/** Why another text does not just make what was skipped; undefined when it adds something and changes nothing else. */
function makesNoMore(on: Bench, tried: Bench): string | undefined {
  const worse = runsWorse(on, tried);
  if (worse !== undefined) return worse;
  const found = differences(on.first.after, tried.first.after);
  if (found.length === 0) return "the first run would still skip it";
  const other = found.find((one) => one.change !== "added");
  return other && `the first run would build another ${other.class} ${other.key}`;
}

function runsWorse(on: Bench, tried: Bench): string | undefined {
  if (broken(tried) > broken(on)) return "PostgreSQL could not read the result";
  if (failing(tried.first.statements) > failing(on.first.statements))
    return "the first run would fail";
  if (unsure(tried.first.statements) > unsure(on.first.statements))
    return "what the first run does would not be known";
  return undefined;
}

/** Statements that fail in the second run, or change something in it, though the first run went well. */
export const problems = (on: Bench): number =>
  on.second.statements.filter((_, index) => isProblem(on, index)).length;

const isProblem = (on: Bench, index: number): boolean =>
  on.first.statements[index]?.outcome.kind !== "fails" &&
  (on.second.statements[index]?.outcome.kind === "fails" || changesSomething(on, index));

const changesSomething = (on: Bench, index: number): boolean =>
  (on.second.changes[index]?.length ?? 0) + (on.second.echoes[index]?.length ?? 0) > 0;

const failing = (statements: Bench["first"]["statements"]): number =>
  statements.filter((one) => one.outcome.kind === "fails").length;

const unsure = (statements: Bench["first"]["statements"]): number =>
  statements.filter((one) => one.outcome.kind === "unsure").length;

/** What fails in the first run, and what it finds missing. */
const troubles = (on: Bench): number =>
  failing(on.first.statements) +
  refusedForTransaction(on) +
  on.first.statements.reduce((sum, one) => sum + (one.missing?.length ?? 0), 0);

const broken = (on: Bench): number =>
  on.first.statements.filter((one) => one.read.parsed.kind === "error").length;

/** A statement that a fix wrote is no better than the one before: others may have become unsure meanwhile. */
function stillUnclean(on: Bench, tried: Bench): boolean {
  const old = new Set(on.first.statements.map(({ read }) => read.statement.text));
  return tried.first.statements.some(
    ({ read }, index) => !old.has(read.statement.text) && isProblem(tried, index),
  );
}

/** How many statements that are not clean the edits are in. */
function mendedStatements(on: Bench, fixes: readonly Fix[]): number {
  const touched = new Set<number>();
  for (const fix of fixes)
    for (const edit of fix.edits) {
      const index = on.first.statements.findIndex(
        ({ read: { statement } }) =>
          edit.span.start >= statement.span.start &&
          edit.span.start <= (statement.terminator?.end ?? statement.span.end),
      );
      if (index >= 0 && isProblem(on, index)) touched.add(index);
    }
  return touched.size;
}
