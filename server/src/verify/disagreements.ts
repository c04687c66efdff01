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

/**
 * Holds the simulation of a history against what verify saw. A second run counts only for statements that the first
 * run applied in both: what failed there left another database behind. Behind a failure that proves nothing, nothing
 * is compared.
 */
export function agreementOf(simulated: Simulated, report: Report): Agreement {
  const compared = { first: 0, second: 0 };
  const unsure = { first: 0, second: 0 };
  const disagreements: Disagreement[] = [];
  let isGranted = false;
  for (const file of report.files) {
    const on = simulated.get(file.path);
    if (!on) continue;
    for (const [index, real] of file.statements.entries()) {
      const first = on.first.statements[index]?.outcome;
      if (!first) continue;
      if (isExcused(file, index)) return { compared, unsure, disagreements };
      const at = { path: file.path, statement: index, span: real.span };
      const judge = (
        run: "first" | "second",
        said: string | undefined,
        was: string | undefined,
      ): boolean => {
        if (was === undefined) return false;
        if (said === undefined) {
          unsure[run] += 1;
          return false;
        }
        compared[run] += 1;
        if (
          said === was ||
          mayBeEither(run, was) ||
          (run === "second" && isToldElsewhere(on, file, said, was))
        )
          return true;
        disagreements.push({ ...at, run, simulated: said, really: was });
        return false;
      };
      // Something before it in the statement may fail first: that it fails is all that was said.
      const mayBeEither = (run: "first" | "second", was: string): boolean => {
        const outcome = on[run].statements[index]?.outcome;
        return (
          outcome?.kind === "fails" &&
          outcome.perhapsBefore !== undefined &&
          /^[0-9A-Z]{5}$/.test(was)
        );
      };
      // What nobody made was refused in the simulation too, and then taken as given, to tell of it once.
      const [missing] = on.first.statements[index]?.missing ?? [];
      isGranted ||= missing !== undefined;
      if (isGranted && real.outcome === "failed" && isLack(real.sqlstate)) continue;
      if (file.apart && first.kind === "fails" && ofTransactions.has(first.sqlstate)) continue;
      judge("first", words(first, false), wordsOf(real, false));
      if (wordsOf(real, false) !== "applied" || first.kind === "fails") continue;
      const second = on.second.statements[index]?.outcome;
      const again = file.again?.[index];
      if (!second || !again) continue;
      const changed = changedBy(file, index);
      // Rows that a later statement changes too are told there, by PostgreSQL's marks as by the simulation.
      const isEcho = (on.second.echoes[index] ?? []).length > 0;
      const changes =
        (on.second.changes[index] ?? []).length > 0 ||
        (isEcho && (changed || !rowsChangedAfter(file, index)));
      judge("second", words(second, changes), wordsOf(again, changed));
    }
  }
  return { compared, unsure, disagreements };
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
function isToldElsewhere(on: Bench, file: FileReport, said: string, was: string): boolean {
  if (said === was || ![said, was].every((one) => one === "applied" || one === "changes"))
    return false;
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
