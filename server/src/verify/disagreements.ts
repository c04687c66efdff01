import { setImmediate } from "node:timers/promises";
import type { Catalog } from "../catalog/catalog.ts";
import type { Outcome } from "../catalog/outcome.ts";
import type { OpenedHistory } from "../history/open.ts";
import { type Bench, bench } from "../service/context.ts";
import type { Parser } from "../sql/parser.ts";
import { isLack } from "./excuses.ts";
import type { FileReport, Problem, Report, StatementRun } from "./report.ts";

/** A statement on which the simulation and PostgreSQL do not agree: a bug of ours. */
export interface Disagreement {
  readonly path: string;
  readonly statement: number;
  readonly span: StatementRun["span"];
  readonly run: "first" | "second";
  readonly simulated: string;
  readonly really: string;
}

export interface Agreement {
  /** Outcomes that the simulation was sure of and that were compared, by run. */
  readonly compared: { readonly first: number; readonly second: number };
  /** Outcomes that it left open. */
  readonly unsure: { readonly first: number; readonly second: number };
  readonly disagreements: readonly Disagreement[];
}

/** The simulated runs of each file of a history, by path. */
export type Simulated = ReadonlyMap<string, Bench>;

/** File by file, with pauses in which others get their turn: a real run may be under way meanwhile. */
export async function simulate(
  parser: Parser,
  history: OpenedHistory,
  signal?: AbortSignal,
): Promise<Simulated> {
  const machine = { parser, roots: new Map<string, Catalog>() };
  const simulated = new Map<string, Bench>();
  for (const { path } of history.files) {
    await setImmediate();
    if (signal?.aborted) break;
    const on = bench(machine, history, path);
    if (on) simulated.set(path, on);
  }
  return simulated;
}

/** Holds the simulation of a history against what verify saw. */
export function agreementOf(simulated: Simulated, report: Report): Agreement {
  const compared = { first: 0, second: 0 };
  const unsure = { first: 0, second: 0 };
  const disagreements: Disagreement[] = [];
  for (const both of answersOf(simulated, report)) {
    const { file, statement, span, run, said, was } = both;
    if (said === undefined) {
      unsure[run] += 1;
      continue;
    }
    compared[run] += 1;
    if (said === was || mayBeEither(both) || (run === "second" && isToldElsewhere(both, said)))
      continue;
    disagreements.push({ path: file.path, statement, span, run, simulated: said, really: was });
  }
  return { compared, unsure, disagreements };
}

/** What both answer to one run of a statement; nothing said: the simulation left it open. */
interface Both {
  readonly on: Bench;
  readonly file: FileReport;
  readonly statement: number;
  readonly span: StatementRun["span"];
  readonly run: "first" | "second";
  readonly said: string | undefined;
  readonly was: string;
}

/**
 * A second run counts only for statements that the first run applied in both: what failed there left another database
 * behind. Behind a failure that proves nothing, nothing is compared.
 */
function* answersOf(simulated: Simulated, report: Report): Generator<Both> {
  let isGranted = false;
  for (const file of report.files) {
    const on = simulated.get(file.path);
    if (!on) continue;
    for (const [statement, real] of file.statements.entries()) {
      const first = on.first.statements[statement]?.outcome;
      if (!first) continue;
      if (isExcused(file, statement)) return;
      // What nobody made was refused in the simulation too, and then taken as given, to tell of it once.
      const [missing] = on.first.statements[statement]?.missing ?? [];
      isGranted ||= missing !== undefined;
      if (isGranted && real.outcome === "failed" && isLack(real.sqlstate)) continue;
      if (file.apart && first.kind === "fails" && ofTransactions.has(first.sqlstate)) continue;
      const at = { on, file, statement, span: real.span };
      const was = wordsOf(real, false);
      if (was !== undefined) yield { ...at, run: "first", said: words(first, false), was };
      if (was !== "applied" || first.kind === "fails") continue;
      const again = secondAnswers(on, file, statement);
      if (again) yield { ...at, run: "second", ...again };
    }
  }
}

function secondAnswers(
  on: Bench,
  file: FileReport,
  statement: number,
): Pick<Both, "said" | "was"> | undefined {
  const second = on.second.statements[statement]?.outcome;
  const again = file.again?.[statement];
  if (!second || !again) return undefined;
  const changed = changedBy(file, statement);
  // Rows that a later statement changes too are told there, by PostgreSQL's marks as by the simulation.
  const isEcho = (on.second.echoes[statement] ?? []).length > 0;
  const changes =
    (on.second.changes[statement] ?? []).length > 0 ||
    (isEcho && (changed || !rowsChangedAfter(file, statement)));
  const was = wordsOf(again, changed);
  return was === undefined ? undefined : { said: words(second, changes), was };
}

/** Something before it in the statement may fail first: that it fails is all that was said. */
function mayBeEither({ on, run, statement, was }: Both): boolean {
  const outcome = on[run].statements[statement]?.outcome;
  return (
    outcome?.kind === "fails" && outcome.perhapsBefore !== undefined && /^[0-9A-Z]{5}$/.test(was)
  );
}

/** active_sql_transaction, unsafe_new_enum_value_usage: refused for the transaction's sake. */
const ofTransactions = new Set(["25001", "55P04"]);

const isExcused = (file: FileReport, index: number): boolean =>
  file.checks.some(({ check, problems }) =>
    problems.some(
      (one) =>
        check === "fresh" &&
        one.kind === "unverified" &&
        one.sqlstate !== undefined &&
        one.statement === index,
    ),
  );

const words = (outcome: Outcome, changes: boolean): string | undefined =>
  outcome.kind === "unsure"
    ? undefined
    : outcome.kind === "fails"
      ? outcome.sqlstate
      : changes
        ? "changes"
        : "applied";

const wordsOf = (run: StatementRun, changes: boolean): string | undefined =>
  run.outcome === "failed"
    ? run.sqlstate
    : run.outcome === "applied"
      ? changes
        ? "changes"
        : "applied"
      : undefined;

const changedBy = (file: FileReport, index: number): boolean =>
  differencesOf(file).some((one) => one.statement === index);

/** That the rows of a table change is told once in a file: at the statement that changed them, or that wrote them last. */
function isToldElsewhere({ on, file, was }: Both, said: string): boolean {
  if (![said, was].every((one) => one === "applied" || one === "changes")) return false;
  const simulated = new Set(
    on.second.changes.flat().flatMap((one) => (one.class === "row" ? [one.on] : [])),
  );
  return differencesOf(file).some((one) =>
    one.differences?.some((each) => each.class === "rows of table" && simulated.has(each.name)),
  );
}

const rowsChangedAfter = (file: FileReport, index: number): boolean =>
  differencesOf(file).some(
    (one) =>
      (one.statement ?? Number.POSITIVE_INFINITY) > index &&
      one.differences?.some((each) => each.class === "rows of table"),
  );

const differencesOf = (file: FileReport): readonly Problem[] =>
  file.checks.flatMap((check) =>
    check.check === "again" ? check.problems.filter((one) => one.kind === "difference") : [],
  );
